import { readTopic, topicAttributes } from "../../aiven/from-terraform";
import { topicRules } from "../../aiven/topic-rules";
import { isUnknown, Refusal, type ResourceMeaning, type Values } from "../meaning";
import { KafkaAdmin } from "../engines/kafka-client";
import type { World } from "../world";
import { refusedByKafka } from "./kafka-refusal";
import { findingsOf } from "./rules";
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
  check(planned, prior, { context: world }) {
    const { project, service_name: name } = planned;
    const isKnown = !isUnknown(project) && !isUnknown(name);
    const kafka = isKnown ? world.find("kafka", String(project), String(name)) : undefined;
    const facts = { ...readTopic(planned, isUnknown), nodes: kafka?.engine.brokers.length };
    return findingsOf({ world, isNew: !prior }, topicRules, facts, topicAttributes);
  },

  async create(state, { context: world }) {
    await withAdmin(world, state, (admin) =>
      admin.createTopic({
        name: state.topic_name,
        partitions: state.partitions,
        replicationFactor: state.replication,
        config: topicConfig(state),
      }),
    );
    return described(world, state);
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
      await admin.alterTopic(planned.topic_name, changedConfig(prior, planned));
    });
    return described(world, planned);
  },

  async delete(state, { context: world }) {
    if (!world.find("kafka", state.project, state.service_name)) return;
    await withAdmin(world, state, (admin) => admin.deleteTopic(state.topic_name));
  },
};

function kafkaOf(world: World, { project, service_name: name }: TopicState) {
  return world.get("kafka", project, name, "service_name").engine;
}

async function withAdmin<T>(
  world: World,
  state: TopicState,
  use: (admin: KafkaAdmin) => Promise<T>,
): Promise<T> {
  const admin = new KafkaAdmin(kafkaOf(world, state).admin);
  try {
    return await use(admin);
  } catch (error) {
    throw refusedByKafka(error);
  } finally {
    await admin.close();
  }
}

function topicConfig(state: TopicState): Record<string, string> {
  return engineSettings(block(state, "config"));
}

/** Of the settings, which a state lists with their defaults, those that someone asked to change. */
function changedConfig(prior: TopicState, planned: TopicState): Record<string, string> {
  const before = topicConfig(prior);
  return Object.fromEntries(
    Object.entries(topicConfig(planned)).filter(([name, value]) => before[name] !== value),
  );
}

/** The topic as the brokers have it; undefined when they have none of that name. */
async function described(
  world: World,
  state: TopicState,
): Promise<Partial<TopicState> | undefined> {
  const topic = await withAdmin(world, state, (admin) => admin.describeTopic(state.topic_name));
  if (!topic) return undefined;
  const partitions = topic.partitions.length;
  const replication = topic.partitions[0]?.replicas.length ?? state.replication;
  const asked = Object.keys(block(state, "config"));
  if (asked.length === 0) return { partitions, replication };
  const config = asked.map((name) => [name, typed(topic.config[name.replaceAll("_", ".")])]);
  return { partitions, replication, config: [Object.fromEntries(config)] };
}

/** Kafka gives every setting as text; Terraform turns numbers into text itself, but no booleans. */
function typed(value: string | null | undefined): string | boolean | null {
  if (value === "true" || value === "false") return value === "true";
  return value ?? null;
}
