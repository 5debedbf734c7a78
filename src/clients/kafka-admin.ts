import {
  Admin,
  type ClusterTopicMetadata,
  ConfigResourceTypes,
  IncrementalAlterConfigOperationTypes,
  incrementalAlterConfigsV1,
} from "@platformatic/kafka";
import { connectionOptions, type KafkaConnection } from "./kafka-connection";
import { until } from "../base/until";

export interface TopicPartition {
  readonly partition: number;
  /** -1 while it has none. */
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly inSyncReplicas: readonly number[];
}

/** DYNAMIC_TOPIC_CONFIG of Kafka's protocol. */
const ofTopic = 1;

export interface TopicDescription {
  readonly name: string;
  readonly id: string;
  readonly partitions: readonly TopicPartition[];
  readonly config: Readonly<Record<string, string | null>>;
  /** The names in `config` that are set for this topic; the others have the brokers' values. */
  readonly overridden: ReadonlySet<string>;
}

export interface NewTopic {
  readonly name: string;
  /** @default - the brokers' num.partitions */
  readonly partitions?: number;
  /** @default - the brokers' default.replication.factor */
  readonly replicationFactor?: number;
  readonly config?: Readonly<Record<string, string>>;
}

/** What the rehearsal asks of a cluster on its topics and settings. */
export class KafkaAdmin {
  readonly #admin: Admin;

  /** @param atOnce one short attempt, for a caller that repeats it anyway */
  constructor(connection: KafkaConnection, { atOnce = false }: { atOnce?: boolean } = {}) {
    this.#admin = new Admin({
      clientId: "rehearsal",
      ...connectionOptions(connection),
      retries: atOnce ? 0 : 5,
      retryDelay: 200,
      connectTimeout: atOnce ? 500 : 2_000,
      // A broker that starts listens for a while before it answers.
      requestTimeout: atOnce ? 500 : 15_000,
      timeout: 10_000,
    });
  }

  /** The ids of the brokers that are up. */
  async brokers(): Promise<number[]> {
    const { brokers } = await this.#admin.metadata({ topics: [], forceUpdate: true });
    return [...brokers.keys()].sort((a, b) => a - b);
  }

  topics(): Promise<string[]> {
    return this.#admin.listTopics({ includeInternals: false });
  }

  async createTopic({ name, partitions, replicationFactor, config }: NewTopic): Promise<void> {
    await this.#admin.createTopics({
      topics: [name],
      partitions: partitions ?? -1,
      replicas: replicationFactor ?? -1,
      configs: Object.entries(config ?? {}).map(([key, value]) => ({ name: key, value })),
    });
    await this.#shows(name, (topic) => topic?.partitions.every(({ leader }) => leader >= 0));
  }

  async deleteTopic(name: string): Promise<void> {
    await this.#admin.deleteTopics({ topics: [name] });
    await this.#shows(name, (topic) => topic === undefined);
  }

  /** The partitions of those topics that exist, in one request for all. */
  async partitionsOf(names: readonly string[]): Promise<Map<string, readonly TopicPartition[]>> {
    const existing = new Set(await this.#admin.listTopics({ includeInternals: true }));
    const wanted = names.filter((name) => existing.has(name));
    const { topics } = await this.#admin.metadata({ topics: wanted, forceUpdate: true });
    return new Map([...topics].map(([name, topic]) => [name, partitionsOf(topic)]));
  }

  /** @returns undefined when there is no such topic */
  async describeTopic(name: string): Promise<TopicDescription | undefined> {
    if (!(await this.#admin.listTopics({ includeInternals: true })).includes(name))
      return undefined;
    const { topics } = await this.#admin.metadata({ topics: [name], forceUpdate: true });
    const topic = topics.get(name);
    if (!topic) return undefined;
    const [described] = await this.#admin.describeConfigs({
      resources: [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: name }],
    });
    const configs = described?.configs ?? [];
    const overrides = configs.filter(({ configSource }) => configSource === ofTopic);
    return {
      name,
      id: topic.id,
      partitions: partitionsOf(topic),
      config: Object.fromEntries(configs.map((config) => [config.name, config.value ?? null])),
      overridden: new Set(overrides.map((config) => config.name)),
    };
  }

  async addPartitions(name: string, count: number): Promise<void> {
    await this.#admin.createPartitions({
      // null, which the client's types leave out, lets Kafka choose; a list would have to name brokers
      topics: [{ name, count, assignments: null as unknown as [] }],
    });
    await this.#shows(name, (topic) => topic?.partitions.length === count);
  }

  /** Sets what has a value and takes back to the brokers' own what is null; leaves the rest. */
  async alterTopic(name: string, config: Readonly<Record<string, string | null>>): Promise<void> {
    const configs = alterations(config);
    if (configs.length === 0) return;
    await this.#admin.incrementalAlterConfigs({
      resources: [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: name, configs }],
    });
    const set = Object.entries(config).filter(([, value]) => value !== null);
    await this.#shows(name, (topic) => set.every(([key, value]) => topic?.config[key] === value));
  }

  /** For all brokers, at once and without a restart: Kafka refuses those that need one. */
  async alterBrokers(config: Readonly<Record<string, string | null>>): Promise<void> {
    const [id] = await this.brokers();
    if (id === undefined || Object.keys(config).length === 0) return;
    // Kafka knows all brokers by the empty name, which the library's own method takes for broker 0.
    const connections = await this.#admin.connectToBrokers([id]);
    for (const connection of connections.values()) {
      await incrementalAlterConfigsV1.api.async(
        connection,
        [
          {
            resourceType: ConfigResourceTypes.BROKER,
            resourceName: "",
            configs: alterations(config),
          },
        ],
        false,
      );
    }
  }

  /** Of one broker: its settings, and which of them no running broker can change. */
  async describeBroker(
    id: number,
  ): Promise<ReadonlyMap<string, { value: string | null; readOnly: boolean }>> {
    const [description] = await this.#admin.describeConfigs({
      resources: [{ resourceType: ConfigResourceTypes.BROKER, resourceName: String(id) }],
    });
    return new Map(
      description?.configs.map(({ name, value, readOnly }) => [
        name,
        { value: value ?? null, readOnly },
      ]),
    );
  }

  /** The offset after the last record, for every partition: an empty one gives 0. */
  async endOffsets(name: string): Promise<ReadonlyMap<number, bigint>> {
    const { topics } = await this.#admin.metadata({ topics: [name], forceUpdate: true });
    const count = topics.get(name)?.partitionsCount ?? 0;
    const partitions = Array.from({ length: count }, (_, partitionIndex) => ({
      partitionIndex,
      timestamp: -1n,
    }));
    const listed = await this.#admin.listOffsets({ topics: [{ name, partitions }] });
    return new Map(
      listed.flatMap((topic) =>
        topic.partitions.map(({ partitionIndex, offset }) => [partitionIndex, offset] as const),
      ),
    );
  }

  async close(): Promise<void> {
    await this.#admin.close();
  }

  async #shows(
    name: string,
    change: (topic: TopicDescription | undefined) => boolean | undefined,
  ): Promise<void> {
    // Between two states, a leader for one, a description may fail.
    await until(() =>
      this.describeTopic(name).then(
        (topic) => Boolean(change(topic)),
        () => false,
      ),
    );
  }
}

function partitionsOf({ partitions }: ClusterTopicMetadata): TopicPartition[] {
  return partitions.map(({ leader, replicas, isr }, partition) => ({
    partition,
    leader,
    replicas,
    inSyncReplicas: isr,
  }));
}

function alterations(config: Readonly<Record<string, string | null>>) {
  return Object.entries(config).map(([name, value]) =>
    value === null
      ? { name, configOperation: IncrementalAlterConfigOperationTypes.DELETE }
      : { name, configOperation: IncrementalAlterConfigOperationTypes.SET, value },
  );
}
