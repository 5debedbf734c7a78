import { Client, type ClientConfig } from "pg";

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
