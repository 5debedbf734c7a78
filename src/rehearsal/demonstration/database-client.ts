import { Client, type ClientConfig } from "pg";
import type { TableName } from "../../debezium/naming/tables";

/** One connection for `use`, closed after it. A server that ends meanwhile fails the query alone. */
export async function withClient<T>(
  config: ClientConfig,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client(config);
  // Emitted besides the rejection of the query, and fatal to the process without a listener.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether a table of just this spelling exists. */
export async function tableExists(client: Client, { schema, table }: TableName): Promise<boolean> {
  const { rows } = await client.query<{ found: string | null }>(
    "SELECT to_regclass(format('%I.%I', $1::text, $2::text)) AS found",
    [schema, table],
  );
  return rows[0]?.found != null;
}
