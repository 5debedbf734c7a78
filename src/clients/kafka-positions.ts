import type { ClusterMetadata } from "@platformatic/kafka";

export interface Position {
  readonly topic: string;
  readonly topicId: string;
  readonly partition: number;
  leader: number;
  offset: bigint;
}

/** Where a reader is in each partition, and which broker leads it. */
export class Positions {
  readonly #all = new Map<string, Position>();

  /** @param from where to begin, by `topic/partition`; at the beginning where it has none */
  constructor(private readonly from: ReadonlyMap<string, bigint> = new Map()) {}

  /** Takes over what the brokers say: topics made, made again and deleted, partitions, leaders. */
  update(topics: ClusterMetadata["topics"]): void {
    for (const [topic, { id, partitions }] of topics) {
      for (const [partition, { leader }] of partitions.entries()) {
        const key = `${topic}/${partition}`;
        const known = this.#all.get(key);
        // A topic deleted and made again has the name of the old one, and another id.
        if (known?.topicId === id) known.leader = leader;
        else {
          const offset = this.from.get(key) ?? 0n;
          this.#all.set(key, { topic, topicId: id, partition, leader, offset });
        }
      }
    }
    for (const [key, { topic }] of this.#all) {
      if (!topics.has(topic)) this.#all.delete(key);
    }
  }

  ledBy(broker: number): Position[] {
    return [...this.#all.values()].filter(({ leader }) => leader === broker);
  }

  /** The brokers that lead any, each once. */
  get leaders(): ReadonlySet<number> {
    const leaders = [...this.#all.values()].map(({ leader }) => leader);
    return new Set(leaders.filter((leader) => leader >= 0));
  }
}
