import { AvroDecoder } from "../../clients/avro-decoder";
import { type ChangeEvent, changeEvent, type EventRecord, type Operation } from "./change-event";
import { withClient } from "./database-client";
import { KafkaAdmin } from "../../clients/kafka-admin";
import { type Tail, tail } from "../../clients/kafka-tail";
import { endedEngines } from "../cloud/explanation";
import type { KafkaService, SampleTable } from "../cloud/services";
import { type SlotReaders, untilRestarted } from "./slot-readers";
import { captures, EventCounts, sharePrefix, type Stream, streamsOf } from "./streams";
import type { LocalCloud } from "../cloud/local-cloud";
import { Misuse, UserError } from "../../base/user-error";

const timeoutMs = 45_000;
/** Debezium tries twelve times, every 5 s, to register metrics whose name another connector has. */
const metricsMs = 60_000;

/** Follows the change events of every Kafka in the rehearsal, from their beginning. */
export class Events {
  readonly #tails = new Map<KafkaService, Tail>();
  readonly #topics = new Map<KafkaService, Set<string>>();
  readonly #counts = new EventCounts();
  readonly #waiting = new Set<() => void>();
  /** Who sees every event besides {@link onEvent}, also while that is somebody else's. */
  readonly observers = new Set<Events["onEvent"]>();
  /** Whether another Kafka is to come: events of the first one are then labelled, too. */
  expectsSeveral = false;

  constructor(public onEvent: (event: ChangeEvent, kafka: KafkaService) => void) {}

  follow(kafka: KafkaService): void {
    if (this.#tails.has(kafka)) return;
    const avro = new AvroDecoder(() => {
      const { registry } = kafka;
      return registry?.engine && { url: registry.url, login: registry.admin };
    });
    this.#tails.set(
      kafka,
      // Connect's own topics begin with two underscores, Debezium's heartbeats too.
      tail(kafka.engine.admin, /^(?!__)/, (record) => {
        const decoded = avro.decode(record);
        if (decoded instanceof Promise) return decoded.then((each) => this.#see(each, kafka));
        this.#see(decoded, kafka);
      }),
    );
  }

  #see(record: EventRecord, kafka: KafkaService): void {
    const event = changeEvent(record);
    if (event.operation === "message") return; // the heartbeat's
    if (event.table !== undefined) this.#topicsOf(kafka).add(event.topic);
    this.#counts.add(event, kafka);
    this.onEvent(event, kafka);
    for (const observe of this.observers) observe(event, kafka);
    for (const wake of this.#waiting) wake();
  }

  count(stream: Stream, operation: Operation): number {
    return this.#counts.of(stream, operation);
  }

  /**
   * A name for messages: that of the service, with its project where two services share it.
   * @returns undefined where there is only one Kafka
   */
  labelOf(kafka: KafkaService): string | undefined {
    const others = [...this.#tails.keys()].filter((each) => each !== kafka);
    if (others.length === 0 && !this.expectsSeveral) return undefined;
    return others.some(({ name }) => name === kafka.name)
      ? `${kafka.project}/${kafka.name}`
      : kafka.name;
  }

  /** The topics that change events arrived on, as the brokers keep them: a line each. */
  async topics(): Promise<string[]> {
    const lines: string[] = [];
    for (const [kafka, names] of this.#topics) {
      const { engine } = kafka;
      const label = this.labelOf(kafka);
      const admin = new KafkaAdmin(engine.admin);
      try {
        for (const name of names) {
          const { partitions = [] } = (await admin.describeTopic(name)) ?? {};
          const copies = Math.min(...partitions.map(({ replicas }) => replicas.length));
          lines.push(
            `${name}${label === undefined ? "" : ` of ${label}`}: ` +
              `${counted(partitions.length, "partition")}, ${counted(copies, "copy", "copies")} ` +
              `of each on ${counted(engine.brokers.length, "broker")}`,
          );
        }
      } finally {
        await admin.close();
      }
    }
    return lines;
  }

  /** Resolves at the next event, or when the signal is aborted. */
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

  #topicsOf(kafka: KafkaService): Set<string> {
    const topics = this.#topics.get(kafka) ?? new Set();
    this.#topics.set(kafka, topics);
    return topics;
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
  const streams = streamsOf(cloud);
  if (streams.length === 0) {
    throw new Misuse(
      "Nothing to demonstrate: no connector of this app captures a table by its name (table.include.list)",
    );
  }
  await untilGivenUp(cloud, signal, async (timeout) => {
    await awaitAll(streams, events, timeout, ["snapshot"]);
    for (const sample of cloud.sampleTables) await change(sample);
    await awaitAll(streams, events, timeout, ["insert", "update", "delete"]);
  });
}

/**
 * The same for tables that running connectors have begun to capture: they take no snapshot of them, and
 * see nothing of what changes before their tasks have restarted.
 *
 * @param before the change, who read
 * @throws UserError if not all events arrive
 */
export async function demonstrateAdded(
  samples: readonly SampleTable[],
  before: SlotReaders,
  cloud: LocalCloud,
  events: Events,
  signal: AbortSignal,
): Promise<void> {
  const streams = streamsOf(cloud).filter(({ sample }) => samples.includes(sample));
  const readers = cloud.connectors.filter((connector) =>
    samples.some((sample) => captures(cloud, connector, sample)),
  );
  await untilGivenUp(cloud, signal, async (timeout) => {
    await untilRestarted(readers, before, cloud, timeout);
    for (const sample of samples) await change(sample);
    await awaitAll(streams, events, timeout, ["insert", "update", "delete"]);
  });
}

/** Runs a job with a signal for when waiting makes no sense any more. */
async function untilGivenUp(
  cloud: LocalCloud,
  signal: AbortSignal,
  job: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const giveUp = new AbortController();
  // Nothing more arrives by an engine that has ended.
  const watch = setInterval(() => endedEngines(cloud.services).length > 0 && giveUp.abort(), 200);
  const withinMs = timeoutMs + (sharePrefix(cloud) ? metricsMs : 0);
  const timer = setTimeout(() => giveUp.abort(), withinMs);
  try {
    await job(AbortSignal.any([signal, giveUp.signal]));
  } finally {
    clearInterval(watch);
    clearTimeout(timer);
  }
}

async function awaitAll(
  streams: readonly Stream[],
  events: Events,
  timeout: AbortSignal,
  operations: readonly Operation[],
): Promise<void> {
  const isIncomplete = (stream: Stream) =>
    operations.some(
      (operation) => events.count(stream, operation) < (stream.expected[operation] ?? 0),
    );
  while (streams.some(isIncomplete) && !timeout.aborted) await events.next(timeout);
  const violations = streams.filter(isIncomplete).map((stream) => {
    const counts = operations.map(
      (operation) =>
        `${events.count(stream, operation)} of ${stream.expected[operation]} ${operation}`,
    );
    const { kafka, sample, topic } = stream;
    return (
      `Of ${sample.table} in ${sample.postgres.name} only these events arrived on topic ${topic} ` +
      `of Kafka ${events.labelOf(kafka) ?? kafka.name}: ${counts.join(", ")}`
    );
  });
  if (violations.length > 0) throw new UserError(violations.join("\n"));
}

async function change({ postgres, database, table }: SampleTable): Promise<void> {
  await withClient({ ...postgres.engine.admin, database }, async (client) => {
    const name = table
      .split(".")
      .map((part) => client.escapeIdentifier(part))
      .join(".");
    await client.query(`INSERT INTO ${name} (name, amount) VALUES ('Edsger', 4.20)`);
    await client.query(`UPDATE ${name} SET amount = amount + 1, updated_at = now() WHERE id = 1`);
    await client.query(`DELETE FROM ${name} WHERE id = 2`);
  });
}
