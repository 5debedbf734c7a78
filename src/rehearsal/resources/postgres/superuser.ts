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
