import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { Cdc } from "./cdc";

/** A connection to the rehearsal's database as one of its users, by default with the password that was printed. */
export async function connected(
  cdc: Cdc,
  user = "avnadmin",
  otherPassword?: string,
  otherPort?: number,
): Promise<Client> {
  const lines = readFileSync(join(cdc.runDir, "pgpass"), "utf8").split("\n");
  const found = lines.map((line) => line.split(":")).find((parts) => parts[3] === user);
  const [host, port, , , password] = found ?? [];
  const ssl = { rejectUnauthorized: false };
  const client = new Client({
    host,
    port: otherPort ?? Number(port),
    user,
    password: otherPassword ?? password,
    ssl,
    database: "defaultdb",
  });
  await client.connect();
  return client;
}

/** The first column of the first row. */
export async function value(client: Client, sql: string, values: unknown[] = []): Promise<unknown> {
  const { rows } = await client.query({ text: sql, values, rowMode: "array" });
  return (rows as unknown[][])[0]?.[0];
}

/** Asks again until it holds; the last answer if it never does. */
export async function eventually<T>(
  ask: () => Promise<T>,
  holds: (answer: T) => boolean,
  withinMs: number,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (holds(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
