import { readFileSync } from "node:fs";
import { differencesBetween } from "../../tools/event-types/differences";
import { type Collected, eventKey, type Seen } from "../../tools/event-types/events";
import { isLost, outcomesOf } from "../../tools/event-types/outcomes";
import { eventTypesPage } from "../../tools/event-types/page";
import { avroReader, hazards, readers } from "../../tools/event-types/readers";
import { firstStreamed, sampleTables } from "../../tools/event-types/tables";

const tableOf = (type: string) => {
  const found = sampleTables.find(({ sample }) => sample.type === type);
  if (!found) throw new Error(`no sample of ${type}`);
  return found.table;
};

/** The same event from every reader, for each value of a type, but for what is given. */
function collected(type: string, value: string, others: Record<string, [string, string]> = {}) {
  const table = tableOf(type);
  const seen = (id: number, text: string): [string, Seen] => [
    eventKey(table, id),
    { table, id, op: "c", value: text, schema: "string" },
  ];
  const events = [...readers, avroReader].map(({ name }) => {
    const [snapshot, stream] = others[name] ?? [value, value];
    return [name, new Map([seen(1, snapshot), seen(firstStreamed, stream)])] as const;
  });
  return { events: new Map(events), failures: new Map(), database: "PostgreSQL 18.4" };
}

const outcomeOf = (type: string, from: Collected) =>
  outcomesOf(from).find(({ sample }) => sample.type === type);

/** The row of a type in the table beneath a heading, without the padding. */
function row(page: string, heading: string, type: string): string | undefined {
  const section = page.split(/^##+ /m).find((part) => part.startsWith(heading)) ?? "";
  const found = section.split("\n").find((line) => line.startsWith(`| \`${type}\``));
  return found?.replace(/ +/g, " ");
}

test("what makes no difference is left out, and what does is named by the settings of that type", () => {
  expect(outcomeOf("numeric(10,2)", collected("numeric(10,2)", '"12.50"'))?.others).toEqual([]);
  const from = collected("numeric(10,2)", '"12.50"', { precise: ['"BOI="', '"BOI="'] });
  expect(outcomeOf("numeric(10,2)", from)?.others.map(({ settings }) => settings)).toEqual([
    '`decimalHandling: "precise"`',
  ]);
});

test("where no setting is known to change a type, every setting of the reader is named", () => {
  const from = collected("boolean", "true", { iso: ["false", "false"] });
  expect(outcomeOf("boolean", from)?.others.map(({ settings }) => settings)).toEqual([
    '`timeHandling: "isostring"`, `binaryHandling: "base64-url-safe"`',
  ]);
});

test("a row has what arrives, and a difference of the stream in two tables", () => {
  const page = eventTypesPage(collected("date", "1", { defaults: ["1", "2"] }));
  const inserted = "`'2026-01-02'`";
  expect(row(page, "Dates, times", "date")).toContain(
    `| \`date\` | ${inserted} | \`1\`; in the stream \`2\` | \`string\` | \`1\` as \`string\` | \`timeHandling: "connect"\`: \`1\``,
  );
  expect(row(page, "Snapshot and stream", "date")).toBe(
    `| \`date\` | ${inserted} | \`1\` | \`2\` |`,
  );
  expect(row(page, "Values that do not arrive", "date")).not.toContain(inserted);
});

test("a value without an event is named as such", () => {
  const page = eventTypesPage({ ...collected("date", "1"), events: new Map() });
  expect(row(page, "Ranges", "int8range")).toContain("| no event |");
});

test.each([
  ["'NaN'", "null", true],
  ["NULL", "null", false],
  ["'null'", '"null"', false],
  ["'{{1,2},{3,4}}'", "[null,null]", true],
  ["'{1,NULL,3}'", "[1,null,3]", false],
  ["'{NULL}'", "[null]", false],
  ["'{sad,NULL}'", "null", true],
  ["'{}'", "[]", false],
  ["'orders'", '""', true],
  ["''", '""', false],
])("of %s, arrived as %s, nothing arrives: %s", (inserted, value, lost) => {
  expect(isLost({ table: "t", id: 1, op: "c", value }, inserted)).toBe(lost);
});

test("a long value is shown by its beginning and its length", () => {
  const at = (length: number) => eventTypesPage(collected("uuid", "7".repeat(length)));
  expect(row(at(64), "Text", "uuid")).toContain(`\`${"7".repeat(64)}\` |`);
  expect(row(at(65), "Text", "uuid")).toContain(`\`${"7".repeat(32)}…\` (65 characters) |`);
});

test("a hazard is shown with the cause, or as one that goes on", () => {
  const [first] = hazards;
  const failures = new Map([[first?.name ?? "", "DataException: no"]]);
  const page = eventTypesPage({ ...collected("date", "1"), failures });
  expect(row(page, "Values that end", "numeric NOT NULL")).toContain("fails: DataException: no");
  expect(row(page, "Values that end", "bytea NOT NULL")).toContain("goes on");
});

test("names and tables of all readers differ, since slots and topics are named after them", () => {
  const names = [...readers, avroReader, ...hazards].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test("the differences of two pages are the lines that one has alone", () => {
  expect(differencesBetween("a\nb\nc", "a\nc")).toEqual(["- b"]);
  expect(differencesBetween("a", "a\nd")).toEqual(["+ d"]);
  expect(differencesBetween("a\nb", "a\nb")).toEqual([]);
});

test("the page has every type", () => {
  const page = readFileSync("docs/guides/types.md", "utf8");
  const missing = sampleTables.filter(({ sample }) => !page.includes(`| \`${sample.type}\``));
  expect(missing).toEqual([]);
});
