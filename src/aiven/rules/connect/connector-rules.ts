import { administrator } from "../../facts/administrator";
import { postgresConnectorClass } from "../../../debezium/versions";
import type { ConnectorSubject } from "../../terraform/connector-subject";
import { heartbeatRules } from "./heartbeat-rules";
import { jdbcSinkRules } from "./jdbc-sink-rules";
import { keyRules } from "./key-rules";
import { requirement } from "../message";
import {
  connectorName,
  grammarProblem,
  postgresIdentifier,
  qualifiedTable,
} from "../../facts/names";
import type { Rule } from "../rule";
import { secretRules } from "./secret-rules";
import { tableRules } from "./table-rules";
import { valueRules } from "./value-rules";

const configKey = (key: string) => `config[${JSON.stringify(key)}]`;

const name: Rule<ConnectorSubject> = {
  name: "connector-name",
  severity: "error",
  refusedByAiven: true,
  description: "The name of a connector is visible text without control characters.",
  source: "Apache Kafka, ConfigDef.NonEmptyStringWithoutControlChars",
  property: "connectorName",
  check: (subject) => grammarProblem(connectorName, "connectorName", subject.connectorName),
};

const configName: Rule<ConnectorSubject> = {
  name: "connector-config-name",
  severity: "error",
  refusedByAiven: true,
  description: "The configuration's own name is the connector's.",
  source: "terraform-provider-aiven, checked at plan",
  property: "configName",
  inputs: ["connectorName"],
  check({ connectorName: expected, configName: got }) {
    if (expected === undefined || got === expected) return undefined;
    return requirement(configKey("name"), `equal connectorName ${JSON.stringify(expected)}`, got, {
      suggestion: expected,
    });
  },
};

const tablesQualified: Rule<ConnectorSubject> = {
  name: "tables-qualified",
  severity: "error",
  description:
    "Each table is named with its schema and without its database: Debezium compares schema.table, and silently captures nothing for another form.",
  source: "Debezium, `table.include.list`",
  property: "tables",
  inputs: ["connectorClass"],
  check: ({ tables = [], connectorClass }) =>
    connectorClass === postgresConnectorClass
      ? tables.flatMap((table) => grammarProblem(qualifiedTable, "tables", table) ?? [])
      : [],
};

const tablesOnce: Rule<ConnectorSubject> = {
  name: "tables-once",
  severity: "warning",
  description: "No table is named twice: if another one was meant, it is not captured.",
  source: "Debezium, `table.include.list`",
  property: "tables",
  check({ tables = [] }) {
    const twice = tables.filter((table, index) => tables.indexOf(table) !== index);
    return [...new Set(twice)].map(
      (table) =>
        `tables should name each table once, got "${table}" twice: if another table was meant, it is not captured; remove one, or name the other table`,
    );
  },
};

const slotName: Rule<ConnectorSubject> = {
  name: "slot-name",
  severity: "error",
  refusedByAiven: true,
  description:
    "The name of a replication slot is 1 to 63 lowercase letters, digits and underscores.",
  source: "PostgreSQL, ReplicationSlotValidateName; Debezium, `slot.name`",
  property: "slotName",
  check: (subject) => grammarProblem(postgresIdentifier, "slotName", subject.slotName),
};

const publicationName: Rule<ConnectorSubject> = {
  name: "publication-name",
  severity: "error",
  description:
    "The name of a publication is 1 to 63 lowercase letters, digits and underscores, so that it means the same with quotes and without.",
  source: "PostgreSQL, identifiers; Debezium, `publication.name`",
  property: "publicationName",
  check: (subject) =>
    grammarProblem(postgresIdentifier, "publicationName", subject.publicationName),
};

const publicationForAllTables: Rule<ConnectorSubject> = {
  name: "publication-for-all-tables",
  severity: "error",
  description:
    "Debezium does not create a publication FOR ALL TABLES, its default: that needs a superuser, and avnadmin is none at Aiven. With `disabled`, a publication that exists is used.",
  source:
    "https://aiven.io/docs/products/kafka/kafka-connect/howto/debezium-source-connector-pg, must be superuser to create FOR ALL TABLES publication",
  property: "publicationAutocreate",
  inputs: ["connectorClass", "logicalDecoding"],
  check({ connectorClass, logicalDecoding, publicationAutocreate: mode, config = {} }) {
    if (connectorClass !== postgresConnectorClass || logicalDecoding !== "pgoutput") return [];
    const user = config["database.user"];
    const mayBeSuperuser = user !== undefined && user !== administrator && !isReference(user);
    if (mayBeSuperuser || (mode !== undefined && mode.toLowerCase() !== "all_tables")) return [];
    const got = mode === undefined ? "none, which means all_tables" : `"${mode}"`;
    return `publicationAutocreate must be filtered or disabled, because avnadmin cannot create a publication FOR ALL TABLES, got ${got}; use "filtered", or "disabled" with a publication that exists`;
  },
};

function isReference(value: unknown): boolean {
  return String(value).includes("${");
}

/** What must hold for `aiven_kafka_connector`. */
export const connectorRules: readonly Rule<ConnectorSubject>[] = [
  name,
  configName,
  tablesQualified,
  tablesOnce,
  ...tableRules,
  ...keyRules,
  slotName,
  publicationName,
  publicationForAllTables,
  ...valueRules,
  ...heartbeatRules,
  ...jdbcSinkRules,
  ...secretRules,
];
