import { administrator } from "../aiven/facts/administrator";
import { heartbeatTable } from "../debezium/heartbeat";
import type { DatabaseModel, HeartbeatTable, ReplicaIdentity, SignalTable } from "./model";
import { isMatch, parseList, plainTable, type TableName } from "../debezium/naming/tables";
import { sameTable } from "./names";

type ConnectorConfig = Readonly<Record<string, string | undefined>>;

/** A connector's needs, and what of its configuration only the database could tell. */
export interface ReadModel {
  readonly model: DatabaseModel;
  /** Entries of its lists that are no plain names. */
  readonly unclear: readonly string[];
}

/**
 * What a connector's configuration requires of its database.
 *
 * @param administrators who may own the tables, and so need no grants
 */
export function databaseModel(
  config: ConnectorConfig,
  administrators: readonly string[] = [administrator],
): ReadModel {
  const unclear = [
    ...parseList(config["table.include.list"]).filter((entry) => !plainTable(entry)),
    ...(config["table.include.list"] ? [] : parseList(config["schema.include.list"])),
  ];
  const heartbeat = heartbeatOf(config);
  const signal = signalTable(config);
  const user = config["database.user"];
  const isPgoutput = config["plugin.name"] === "pgoutput";
  return {
    model: {
      database: config["database.dbname"] ?? "defaultdb",
      tables: parseList(config["table.include.list"])
        .flatMap((entry) => plainTable(entry) ?? [])
        .map((table) => ({ ...table, replicaIdentity: replicaIdentity(config, table) })),
      publication: isPgoutput ? (config["publication.name"] ?? "dbz_publication") : undefined,
      heartbeat,
      signal,
      role: user !== undefined && administrators.includes(user) ? undefined : user,
    },
    unclear,
  };
}

function heartbeatOf(config: ConnectorConfig): HeartbeatTable | undefined {
  const written = heartbeatTable(config);
  if (!written) return undefined;
  const query = config["heartbeat.action.query"] ?? "";
  if (/^\s*INSERT/i.test(query)) {
    const [, columns = ""] = /^[^(]*\(([^)]*)\)\s*(?:OVERRIDING|VALUES|SELECT)/i.exec(query) ?? [];
    const writes = /\sON\s+CONFLICT\s/i.test(query) ? "upsert" : "insert";
    return { ...written, columns: columnNames(columns.split(",")), writes };
  }
  if (!/^\s*UPDATE/i.test(query)) return undefined;
  const [, assignments = ""] = /\sSET\s+(.*?)(?:\sWHERE\s.*)?$/is.exec(query) ?? [];
  const assigned = [...assignments.matchAll(/(?:^|,)\s*("[^"]+"|[\w$]+)\s*=/g)];
  return {
    ...written,
    columns: columnNames(assigned.map(([, name = ""]) => name)),
    writes: "update",
  };
}

function columnNames(written: readonly string[]): string[] {
  return written
    .map((name) => name.trim())
    .map((name) => (name.startsWith('"') ? name.slice(1, -1) : name.toLowerCase()))
    .filter((name) => name !== "");
}

function signalTable(config: ConnectorConfig): SignalTable | undefined {
  const table = plainTable(config["signal.data.collection"] ?? "");
  const strategy = config["incremental.snapshot.watermarking.strategy"] ?? "";
  return table && { ...table, deletes: strategy.toLowerCase() === "insert_delete" };
}

/** `public.orders:FULL,public.log:INDEX log_key`: Debezium's own words for it. */
function replicaIdentity(config: ConnectorConfig, table: TableName): ReplicaIdentity | undefined {
  for (const entry of parseList(config["replica.identity.autoset.values"])) {
    const [, pattern = "", kind = "", index = ""] =
      /^(.+):\s*(default|full|nothing|index)(?:\s+(\S+))?$/i.exec(entry) ?? [];
    if (!isMeant(pattern, table)) continue;
    if (kind.toLowerCase() === "index") return { index };
    return kind.toLowerCase() as Exclude<ReplicaIdentity, object>;
  }
  return undefined;
}

function isMeant(pattern: string, table: TableName): boolean {
  const plain = plainTable(pattern);
  if (plain && sameTable(plain, table)) return true;
  return isMatch(pattern, `${table.schema}.${table.table}`);
}
