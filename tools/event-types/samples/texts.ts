import type { SampleGroup } from "./sample";

export const texts: SampleGroup = {
  title: "Text, bytes and bits",
  before: ["CREATE EXTENSION citext", "CREATE EXTENSION ltree"],
  samples: [
    { type: "char(5)", values: ["'ab'"] },
    { type: "varchar(5)", values: ["'ab'"] },
    { type: "text", values: ["'größe 🚀'", "''"] },
    { type: "name", values: ["'orders'"], varies: ["unknown"] },
    { type: "name NOT NULL", values: ["'orders'"], varies: ["unknown"] },
    { type: '"char"', values: ["'a'"] },
    { type: "citext", values: ["'Ab'"] },
    { type: "bytea", values: [String.raw`'\xdeadbeef'`, "''"], varies: ["binary"] },
    { type: "bit", values: ["B'1'"] },
    { type: "bit(10)", values: ["B'1010101011'"] },
    { type: "bit varying(10)", values: ["B'101'"] },
    { type: "bit varying", values: ["B'101'"] },
    { type: "uuid", values: ["'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"] },
    { type: "json", values: [`'{"b": 1, "a": [null]}'`] },
    { type: "jsonb", values: [`'{"b": 1, "a": [null]}'`, "'null'"] },
    { type: "xml", values: ["'<a>1</a>'"] },
    { type: "ltree", values: ["'Top.Science'"] },
    { type: "lquery", values: ["'Top.*'"], varies: ["unknown"] },
    { type: "tsvector", values: ["'fat:1 cat:2'"], varies: ["unknown"] },
    { type: "tsquery", values: ["'fat & cat'"], varies: ["unknown"] },
  ],
};
