import { setTimeout as sleep } from "node:timers/promises";
import { Client, type ClientConfig } from "pg";
import { isDiskFull } from "../cloud/explanation";
import { type Batch, type Change, statementOf } from "./changes";

/** How long a stream waits after each of its transactions. */
export interface Pace {
  /**
   * @param count changes that were just written
   * @param now by performance.now()
   */
  waitMs(count: number, now: number): number;
}

/** A stream that is late by more than this goes on as before: a burst would measure something else. */
const madeUpMs = 100;

/**
 * A rate that may change, without a burst after an outage.
 *
 * @param perSecond changes a second, asked after each transaction
 */
export function steadily(perSecond: () => number, now = performance.now()): Pace {
  let due = now;
  return {
    waitMs(count, now) {
      due = Math.max(due, now - madeUpMs) + (1000 * count) / perSecond();
      return Math.max(0, due - now);
    },
  };
}

export interface StreamOptions {
  /** `public.tab1` */
  readonly table: string;
  /** Of its owner. */
  readonly login: ClientConfig;
  /** In the order in which they are written, without gaps. */
  readonly batches: Iterable<Batch>;
  readonly pace: Pace;
  /** So many more changes are in the database for good. */
  readonly onWritten: (count: number) => void;
  readonly signal: AbortSignal;
}

/** How long a database may be away before the stream gives up. */
const patienceMs = 60_000;

/**
 * Writes the changes in their order, several a transaction, at a pace. A transaction whose
 * commit was not acknowledged may have happened: it is looked for, and written again if it did not.
 */
export async function writeAll(options: StreamOptions): Promise<void> {
  const { batches, pace, onWritten, signal } = options;
  const writer = new Writer(options);
  try {
    for (const { changes, first } of batches) {
      await writer.write(changes, first);
      onWritten(changes.length);
      await sleep(pace.waitMs(changes.length, performance.now()), undefined, { signal });
    }
  } finally {
    await writer.close();
  }
}

class Writer {
  readonly #table: string;
  readonly #login: ClientConfig;
  readonly #signal: AbortSignal;
  #client: Client | undefined;

  constructor({ table, login, signal }: StreamOptions) {
    this.#login = login;
    this.#signal = signal;
    this.#table = table
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
    const client = new Client({ ...this.#login, connectionTimeoutMillis: 2_000 });
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
