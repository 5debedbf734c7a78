import { defaultDebezium } from "../../aiven/facts/versions";
import { debeziumVersions, newestDebezium } from "../../debezium/versions";
import type { EngineName } from "../engines/fetch/lock";

/** What runs for a version that a configuration asks for: the newest patch of that minor. */
const kafkaEngines: Readonly<Record<string, string>> = { "3.9": "3.9.2", "4.2": "4.2.2" };
const newestKafka = "4.2.2";

const kafkaVersions = [...new Set([...Object.values(kafkaEngines), newestKafka])];
const newestDebeziumEngine = `${newestDebezium}.Final`;

/** Every version of an engine that a rehearsal can run: the ones that `npm run lock-engines` locks. */
export const rehearsedVersions: Readonly<Record<EngineName, readonly string[]>> = {
  kafka: kafkaVersions,
  debezium: debeziumVersions.map((version) => `${version}.Final`),
  "kafka-connectors": kafkaVersions,
  "apicurio-registry": ["3.0.9"],
  // of 3.0.9 Maven Central lacks the POM's parent, and what its client needs
  "apicurio-converter": ["2.6.13.Final"],
  "debezium-connector-jdbc": [newestDebeziumEngine],
  "debezium-connector-mariadb": [newestDebeziumEngine],
  "debezium-connector-mongodb": [newestDebeziumEngine],
  "debezium-connector-mysql": [newestDebeziumEngine],
  "debezium-connector-sqlserver": [newestDebeziumEngine],
};

export interface AskedVersions {
  readonly kafka?: string;
  /** What the plugin is pinned to. */
  readonly debezium?: string;
}

/** The engines' own versions for Aiven's; an unpinned plugin is what Aiven ran on that day. */
export function engineVersions(asked: AskedVersions, asOf = new Date()) {
  return {
    kafka: kafkaEngines[asked.kafka ?? ""] ?? newestKafka,
    debezium: `${asked.debezium ?? defaultDebezium(asOf)}.Final`,
  };
}

/** Whether the Debezium of that day could still read PostgreSQL's log through wal2json. */
export function decodesByWal2json(asOf: Date): boolean {
  return defaultDebezium(asOf) === "1.9.7";
}

/** What to tell who asked for a version that another stands in for. */
export function standIn(engine: string, asked: string | undefined, runs: string) {
  if (asked === undefined || `${runs}.`.startsWith(`${asked}.`)) return undefined;
  return `${engine} ${asked} is rehearsed with ${runs}`;
}
