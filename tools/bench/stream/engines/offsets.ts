import { Admin } from "@platformatic/kafka";
import { connectionOptions, type KafkaConnection } from "../../../../src/clients/kafka-connection";

/**
 * How many records topics hold, asked in one request: counting by their end offsets takes next to
 * nothing of the two cores that are measured, where reading them would take one.
 */
export class Offsets {
  readonly #admin: Admin;

  constructor(kafka: KafkaConnection) {
    this.#admin = new Admin({
      clientId: "bench",
      ...connectionOptions(kafka),
      retries: 0,
      metadataMaxAge: 1_000,
    });
  }

  /** Topics of one partition each, as the brokers make them; one that is not there yet holds none. */
  async count(topics: readonly string[]): Promise<number> {
    const partitions = [{ partitionIndex: 0, timestamp: -1n }];
    const listed = await this.#admin
      .listOffsets({ topics: topics.map((name) => ({ name, partitions })) })
      .catch(() => []);
    return listed
      .flatMap((topic) => topic.partitions)
      .reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0);
  }

  async deleteTopics(topics: readonly string[]): Promise<void> {
    await this.#admin.deleteTopics({ topics: [...topics] }).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#admin.close();
  }
}
