import type { Client } from "pg";
import type { PostgresService } from "../../cloud/services";
import { withClient } from "../../demonstration/database-client";

/** The one that nobody but the superuser can drop. */
const ownDatabase = "postgres";

/** Does what Aiven's own side does to a server, and its administrator may not. */
export function asSuperuser<T>(
  { engine }: PostgresService,
  use: (client: Client) => Promise<T>,
  database = ownDatabase,
): Promise<T> {
  return withClient({ ...engine.superuser, database }, use);
}

/** The name of the administrator, who is no superuser. */
export function administratorOf({ engine }: Pick<PostgresService, "engine">): string {
  return String(engine.admin.user);
}

/** Creates a database as Aiven does, for its administrator. */
export async function createDatabase(service: PostgresService, name: string): Promise<void> {
  const owner = administratorOf(service);
  await asSuperuser(service, (client) =>
    client.query(
      `CREATE DATABASE ${client.escapeIdentifier(name)} OWNER ${client.escapeIdentifier(owner)}`,
    ),
  );
}

export async function databaseExists(service: PostgresService, name: string): Promise<boolean> {
  const { rowCount } = await asSuperuser(service, (client) =>
    client.query("SELECT FROM pg_database WHERE datname = $1", [name]),
  );
  return rowCount === 1;
}

export async function roleExists(service: PostgresService, name: string): Promise<boolean> {
  const { rowCount } = await asSuperuser(service, (client) =>
    client.query("SELECT FROM pg_roles WHERE rolname = $1 AND NOT rolsuper", [name]),
  );
  return rowCount === 1;
}
