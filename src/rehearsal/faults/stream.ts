import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { isDiskFull } from "../cloud/explanation";
import type { SampleTable } from "../cloud/services";
import { batchSize, type Change, statementOf } from "./changes";

export interface StreamOptions {
  readonly sample: SampleTable;
  readonly changes: readonly Change[];
  /** How many now. */
  readonly perSecond: () => number;
  /** So many more changes are in the database for good. */
  readonly onWritten: (count: number) => void;
  readonly signal: AbortSignal;
}

/** How long a database may be away before the stream gives up. */
const patienceMs = 60_000;

/**
 * Writes the changes in their order, several a transaction, at a steady rate. A transaction whose
 * commit was not acknowledged may have happened: it is looked for, and written again if it did not.
 */
export async function writeSteadily(options: StreamOptions): Promise<void> {
  const { changes, perSecond, onWritten, signal } = options;
  const writer = new Writer(options);
  try {
    let due = performance.now();
    for (let first = 0; first < changes.length; first += batchSize) {
      const batch = changes.slice(first, first + batchSize);
      await writer.write(batch, first);
      onWritten(batch.length);
      // After an outage the stream goes on as before: a burst would measure something else.
      due = Math.max(due, performance.now() - 100) + (1000 * batch.length) / perSecond();
      await sleep(Math.max(0, due - performance.now()), undefined, { signal });
    }
  } finally {
    await writer.close();
  }
}

class Writer {
  readonly #table: string;
  readonly #sample: SampleTable;
  readonly #signal: AbortSignal;
  #client: Client | undefined;

  constructor({ sample, signal }: StreamOptions) {
    this.#sample = sample;
    this.#signal = signal;
    this.#table = sample.table
      .split(".")
      .map((part) => `"${part}"`)
      .join(".");
  }

  async write(batch: readonly Change[], first: number): Promise<void> {
    const statements = batch.map((change, at) => statementOf(change, first + at, this.#table));
    const transaction = ["BEGIN", ...statements, "COMMIT"].join(";\n");
    let isUnsure = false;
    for (const deadline = Date.now() + patienceMs; ;) {
      this.#signal.throwIfAborted();
      try {
        const client = await this.#connected();
        if (isUnsure && (await this.#happened(client, batch))) return;
        isUnsure = true;
        await client.query(transaction);
        return;
      } catch (error) {
        await this.close();
        if (Date.now() > deadline || isDiskFull(error)) throw error;
        await sleep(100, undefined, { signal: this.#signal });
      }
    }
  }

  async close(): Promise<void> {
    await this.#client?.end().catch(() => undefined);
    this.#client = undefined;
  }

  async #connected(): Promise<Client> {
    if (this.#client) return this.#client;
    const { postgres, database } = this.#sample;
    const client = new Client({
      ...postgres.engine.admin,
      database,
      connectionTimeoutMillis: 2_000,
    });
    // A connection that breaks between two transactions is noticed at the next.
    client.on("error", () => undefined);
    await client.connect();
    this.#client = client;
    return client;
  }

  /** By one of its changes, since a transaction happens whole and nothing came after it. */
  async #happened(client: Client, batch: readonly Change[]): Promise<boolean> {
    const [change] = batch.filter(({ operation }) => operation === "insert");
    if (!change) throw new Error("a batch without an insert");
    const found = await client.query(`SELECT FROM ${this.#table} WHERE id = $1`, [change.key]);
    return found.rowCount === 1;
  }
}
