import { Refusal, type ResourceMeaning, type Values } from "../meaning";
import { KafkaAdmin } from "../engines/kafka-client";
import type { World } from "../world";
import { block, engineSettings } from "./service";

interface TopicState extends Values {
  project: string;
  service_name: string;
  topic_name: string;
  partitions: number;
  replication: number;
}

/** aiven_kafka_topic: a topic on the brokers. */
export const kafkaTopic: ResourceMeaning<World, TopicState> = {
  async create(state, { context: world }) {
    await withAdmin(world, state, (admin) =>
      admin.createTopic({
        name: state.topic_name,
        partitions: state.partitions,
        replicationFactor: state.replication,
        config: topicConfig(state),
      }),
    );
    return {};
  },

  async read(state, { context: world }) {
    if (!world.find("kafka", state.project, state.service_name)) return undefined;
    return described(world, state);
  },

  async update(prior, planned, { context: world }) {
    if (planned.replication !== prior.replication) {
      throw new Refusal(
        "Replication cannot be changed here",
        "Aiven moves the copies of a topic while it serves; the rehearsal does not: destroy it and apply again",
        ["replication"],
      );
    }
    await withAdmin(world, planned, async (admin) => {
      if (planned.partitions > prior.partitions) {
        await admin.addPartitions(planned.topic_name, planned.partitions);
      }
      await admin.alterTopic(planned.topic_name, topicConfig(planned));
    });
    return {};
  },

  async delete(state, { context: world }) {
    if (!world.find("kafka", state.project, state.service_name)) return;
    await withAdmin(world, state, (admin) => admin.deleteTopic(state.topic_name));
  },
};

async function withAdmin<T>(
  world: World,
  { project, service_name: name }: TopicState,
  use: (admin: KafkaAdmin) => Promise<T>,
): Promise<T> {
  const { engine } = world.get("kafka", project, name, "service_name");
  const admin = new KafkaAdmin(engine.bootstrapServers);
  try {
    return await use(admin);
  } finally {
    await admin.close();
  }
}

function topicConfig(state: TopicState): Record<string, string> {
  return engineSettings(block(state, "config"));
}

async function described(
  world: World,
  state: TopicState,
): Promise<Partial<TopicState> | undefined> {
  const topic = await withAdmin(world, state, (admin) => admin.describeTopic(state.topic_name));
  return (
    topic && {
      partitions: topic.partitions.length,
      replication: topic.partitions[0]?.replicas.length,
    }
  );
}
