import type { SampleGroup } from "./sample";

export const columns: SampleGroup = {
  title: "Defaults and generated columns",
  samples: [
    { type: "integer DEFAULT 7", values: ["DEFAULT", "1", "NULL"], varies: ["nulls"] },
    { type: "integer NOT NULL DEFAULT 7", values: ["DEFAULT", "1"] },
    { type: "text DEFAULT 'a'", values: ["NULL"], varies: ["nulls"] },
    { type: "timestamptz DEFAULT now()", values: ["NULL"], varies: ["nulls", "time"] },
    {
      type: "integer GENERATED, STORED",
      more: "a integer",
      given: "a",
      values: ["21"],
      column: "integer GENERATED ALWAYS AS (a * 2) STORED",
    },
    {
      type: "integer GENERATED, VIRTUAL",
      more: "a integer",
      given: "a",
      values: ["21"],
      column: "integer GENERATED ALWAYS AS (a * 2) VIRTUAL",
    },
  ],
};

const large = { more: "a integer", isUpdated: true } as const;

/** Values that PostgreSQL keeps outside the row, and does not log with an update that leaves them alone. */
export const unchanged: SampleGroup = {
  title: "Large values that an update leaves alone (TOAST)",
  samples: [
    { ...large, type: "text", column: "text STORAGE EXTERNAL", values: ["repeat('x', 10000)"] },
    {
      ...large,
      type: "bytea",
      column: "bytea STORAGE EXTERNAL",
      values: [String.raw`decode(repeat('de', 10000), 'hex')`],
      varies: ["binary"],
    },
    {
      ...large,
      type: "jsonb",
      column: "jsonb STORAGE EXTERNAL",
      values: ["to_jsonb(repeat('x', 10000))"],
    },
    {
      ...large,
      type: "text[]",
      column: "text[] STORAGE EXTERNAL",
      values: ["ARRAY[repeat('x', 10000)]"],
    },
    {
      ...large,
      type: "integer[]",
      column: "integer[] STORAGE EXTERNAL",
      values: ["array_fill(7, ARRAY[5000])"],
    },
    {
      ...large,
      type: "numeric",
      column: "numeric STORAGE EXTERNAL",
      values: ["repeat('1234567890', 1000)::numeric"],
      varies: ["decimal"],
    },
    {
      ...large,
      type: "hstore",
      column: "hstore STORAGE EXTERNAL",
      values: ["hstore('a', repeat('x', 10000))"],
      varies: ["hstore"],
    },
    {
      ...large,
      type: "text, REPLICA IDENTITY FULL",
      column: "text STORAGE EXTERNAL",
      values: ["repeat('x', 10000)"],
      replicaIdentity: "FULL",
    },
  ],
};
