import type { Client } from "pg";
import { withClient } from "./database-client";
import { describeCaptured, readRelations } from "./relations";
import { asSuperuser, createDatabase } from "../resources/postgres/superuser";
import type { PostgresService } from "../cloud/services";
import type { LocalCloud } from "../cloud/local-cloud";
import { isMatch, parseList, plainTable, type TableName } from "../../debezium/naming/tables";
import { andMore, mostLines } from "../../base/text/and-more";

/** Terraform creates connectors side by side, and two may lack the same table; ends with the session. */
const oneAtATime = "SELECT pg_advisory_lock(hashtext('sample tables'))";

type ConnectorConfig = Readonly<Record<string, string>>;

/**
 * Debezium's publication names the captured tables, so they must be there before the connector is;
 * in a rehearsal nobody had the time to make them. For each that is missing a sample with two rows
 * is made, and said so: with Aiven it is the user who makes the tables.
 */
export async function makeMissingTables(
  cloud: Pick<LocalCloud, "services" | "sampleTables">,
  config: ConnectorConfig,
  progress: (message: string) => void,
): Promise<void> {
  const source = sourceOf(cloud, config);
  if (!source) return;
  const { postgres, database } = source;
  await withClient({ ...postgres.engine.admin, database }, async (client) => {
    await client.query(oneAtATime);
    const relations = await readRelations(client);
    const samples: string[] = [];
    for (const entry of parseList(config["table.include.list"])) {
      // as Debezium compares them: whatever their case
      if ([...relations.map(({ name }) => name), ...samples].some((name) => isMatch(entry, name))) {
        continue;
      }
      const table = plainTable(entry);
      if (!table) {
        progress(`${entry} of table.include.list matches no table: nothing is captured by it`);
        continue;
      }
      const name = nameOf(table);
      await client.query(sampleTable(client, table));
      samples.push(name);
      cloud.sampleTables.push({ postgres, database, table: name });
    }
    for (const line of describeMade(samples)) progress(line);
    for (const line of describeCaptured(config, relations)) progress(line);
  });
}

function describeMade(samples: readonly string[]): string[] {
  if (samples.length <= mostLines) {
    return samples.map(
      (name) => `${name} did not exist: made a sample with two rows (with Aiven, make it first)`,
    );
  }
  return [
    `${andMore(samples)} did not exist: made a sample of each with two rows (with Aiven, make them first)`,
  ];
}

/** As with its tables: the database that a connector reads is the user's to make. */
export async function makeMissingDatabase(
  cloud: LocalCloud,
  config: ConnectorConfig,
  progress: (message: string) => void,
): Promise<void> {
  const source = sourceOf(cloud, config);
  // every service has a database of its own; no connection is spent on asking for it
  if (!source || source.database === source.postgres.engine.admin.database) return;
  const { postgres, database } = source;
  const isMade = await asSuperuser(postgres, async (client) => {
    await client.query(oneAtATime);
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [
      database,
    ]);
    if (rowCount) return false;
    await createDatabase(postgres, database);
    return true;
  });
  if (isMade) progress(`database ${database} did not exist: made it (with Aiven, make it first)`);
}

/** The captured tables; one that is named by a regular expression is left to the user. */
export function tablesOf(config: ConnectorConfig): string[] {
  return parseList(config["table.include.list"]).flatMap((entry) => {
    const table = plainTable(entry);
    return table ? [nameOf(table)] : [];
  });
}

function nameOf({ schema, table }: TableName): string {
  return `${schema}.${table}`;
}

/** The service that a connector reads from, by its address. */
export function serverOf(
  cloud: Pick<LocalCloud, "services">,
  config: ConnectorConfig,
): PostgresService | undefined {
  return cloud.services.find(
    (service): service is PostgresService =>
      service.type === "pg" && String(service.engine.port) === config["database.port"],
  );
}

/** Where the changes that a connector reads are made: of a read replica, its primary. */
export function databaseOf(
  cloud: Pick<LocalCloud, "services">,
  config: ConnectorConfig,
): PostgresService | undefined {
  const server = serverOf(cloud, config);
  return server?.primary ?? server;
}

/** The service and the database that a connector reads from, where both are known. */
export function sourceOf(
  cloud: Pick<LocalCloud, "services">,
  config: ConnectorConfig,
): { postgres: PostgresService; database: string } | undefined {
  const postgres = databaseOf(cloud, config);
  const database = config["database.dbname"];
  return postgres && database !== undefined ? { postgres, database } : undefined;
}

function sampleTable(client: Client, name: TableName): string {
  const [schema, table] = [name.schema, name.table].map((part) => client.escapeIdentifier(part));
  return `
    CREATE SCHEMA IF NOT EXISTS ${schema};
    CREATE TABLE ${schema}.${table} (
      id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
      name text NOT NULL,
      amount numeric(10, 2) NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now()
    );
    -- so that events tell the row before, not just its key
    ALTER TABLE ${schema}.${table} REPLICA IDENTITY FULL;
    INSERT INTO ${schema}.${table} (name, amount) VALUES ('Ada', 12.50), ('Grace', 8.25);
  `;
}
