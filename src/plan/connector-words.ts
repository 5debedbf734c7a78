import { parseList } from "../debezium/naming/tables";
import { topicNaming } from "../debezium/naming/topics";
import { postgresConnectorClass } from "../debezium/versions";

export type Config = Readonly<Record<string, string | undefined>>;

/** Debezium's own (its documentation of the PostgreSQL connector). */
const defaults: Config = {
  "slot.name": "debezium",
  "publication.name": "dbz_publication",
  "publication.autocreate.mode": "all_tables",
  "plugin.name": "decoderbufs",
};

/** What tables, slot and topics go through as a source's configuration changes: a clause each. */
export function sourceWords(before: Config, after: Config): string[] {
  if (after["connector.class"] !== postgresConnectorClass) return [];
  return [
    ...tableWords(before, after),
    ...topicWords(before, after),
    "restarts its task",
    ...slotWords(before, after),
  ];
}

/** Properties whose change {@link sourceWords} describes by its effects. */
export const describedProperties: readonly string[] = [
  "table.include.list",
  "topic.prefix",
  "slot.name",
];

/** The tables that a source captures from now on. */
export function addedTables(before: Config, after: Config): string[] {
  const earlier = parseList(before["table.include.list"]);
  return parseList(after["table.include.list"]).filter((entry) => !earlier.includes(entry));
}

function tableWords(before: Config, after: Config): string[] {
  const added = addedTables(before, after);
  const removed = addedTables(after, before);
  return [
    ...(added.length > 0 ? [`adds ${added.join(", ")} to ${placesOf(after)}`] : []),
    ...(removed.length > 0
      ? [`captures ${removed.join(", ")} no longer; what is in the topics stays`]
      : []),
    ...(added.length > 0
      ? ["does not read the rows that are there already: an incremental snapshot does"]
      : []),
  ];
}

/** Where a table must be named to be captured. */
function placesOf(config: Config): string {
  const of = (name: string) => (config[name] ?? defaults[name] ?? "").toLowerCase();
  if (of("plugin.name") !== "pgoutput") return "the connector";
  const publication = config["publication.name"] ?? defaults["publication.name"];
  const mode = of("publication.autocreate.mode");
  if (mode === "filtered") return `the connector and its publication ${publication}`;
  if (mode === "disabled") return `the connector, and to publication ${publication} by SQL`;
  return "the connector";
}

function topicWords(before: Config, after: Config): string[] {
  const [from, to] = [before, after].map((config) => topicNaming(config).prefix);
  return from === to ? [] : [`writes to other topics, ${to}.… (was ${from}.…)`];
}

function slotWords(before: Config, after: Config): string[] {
  const [from, to] = [before, after].map((config) => config["slot.name"] ?? defaults["slot.name"]);
  if (from === to) return [`keeps slot ${to}`];
  return [
    `reads from another slot, ${to}, and misses what changes before it is made`,
    `leaves slot ${from} behind: drop it, it holds back write-ahead log`,
  ];
}
