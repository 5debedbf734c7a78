import { heartbeatTable } from "../../debezium/heartbeat";
import { tableExists, withClient } from "./database-client";
import { hasWal2json } from "../engines/postgres/postgres-files";
import { ApiError } from "../provider/resource-handler";
import { databaseOf, serverOf, sourceOf } from "./sample-tables";
import type { LocalCloud } from "../cloud/local-cloud";

type ConnectorConfig = Readonly<Record<string, string>>;

/**
 * @throws ApiError where a connector reads through wal2json and its PostgreSQL has none, which it
 * does have at Aiven
 */
export function needsDecodingPlugin(cloud: LocalCloud, config: ConnectorConfig): void {
  const plugin = config["plugin.name"] ?? "";
  const postgres = databaseOf(cloud, config);
  if (!plugin.startsWith("wal2json") || !postgres || hasWal2json(postgres.engine.programs)) return;
  throw new ApiError(
    "This rehearsal's PostgreSQL has no wal2json",
    `plugin.name is "${plugin}", and PostgreSQL ${postgres.engine.version} of ` +
      `${postgres.engine.programs} comes without that plugin; install one that has it (Debian, ` +
      "Ubuntu: apt install postgresql-15 postgresql-15-wal2json), and set AIVEN_CDC_POSTGRES to the " +
      "folder of its programs, such as /usr/lib/postgresql/15/bin",
    ["config", "plugin.name"],
  );
}

/** Warns of a heartbeat table that does not exist; it would not exist on Aiven either. */
export async function warnOfMissingHeartbeatTable(
  cloud: LocalCloud,
  config: ConnectorConfig,
  debezium: string,
  progress: (message: string) => void,
): Promise<void> {
  const table = heartbeatTable(config);
  const source = sourceOf(cloud, config);
  if (!table || !source) return;
  const { postgres, database } = source;
  const exists = await withClient({ ...postgres.engine.admin, database }, (client) =>
    tableExists(client, table),
  );
  if (exists) return;
  progress(
    `heartbeat table ${table.schema}.${table.table} does not exist: ` +
      `Debezium ${debezium} logs an error at each beat and goes on; nothing moves the slot of an idle table`,
  );
}

/** Warns of a heartbeat that writes where nothing can be written. */
export function warnOfWritesToReplica(
  cloud: LocalCloud,
  config: ConnectorConfig,
  progress: (message: string) => void,
): void {
  const server = serverOf(cloud, config);
  const beats = Number(config["heartbeat.interval.ms"]) > 0;
  if (!server?.primary || !beats || !(config["heartbeat.action.query"] ?? "").trim()) return;
  progress(
    `heartbeat.action.query writes, and ${server.name} is a read replica: Debezium logs an error at each beat ` +
      `and goes on; run it on ${server.primary.name} instead, by a scheduler such as pg_cron`,
  );
}
