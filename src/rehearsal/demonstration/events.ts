import { AvroDecoder } from "../../clients/avro-decoder";
import { andMore, mostLines } from "../../base/text/and-more";
import { KafkaAdmin } from "../../clients/kafka-admin";
import { type Tail, tail } from "../../clients/kafka-tail";
import type { KafkaService } from "../cloud/services";
import { type ChangeEvent, changeEvent, type EventRecord, type Operation } from "./change-event";
import { EventCounts, type Stream } from "./streams";

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

  /** Each topic that change events arrived on, and how the brokers keep it. */
  async topics(): Promise<string[]> {
    const lines: string[] = [];
    for (const [kafka, names] of this.#topics) {
      const { engine } = kafka;
      const label = this.labelOf(kafka);
      const admin = new KafkaAdmin(engine.admin);
      try {
        const known = await admin.partitionsOf([...names]);
        const kept = [...names].map((name) => {
          const partitions = known.get(name) ?? [];
          const copies = Math.min(...partitions.map(({ replicas }) => replicas.length));
          return {
            name: `${name}${label === undefined ? "" : ` of ${label}`}`,
            text:
              `${counted(partitions.length, "partition")}, ${counted(copies, "copy", "copies")} ` +
              `of each on ${counted(engine.brokers.length, "broker")}`,
          };
        });
        lines.push(...listed(kept));
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

/** A line for each topic, or, if that were many, for all topics with the same text. */
function listed(topics: readonly { readonly name: string; readonly text: string }[]): string[] {
  if (topics.length <= mostLines) return topics.map(({ name, text }) => `${name}: ${text}`);
  const alike = new Map<string, string[]>();
  for (const { name, text } of topics) alike.set(text, [...(alike.get(text) ?? []), name]);
  return [...alike].map(([text, names]) => `${andMore(names)}: ${text}`);
}
