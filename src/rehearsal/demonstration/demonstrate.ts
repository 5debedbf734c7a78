import { Client } from "pg";
import { type ChangeEvent, changeEvent, type Operation } from "./change-event";
import { KafkaAdmin } from "../../clients/kafka-admin";
import { type Tail, tail } from "../../clients/kafka-tail";
import type { KafkaService, SampleTable } from "../cloud/services";
import type { LocalCloud } from "../cloud/local-cloud";
import { UserError } from "../../base/user-error";

/** What a sample table's two rows and the changes to them come to. */
const expected: Readonly<Partial<Record<Operation, number>>> = {
  snapshot: 2,
  insert: 1,
  update: 1,
  delete: 1,
};

const timeoutMs = 45_000;

/** Follows the change events of every Kafka in the rehearsal, from their beginning. */
export class Events {
  readonly #tails = new Map<KafkaService, Tail>();
  readonly #topics = new Map<string, KafkaService>();
  readonly #counts = new Map<string, number>();
  readonly #waiting = new Set<() => void>();

  constructor(public onEvent: (event: ChangeEvent) => void) {}

  follow(kafka: KafkaService): void {
    if (this.#tails.has(kafka)) return;
    this.#tails.set(
      kafka,
      // Connect's own topics begin with two underscores, Debezium's heartbeats too.
      tail(kafka.engine.admin, /^(?!__)/, (record) => {
        const event = changeEvent(record);
        if (event.operation === "message") return; // the heartbeat's
        if (event.table !== undefined) this.#topics.set(event.topic, kafka);
        this.#count(event);
        this.onEvent(event);
      }),
    );
  }

  count(table: string, operation: Operation): number {
    return this.#counts.get(`${operation} ${table}`) ?? 0;
  }

  /** The topics that change events arrived on, as the brokers keep them: a line each. */
  async topics(): Promise<string[]> {
    const lines: string[] = [];
    for (const [name, { engine }] of this.#topics) {
      const admin = new KafkaAdmin(engine.admin);
      try {
        const { partitions = [] } = (await admin.describeTopic(name)) ?? {};
        const copies = Math.min(...partitions.map(({ replicas }) => replicas.length));
        lines.push(
          `${name}: ${counted(partitions.length, "partition")}, ${counted(copies, "copy", "copies")} ` +
            `of each on ${counted(engine.brokers.length, "broker")}`,
        );
      } finally {
        await admin.close();
      }
    }
    return lines;
  }

  /** Resolves at the next event, or when the signal says so. */
  next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener("abort", done);
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#tails.values()].map((running) => running.close()));
  }

  #count({ table, operation }: ChangeEvent): void {
    const key = `${operation} ${table}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    for (const wake of this.#waiting) wake();
  }
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * Inserts, updates and deletes rows of the sample tables, and waits for their events.
 * @throws UserError if they do not all arrive
 */
export async function demonstrate(
  cloud: LocalCloud,
  events: Events,
  signal: AbortSignal,
): Promise<void> {
  if (cloud.sampleTables.length === 0) {
    throw new UserError(
      "Nothing to demonstrate: no connector of this app captures a table by its name (table.include.list)",
    );
  }
  const timeout = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  for (const sample of cloud.sampleTables) await awaitAll(sample, events, timeout, ["snapshot"]);
  for (const sample of cloud.sampleTables) await change(sample);
  for (const sample of cloud.sampleTables) {
    await awaitAll(sample, events, timeout, ["insert", "update", "delete"]);
  }
}

async function awaitAll(
  { table }: SampleTable,
  events: Events,
  timeout: AbortSignal,
  operations: readonly Operation[],
): Promise<void> {
  const missing = () =>
    operations.filter((operation) => events.count(table, operation) < (expected[operation] ?? 0));
  while (missing().length > 0 && !timeout.aborted) await events.next(timeout);
  if (missing().length === 0) return;
  const counts = operations.map(
    (operation) => `${events.count(table, operation)} of ${expected[operation]} ${operation}`,
  );
  throw new UserError(`Of ${table} only these events arrived: ${counts.join(", ")}`);
}

async function change({ postgres, database, table }: SampleTable): Promise<void> {
  const client = new Client({ ...postgres.engine.admin, database });
  await client.connect();
  try {
    const name = table
      .split(".")
      .map((part) => client.escapeIdentifier(part))
      .join(".");
    await client.query(`INSERT INTO ${name} (name, amount) VALUES ('Edsger', 4.20)`);
    await client.query(`UPDATE ${name} SET amount = amount + 1, updated_at = now() WHERE id = 1`);
    await client.query(`DELETE FROM ${name} WHERE id = 2`);
  } finally {
    await client.end();
  }
}
