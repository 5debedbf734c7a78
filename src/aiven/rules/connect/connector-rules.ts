import { postgresConnectorClass } from "../../../debezium/versions";
import type { ConnectorSubject } from "../../terraform/connector-subject";
import { heartbeatRules } from "./heartbeat-rules";
import { requirement } from "../message";
import { connectorName, grammarFault, postgresIdentifier, qualifiedTable } from "../../facts/names";
import type { Rule } from "../rule";
import { secretRules } from "./secret-rules";

const configKey = (key: string) => `config[${JSON.stringify(key)}]`;

const name: Rule<ConnectorSubject> = {
  name: "connector-name",
  severity: "error",
  refusedByAiven: true,
  description: "The name of a connector has something to see in it and no control characters.",
  source: "Apache Kafka, ConfigDef.NonEmptyStringWithoutControlChars",
  property: "connectorName",
  check: (subject) => grammarFault(connectorName, "connectorName", subject.connectorName),
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
    "Each table is named with its schema and without its database: Debezium compares schema.table, and captures nothing for another form, silently.",
  source: "Debezium, `table.include.list`",
  property: "tables",
  inputs: ["connectorClass"],
  check: ({ tables = [], connectorClass }) =>
    connectorClass === postgresConnectorClass
      ? tables.flatMap((table) => grammarFault(qualifiedTable, "tables", table) ?? [])
      : [],
};

const tablesOnce: Rule<ConnectorSubject> = {
  name: "tables-once",
  severity: "error",
  description: "No table is named twice: where one is, another was meant.",
  source: "Debezium, `table.include.list`",
  property: "tables",
  check({ tables = [] }) {
    const twice = tables.filter((table, index) => tables.indexOf(table) !== index);
    return [...new Set(twice)].map(
      (table) =>
        `tables must name each table once, got "${table}" twice; leave one out, or name the table that was meant`,
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
  check: (subject) => grammarFault(postgresIdentifier, "slotName", subject.slotName),
};

const publicationName: Rule<ConnectorSubject> = {
  name: "publication-name",
  severity: "error",
  description:
    "The name of a publication is 1 to 63 lowercase letters, digits and underscores, so that it means the same with quotes and without.",
  source: "PostgreSQL, identifiers; Debezium, `publication.name`",
  property: "publicationName",
  check: (subject) => grammarFault(postgresIdentifier, "publicationName", subject.publicationName),
};

const publicationForAllTables: Rule<ConnectorSubject> = {
  name: "publication-for-all-tables",
  severity: "error",
  description:
    "Debezium is not left to make a publication FOR ALL TABLES, its default: that takes a superuser, and at Aiven avnadmin is none. One that exists is used with `disabled` as well.",
  source:
    "https://aiven.io/docs/products/kafka/kafka-connect/howto/debezium-source-connector-pg, must be superuser to create FOR ALL TABLES publication",
  property: "publicationAutocreate",
  inputs: ["connectorClass", "logicalDecoding"],
  check({ connectorClass, logicalDecoding, publicationAutocreate: mode, config = {} }) {
    if (connectorClass !== postgresConnectorClass || logicalDecoding !== "pgoutput") return [];
    const user = config["database.user"];
    const mayBeSuperuser = user !== undefined && user !== "avnadmin" && !isReference(user);
    if (mayBeSuperuser || (mode !== undefined && mode.toLowerCase() !== "all_tables")) return [];
    const got = mode === undefined ? "none, which is all_tables" : `"${mode}"`;
    return `publicationAutocreate must be filtered or disabled, as avnadmin may make no publication FOR ALL TABLES, got ${got}; use "filtered", or "disabled" with a publication made beforehand`;
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
  slotName,
  publicationName,
  publicationForAllTables,
  ...heartbeatRules,
  ...secretRules,
];
