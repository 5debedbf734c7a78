import {
  Admin,
  ConfigResourceTypes,
  IncrementalAlterConfigOperationTypes,
} from "@platformatic/kafka";

export interface TopicPartition {
  readonly partition: number;
  /** -1 while it has none. */
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly inSyncReplicas: readonly number[];
}

export interface TopicDescription {
  readonly name: string;
  readonly id: string;
  readonly partitions: readonly TopicPartition[];
  readonly config: Readonly<Record<string, string | null>>;
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

  /** @param bootstrapServers "host:port,host:port" */
  constructor(bootstrapServers: string) {
    this.#admin = new Admin({
      clientId: "rehearsal",
      bootstrapBrokers: bootstrapServers.split(","),
      retries: 5,
      retryDelay: 200,
      connectTimeout: 2_000,
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
  }

  async deleteTopic(name: string): Promise<void> {
    await this.#admin.deleteTopics({ topics: [name] });
  }

  /** @returns undefined when there is no such topic */
  async describeTopic(name: string): Promise<TopicDescription | undefined> {
    if (!(await this.#admin.listTopics({ includeInternals: true })).includes(name))
      return undefined;
    const { topics } = await this.#admin.metadata({ topics: [name], forceUpdate: true });
    const topic = topics.get(name);
    if (!topic) return undefined;
    return {
      name,
      id: topic.id,
      partitions: topic.partitions.map(({ leader, replicas, isr }, partition) => ({
        partition,
        leader,
        replicas,
        inSyncReplicas: isr,
      })),
      config: await this.#describe(ConfigResourceTypes.TOPIC, name),
    };
  }

  async addPartitions(name: string, count: number): Promise<void> {
    await this.#admin.createPartitions({ topics: [{ name, count, assignments: [] }] });
  }

  /** Sets what has a value and takes back to the brokers' own what is null; leaves the rest. */
  async alterTopic(name: string, config: Readonly<Record<string, string | null>>): Promise<void> {
    await this.#alter(ConfigResourceTypes.TOPIC, name, config);
  }

  /** For all brokers, at once and without a restart: Kafka refuses those that need one. */
  async alterBrokers(config: Readonly<Record<string, string | null>>): Promise<void> {
    // The empty name means all brokers, those that join later among them.
    await this.#alter(ConfigResourceTypes.BROKER, "", config);
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

  async #describe(
    resourceType: (typeof ConfigResourceTypes)["TOPIC"],
    resourceName: string,
  ): Promise<Record<string, string | null>> {
    const [description] = await this.#admin.describeConfigs({
      resources: [{ resourceType, resourceName }],
    });
    return Object.fromEntries(
      (description?.configs ?? []).map(({ name, value }) => [name, value ?? null]),
    );
  }

  async #alter(
    resourceType: (typeof ConfigResourceTypes)["TOPIC" | "BROKER"],
    resourceName: string,
    config: Readonly<Record<string, string | null>>,
  ): Promise<void> {
    const configs = Object.entries(config).map(([name, value]) =>
      value === null
        ? { name, configOperation: IncrementalAlterConfigOperationTypes.DELETE }
        : { name, configOperation: IncrementalAlterConfigOperationTypes.SET, value },
    );
    if (configs.length === 0) return;
    await this.#admin.incrementalAlterConfigs({
      resources: [{ resourceType, resourceName, configs }],
    });
  }
}
