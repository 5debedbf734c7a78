import { newestDebezium } from "../../src/debezium/versions";
import { engineVersions } from "../../src/rehearsal/cloud/engine-versions";
import { kafkaVersion } from "./versions";

/** The beginning of the page. */
export function about(database: string): string[] {
  const { kafka } = engineVersions({ kafka: kafkaVersion });
  return [
    "# What arrives for each type",
    lines(
      "Written by `npx cdc event-types`, which inserts each value into a rehearsal's database and reads the",
      "events. A test compares the page with what arrives, so edits are lost.",
    ),
    lines(
      `Run with Debezium ${newestDebezium}, Kafka Connect ${kafka} and ${database}. The default configuration is that of`,
      '`DebeziumPostgresSource`: `decimalHandling: "string"`, and Debezium\'s own values else.',
    ),
  ];
}

/** What stands above the tables. */
export const notes = {
  lost: lines(
    "Inserted, and null, empty or missing in the event, in the default configuration. Where a value cannot be converted,",
    "Debezium writes an error into the log of Kafka Connect, and goes on; a column whose type it does not know is",
    "left out without a word.",
  ),
  hazards: lines(
    "What arrives as null has no place in a column that is NOT NULL: the task fails, and again after each restart. The",
    "`bytea` fails at an update that leaves a large value alone. Make the column nullable, correct the row and let the",
    "connector take another snapshot, or leave the column out (`excludeColumns`).",
  ),
  differences: lines(
    "The same value, inserted before the connector started and while it ran. Debezium reads days before 1582 and",
    "infinite ones by two calendars: count on neither number.",
  ),
  tables: lines(
    "_Inserted_ is an SQL expression, _arrives_ the JSON of the column in `after`. _Schema_ is Kafka Connect's type,",
    "Debezium's name of its meaning and its parameters: JSON has it with `json({ schemas: true })` only, and the value",
    "is the same without. _In Avro_ is the type that `avro(kafka)` registers, and the value where it is another.",
    "Settings that change nothing for a value are left out.",
  ),
  groups: {
    "Numbers and booleans": lines(
      "JSON has no NaN and no infinity: they arrive as texts. A `bigint` beyond 2^53 loses digits in readers whose",
      "numbers are doubles, as JavaScript's are. A negative scale is read as a scale of thousands.",
    ),
    "Text, bytes and bits": lines(
      "A `name` in the stream arrives only with `includeUnknownTypes: true`. What that setting adds is the bytes of",
      "PostgreSQL's own text, here in base64.",
    ),
    "Dates, times and intervals": lines(
      "An infinite `interval` arrives as nothing at all, 0. An infinite `date` or `timestamp` arrives as a number that",
      "means another day; an infinite `timestamptz` as the word.",
    ),
    "Enums, domains, composite types, hstore and arrays": lines(
      "Of an array with more than one dimension no element arrives. One NULL in an array of enums, or one NaN in an",
      "array of numbers, takes the whole array with it.",
    ),
    "Defaults and generated columns": lines(
      "A NULL in a column with a default arrives as null. With `json({ keepNulls: false })`, Kafka Connect's own way,",
      "the default takes its place. A generated column is in the snapshot alone, since publications leave it out;",
      "PostgreSQL 18 can publish stored ones",
      "([`publish_generated_columns`](https://www.postgresql.org/docs/18/sql-createpublication.html), not run here).",
    ),
    "Large values that an update leaves alone (TOAST)": lines(
      "The event of the stream is an update of another column. PostgreSQL logs no large value that did not change: a",
      "placeholder is in its place, which a consumer must not write over the value. With `REPLICA IDENTITY FULL` the",
      'value is there (`replicaIdentities: { "public.orders": "full" }`).',
    ),
  } as Readonly<Record<string, string>>,
};

/** What no engine of a rehearsal has. */
export const notRun = [
  "## Not run",
  lines(
    "The rehearsal's PostgreSQL has neither PostGIS nor pgvector. Debezium's documentation of 3.1",
    "([data types](https://debezium.io/documentation/reference/3.1/connectors/postgresql.html#postgresql-data-types))",
    "says:",
  ),
  lines(
    "| type | arrives as |",
    "| --- | --- |",
    "| PostGIS `geometry` | `struct io.debezium.data.geometry.Geometry` of `srid` and `wkb` |",
    "| PostGIS `geography` | `struct io.debezium.data.geometry.Geography` of `srid` and `wkb` |",
    "| pgvector `vector` | `array of double io.debezium.data.DoubleVector` |",
    "| pgvector `halfvec` | `array of float io.debezium.data.FloatVector` |",
    "| pgvector `sparsevec` | `struct io.debezium.data.SparseVector` of `dimensions` and `vector` |",
  ),
];

function lines(...each: readonly string[]): string {
  return each.join("\n");
}
