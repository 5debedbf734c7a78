import { type Attributes, kindOf, type ResourceChange } from "./change";
import { type Config, sourceWords, describedProperties } from "./connector-words";
import { type Difference, differencesOf, pathTo } from "./differences";

/** A value that is longer is cut: it is named, not printed. */
const longest = 120;

const nouns: Readonly<Record<string, string>> = {
  aiven_pg: "PostgreSQL",
  aiven_kafka: "Kafka",
  aiven_kafka_connect: "Kafka Connect",
};

/** Inside a service, which is named with them. */
const innerNames: Readonly<Record<string, readonly [noun: string, attribute: string]>> = {
  aiven_kafka_topic: ["topic", "topic_name"],
  aiven_kafka_connector: ["connector", "connector_name"],
  aiven_kafka_user: ["user", "username"],
  aiven_pg_user: ["user", "username"],
  aiven_pg_database: ["database", "database_name"],
  aiven_connection_pool: ["connection pool", "pool_name"],
  aiven_kafka_schema: ["schema", "subject_name"],
};

/** What is lost with it when it is removed. */
const losses: Readonly<Record<string, string>> = {
  aiven_pg: "its databases and its replication slots are lost",
  aiven_kafka: "its topics and what is in them are lost",
  aiven_kafka_topic: "what is in it is lost",
  aiven_pg_database: "its tables are lost",
};

/** What a change is, and what it does to what runs: what happens, then the details, a line each. */
export function changeLines(resource: ResourceChange): string[] {
  const label = labelOf(resource);
  const loss = losses[resource.type];
  switch (kindOf(resource)) {
    case "create":
      return [`makes ${label}`];
    case "delete":
      return [`removes ${label}`, ...(loss ? [loss] : [])];
    case "replace":
      return [
        `replaces ${label}: ${causesOf(resource)} cannot change in place`,
        ...(loss ? [loss] : []),
        ...settingsOf(resource).map(settingWords),
      ];
    case "update":
      return [`changes ${label}`, ...updateWords(resource)];
    case "none":
      return [];
  }
}

/** Whether something ends for good: a replacement, or the removal of what holds data. */
export function isLossy(resource: ResourceChange): boolean {
  const kind = kindOf(resource);
  return kind === "replace" || (kind === "delete" && resource.type in losses);
}

/** A resource as a person knows it; its address where it has no name of its own. */
export function labelOf({ address, type, change }: ResourceChange): string {
  const values = change.before ?? change.after ?? {};
  const text = (attribute: string) => {
    const value = values[attribute];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const service = text("service_name");
  const noun = nouns[type];
  if (noun !== undefined && service !== undefined) return `${noun} ${service}`;
  const [inner, attribute = ""] = innerNames[type] ?? [];
  const name = text(attribute);
  if (inner === undefined || name === undefined) return address;
  return service === undefined ? `${inner} ${name}` : `${inner} ${name} of ${service}`;
}

function causesOf({ change }: ResourceChange): string {
  const paths = (change.replace_paths ?? []).map((steps) => steps.reduce<string>(pathTo, ""));
  return paths.join(", ") || "a part of it";
}

function settingsOf({ change }: ResourceChange): Difference[] {
  return differencesOf(change).filter(isOfUser);
}

function updateWords(resource: ResourceChange): string[] {
  const { type, change } = resource;
  const differences = settingsOf(resource);
  if (type !== "aiven_kafka_connector") return differences.map(settingWords);
  const effects = sourceWords(configIn(change.before), configIn(change.after));
  const isDescribed = ({ path }: Difference) =>
    effects.length > 0 && describedProperties.includes(propertyIn(path) ?? "");
  return [...differences.filter((each) => !isDescribed(each)).map(settingWords), ...effects];
}

/** What the provider computes follows from what the user changed. */
function isOfUser({ isUnknown, path }: Difference): boolean {
  return !isUnknown || path.includes("config");
}

function configIn(values: Attributes | null): Config {
  return (values?.config ?? {}) as Config;
}

/** The property of a connector that a path leads to. */
function propertyIn(path: string): string | undefined {
  const [, quoted, plain] = /^config(?:\["(.+)"\]|\.(\w+))$/.exec(path) ?? [];
  return quoted ?? plain;
}

function settingWords({ path, before, after, isSecret, isUnknown }: Difference): string {
  const name = propertyIn(path) ?? path;
  if (isSecret) return `sets ${name} to another secret`;
  if (isUnknown) return `sets ${name} to what is known after the apply`;
  if (after === null) return `takes ${name} back (was ${shown(before)})`;
  return `sets ${name} to ${shown(after)}${before === null ? "" : ` (was ${shown(before)})`}`;
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
