import { messageHeartbeat, transactional, writtenTable } from "../../../debezium/heartbeat";
import { postgresConnectorClass } from "../../../debezium/versions";
import type { ConnectorSubject } from "../../terraform/connector-subject";
import { requirement, recommendation } from "../message";
import type { Rule } from "../rule";

const source =
  "https://aiven.io/docs/products/kafka/kafka-connect/howto/debezium-source-connector-pg, its first warning; measured on Debezium 3.1.0";

const holdsLog =
  "while the captured tables are idle, the slot keeps PostgreSQL's WAL until the disk is full";

function isPostgres({ connectorClass }: Partial<ConnectorSubject>): boolean {
  return connectorClass === postgresConnectorClass;
}

/** On a read replica a beat can write nothing: what moves the slot there is written on its primary. */
function isReadOnly({ config = {} }: Partial<ConnectorSubject>): boolean {
  return String(config["read.only"]).toLowerCase() === "true";
}

const missing: Rule<ConnectorSubject> = {
  name: "heartbeat-missing",
  severity: "warning",
  description:
    "A connector has a heartbeat: otherwise, while its tables are idle and others are busy, its slot keeps PostgreSQL's WAL until the disk is full. Not one of a read replica (`read.only`), where nothing can be written.",
  source,
  property: "heartbeatIntervalMs",
  inputs: ["connectorClass", "config"],
  check(subject) {
    const { heartbeatIntervalMs: interval } = subject;
    if (!isPostgres(subject) || isReadOnly(subject)) return undefined;
    if (interval !== undefined && interval !== 0) return undefined;
    const advice = `use 2000, with heartbeatActionQuery "${messageHeartbeat}"`;
    return recommendation("heartbeatIntervalMs", "be set", interval, holdsLog, { advice });
  },
};

const alone: Rule<ConnectorSubject> = {
  name: "heartbeat-without-query",
  severity: "warning",
  description:
    "The heartbeat writes to the database: an interval alone gives the slot nothing to confirm.",
  source,
  property: "heartbeatActionQuery",
  inputs: ["connectorClass", "heartbeatIntervalMs", "config"],
  check(subject) {
    const { heartbeatIntervalMs: interval, heartbeatActionQuery: query } = subject;
    if (!isPostgres(subject) || isReadOnly(subject) || !interval) return undefined;
    if ((query ?? "").trim() !== "") return undefined;
    return recommendation(
      "heartbeatActionQuery",
      "be set",
      query,
      `an interval alone confirms nothing, and ${holdsLog}`,
      {
        suggestion: messageHeartbeat,
      },
    );
  },
};

const outOfOrder: Rule<ConnectorSubject> = {
  name: "heartbeat-transactional",
  severity: "warning",
  description:
    "The heartbeat's message is part of a transaction: another one overtakes open transactions, and a connector that restarts before their commit loses them.",
  source: "measured on Debezium 3.1.0; PostgreSQL, `pg_logical_emit_message`",
  property: "heartbeatActionQuery",
  inputs: ["connectorClass"],
  check(subject) {
    const { heartbeatActionQuery: query = "" } = subject;
    const suggestion = transactional(query);
    if (!isPostgres(subject) || suggestion === query) return undefined;
    const harm = "a connector that restarts loses the transactions that were open at a heartbeat";
    const what = "emit a transactional message";
    return recommendation("heartbeatActionQuery", what, query, harm, { suggestion });
  },
};

const unpublished: Rule<ConnectorSubject> = {
  name: "heartbeat-unpublished",
  severity: "error",
  description:
    "The heartbeat writes to a table of the publication: the slot never confirms changes of other tables. Checked where Debezium creates the publication for the captured tables, `filtered`.",
  source,
  property: "heartbeatActionQuery",
  inputs: ["connectorClass", "logicalDecoding", "publicationAutocreate", "tables", "schemas"],
  check(subject) {
    const { tables = [], schemas = [], heartbeatActionQuery: query = "" } = subject;
    const isFiltered = subject.publicationAutocreate?.toLowerCase() === "filtered";
    if (!isPostgres(subject) || subject.logicalDecoding !== "pgoutput" || !isFiltered) return [];
    const table = writtenTable(query);
    const written = table && `${table.schema}.${table.table}`;
    const captured = tables.length > 0 ? tables : schemas.map((schema) => `${schema}\\..*`);
    if (written === undefined || captured.length === 0 || isListed(written, captured)) return [];
    const advice = `add ${written} to tables, or use "${messageHeartbeat}"`;
    const what = `write to a captured table, because ${written} is not in the publication and the slot never confirms its changes`;
    return requirement("heartbeatActionQuery", what, query, { advice });
  },
};

/** Debezium compares whole names with regular expressions, whatever their case. */
function isListed(table: string, entries: readonly string[]): boolean {
  return entries.some((entry) => {
    try {
      return new RegExp(`^(?:${entry})$`, "i").test(table);
    } catch {
      return true; // an expression of Java's that JavaScript does not read
    }
  });
}

export const heartbeatRules: readonly Rule<ConnectorSubject>[] = [
  missing,
  alone,
  outOfOrder,
  unpublished,
];
