import type { Client } from "pg";
import { administrator } from "../../../aiven/facts/administrator";
import type { PostgresService } from "../../cloud/services";
import { withClient } from "../../demonstration/database-client";

/** Does what Aiven's own side does to a server, and its administrator may not. */
export function asSuperuser<T>(
  { engine }: PostgresService,
  use: (client: Client) => Promise<T>,
  database = engine.superuser.database,
): Promise<T> {
  return withClient({ ...engine.superuser, database }, use);
}

/** Creates a database as Aiven does, for its administrator. */
export async function createDatabase(client: Client, name: string): Promise<void> {
  await client.query(
    `CREATE DATABASE ${client.escapeIdentifier(name)} OWNER ${client.escapeIdentifier(administrator)}`,
  );
}

export async function hasDatabase(service: PostgresService, name: string): Promise<boolean> {
  const { rowCount } = await asSuperuser(service, (client) =>
    client.query("SELECT FROM pg_database WHERE datname = $1", [name]),
  );
  return (rowCount ?? 0) > 0;
}
