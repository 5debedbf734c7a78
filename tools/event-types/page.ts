import { markdownTable } from "../markdown-table";
import type { Collected, Seen } from "./events";
import { isLost, isSameEvent, type Outcome, outcomesOf, type ValueOutcome } from "./outcomes";
import { about, notes, notRun } from "./prose";
import { hazards } from "./readers";
import { groups } from "./samples";

/** docs/guides/types.md, in Markdown. */
export function eventTypesPage(collected: Collected): string {
  const outcomes = outcomesOf(collected);
  return [
    ...about(collected.database),
    "## Values that do not arrive",
    notes.lost,
    lostTable(outcomes),
    "## Values that end the task",
    notes.hazards,
    hazardsTable(collected),
    "## Snapshot and stream differ",
    notes.differences,
    differencesTable(outcomes),
    "## Every type",
    notes.tables,
    ...groups.flatMap(({ title, samples }) => [
      `### ${title}`,
      ...(notes.groups[title] === undefined ? [] : [notes.groups[title]]),
      valuesTable(outcomes.filter(({ sample }) => samples.includes(sample))),
    ]),
    ...notRun,
  ]
    .join("\n\n")
    .concat("\n");
}

function valuesTable(outcomes: readonly ValueOutcome[]): string {
  return markdownTable(
    ["type", "inserted", "arrives", "schema", "in Avro", "with other settings"],
    outcomes.map(({ sample, inserted, byDefault, inAvro, others }) => [
      code(sample.type),
      code(inserted),
      valueText(byDefault),
      schemaText(byDefault),
      avroText(inAvro, byDefault),
      others
        .map(({ settings, outcome }) => `${settings}: ${valueText(outcome)}${schemaOf(outcome)}`)
        .join("<br>"),
    ]),
  );
}

/** Avro's own type, and the value where it is another than in JSON. */
function avroText(inAvro: Outcome, byDefault: Outcome): string {
  const [value, schema] = [valueText(inAvro), schemaText(inAvro)];
  return value === valueText(byDefault) ? schema : `${value} as ${schema}`;
}

function schemaOf(outcome: Outcome): string {
  const schema = schemaText(outcome);
  return schema === "" ? "" : ` as ${schema}`;
}

function lostTable(outcomes: readonly ValueOutcome[]): string {
  const lost = outcomes.filter(
    ({ byDefault, inserted }) =>
      isLost(byDefault.snapshot, inserted) || isLost(byDefault.stream, inserted),
  );
  return markdownTable(
    ["type", "inserted", "arrives", "settings with which something arrives"],
    lost.map(({ sample, inserted, byDefault, others }) => [
      code(sample.type),
      code(inserted),
      valueText(byDefault),
      others
        .filter(
          ({ outcome }) => !isLost(outcome.snapshot, inserted) && !isLost(outcome.stream, inserted),
        )
        .map(({ settings }) => settings)
        .join("; "),
    ]),
  );
}

function differencesTable(outcomes: readonly ValueOutcome[]): string {
  return markdownTable(
    ["type", "inserted", "from the snapshot", "from the stream"],
    outcomes
      .filter(({ byDefault: { snapshot, stream } }) => !isSameEvent(snapshot, stream))
      .map(({ sample, inserted, byDefault: { snapshot, stream } }) => [
        code(sample.type),
        code(inserted),
        seenText(snapshot),
        seenText(stream),
      ]),
  );
}

function hazardsTable({ failures }: Collected): string {
  return markdownTable(
    ["column", "inserted", "settings", "the task"],
    hazards.map(({ name, settings, hazard }) => [
      code(hazard?.type ?? ""),
      code(hazard?.values[0] ?? ""),
      Object.values(settings).map(code).join(", ") || "default",
      failures.has(name) ? `fails: ${failures.get(name)}` : "goes on",
    ]),
  );
}

function valueText({ snapshot, stream }: Outcome): string {
  const [first, then] = [seenText(snapshot), seenText(stream)];
  return first === then ? first : `${first}; in the stream ${then}`;
}

function schemaText({ snapshot, stream }: Outcome): string {
  const schemas = [snapshot, stream].flatMap((seen) => seen?.schema ?? []);
  return [...new Set(schemas)].map(code).join(", in the stream ");
}

const longest = 64;

function seenText(seen: Seen | undefined): string {
  if (seen === undefined) return "no event";
  if (seen.value === undefined) return "no such column";
  const { value } = seen;
  if (value.length <= longest) return code(value);
  return `${code(`${value.slice(0, 32)}…`)} (${value.length} characters)`;
}

/** In a cell of a table, where Markdown takes backticks for its own. */
function code(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  return `${fence}${text}${fence}`;
}
