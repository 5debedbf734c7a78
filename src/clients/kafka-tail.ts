import { setTimeout as sleep } from "node:timers/promises";
import { Admin, Consumer, FetchIsolationLevels, ListOffsetTimestamps } from "@platformatic/kafka";
import { connectionOptions, type KafkaConnection } from "./kafka-connection";
import { hasCause, unreadable } from "./kafka-errors";

export interface TailedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: ReadonlyMap<string, Buffer | null>;
}

export interface Tail {
  /** Rejects with what `onRecord` threw, or when a record can never be read; a broker that is away is waited for. */
  readonly done: Promise<void>;
  close(): Promise<void>;
}

interface Position {
  readonly topic: string;
  readonly topicId: string;
  readonly partition: number;
  leader: number;
  offset: bigint;
}

export interface TailOptions {
  /** Where to begin, by `topic/partition`. @default - at the beginning */
  readonly from?: ReadonlyMap<string, bigint>;
}

type OnRecord = (record: TailedRecord) => void | Promise<void>;

/** What a fetch may wait for a first record; also what a broker without any costs. */
const waitMs = 250;
/** How soon a topic that did not exist is noticed. */
const discoverMs = 300;

/**
 * Reads the topics from their beginnings, unless the options name others, and follows them, those made later
 * too. It joins no group:
 * nothing is committed, and no rebalance stands between a new topic and its first record.
 */
export function tail(
  connection: KafkaConnection,
  topics: readonly string[] | RegExp,
  onRecord: OnRecord,
  options: TailOptions = {},
): Tail {
  const stop = new AbortController();
  const following = new Following(connection, topics, onRecord, stop.signal, options);
  const done = following.run();
  // For a caller that only closes: an unhandled failure would end the process.
  done.catch(() => undefined);
  return {
    done,
    close: async () => {
      stop.abort();
      await done.catch(() => undefined);
    },
  };
}

class Following {
  readonly #admin: Admin;
  readonly #consumer: Consumer;
  readonly #positions = new Map<string, Position>();
  /** One loop a broker: an idle one must not keep another's records waiting. */
  readonly #loops = new Map<number, Promise<void>>();
  #failure: Error | undefined;
  #metadataIsStale = false;

  constructor(
    connection: KafkaConnection,
    private readonly topics: readonly string[] | RegExp,
    private readonly onRecord: OnRecord,
    private readonly signal: AbortSignal,
    private readonly start: TailOptions,
  ) {
    const options = {
      ...connectionOptions(connection),
      clientId: "rehearsal-tail",
      retries: 0,
      connectTimeout: 2_000,
      requestTimeout: 5_000,
      metadataMaxAge: 500,
    };
    this.#admin = new Admin(options);
    this.#consumer = new Consumer({ ...options, groupId: "rehearsal-tail" });
  }

  async run(): Promise<void> {
    try {
      while (!this.#over) {
        // Between two leaders, or with a broker away, there is nothing to do but ask again.
        await this.#discover().catch(() => undefined);
        const until = Date.now() + discoverMs;
        while (!this.#over && Date.now() < until && !this.#metadataIsStale) await this.#pause(50);
        if (this.#metadataIsStale) await this.#pause(50);
        this.#metadataIsStale = false;
      }
    } finally {
      await Promise.all(this.#loops.values());
      await Promise.allSettled([this.#admin.close(), this.#consumer.close()]);
    }
    if (this.#failure) throw this.#failure;
  }

  get #over(): boolean {
    return this.signal.aborted || this.#failure !== undefined;
  }

  async #discover(): Promise<void> {
    const existing = await this.#admin.listTopics({ includeInternals: false });
    const wanted = existing.filter((topic) =>
      this.topics instanceof RegExp ? this.topics.test(topic) : this.topics.includes(topic),
    );
    const { topics } = await this.#admin.metadata({ topics: wanted, forceUpdate: true });
    for (const [topic, { id, partitions }] of topics) {
      for (const [partition, { leader }] of partitions.entries()) {
        const key = `${topic}/${partition}`;
        const known = this.#positions.get(key);
        // A topic deleted and made again has the name of the old one, and another id.
        if (known?.topicId === id) known.leader = leader;
        else {
          const offset = this.start.from?.get(key) ?? 0n;
          this.#positions.set(key, { topic, topicId: id, partition, leader, offset });
        }
      }
    }
    for (const [key, { topic }] of this.#positions) {
      if (!topics.has(topic)) this.#positions.delete(key);
    }
    for (const { leader } of this.#positions.values()) {
      if (leader >= 0 && !this.#loops.has(leader)) this.#loops.set(leader, this.#follow(leader));
    }
  }

  async #follow(broker: number): Promise<void> {
    while (!this.#over) {
      const led = [...this.#positions.values()].filter(({ leader }) => leader === broker);
      if (led.length === 0) {
        await this.#pause(50);
        continue;
      }
      try {
        await this.#fetch(broker, led);
      } catch (error) {
        this.#metadataIsStale = true;
        this.#failure ??= unreadable(error);
        await this.#rewind(led, error).catch(() => undefined);
        await this.#pause(100);
      }
    }
  }

  async #fetch(broker: number, led: readonly Position[]): Promise<void> {
    const { responses } = await this.#consumer.fetch({
      node: broker,
      maxWaitTime: waitMs,
      minBytes: 1,
      maxBytes: 16 << 20,
      isolationLevel: FetchIsolationLevels.READ_COMMITTED,
      topics: led.map(({ topicId, partition, offset }) => ({
        topicId,
        partitions: [
          {
            partition,
            fetchOffset: offset,
            partitionMaxBytes: 4 << 20,
            currentLeaderEpoch: -1,
            lastFetchedEpoch: -1,
          },
        ],
      })),
    });
    // an answer has every partition, also those without records: hundreds, of hundreds of topics
    const byPartition = new Map(led.map((each) => [`${each.topicId}/${each.partition}`, each]));
    for (const { topicId, partitions } of responses) {
      for (const { partitionIndex, records: batches = [] } of partitions) {
        if (batches.length === 0) continue;
        const position = byPartition.get(`${topicId}/${partitionIndex}`);
        if (position) await this.#deliver(position, batches);
      }
    }
  }

  async #deliver(position: Position, batches: readonly Batch[]): Promise<void> {
    const { topic, partition } = position;
    for (const batch of batches) {
      // Control batches carry the marks of transactions, nothing of the user's.
      const isControl = (batch.attributes & 0x20) !== 0;
      for (const record of isControl ? [] : batch.records) {
        const offset = batch.firstOffset + BigInt(record.offsetDelta);
        // A batch comes whole, also when it was asked for from its middle.
        if (offset < position.offset) continue;
        if (this.#over) return;
        try {
          await this.onRecord({
            topic,
            partition,
            offset,
            timestamp: Number(batch.firstTimestamp + record.timestampDelta),
            key: record.key,
            value: record.value,
            headers: new Map(record.headers.map(([key, value]) => [String(key), value])),
          });
        } catch (error) {
          this.#failure ??= error as Error;
          return;
        }
      }
      const next = batch.firstOffset + BigInt(batch.lastOffsetDelta) + 1n;
      if (next > position.offset) position.offset = next;
    }
  }

  /** After retention has deleted what was to be read next, goes on with the oldest there is. */
  async #rewind(led: readonly Position[], error: unknown): Promise<void> {
    if (!hasCause(error, "apiId", "OFFSET_OUT_OF_RANGE")) return;
    for (const position of led) {
      const [listed] = await this.#admin.listOffsets({
        topics: [
          {
            name: position.topic,
            partitions: [
              { partitionIndex: position.partition, timestamp: ListOffsetTimestamps.EARLIEST },
            ],
          },
        ],
      });
      const oldest = listed?.partitions[0]?.offset ?? 0n;
      if (oldest > position.offset) position.offset = oldest;
    }
  }

  #pause(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.signal }).catch(() => undefined);
  }
}

type Batch = NonNullable<
  Awaited<ReturnType<Consumer["fetch"]>>["responses"][number]["partitions"][number]["records"]
>[number];
