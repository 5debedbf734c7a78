import { nodesOf } from "../../../aiven/facts/service-plans";
import { readTopic, topicAttributes } from "../../../aiven/terraform/from-terraform";
import { topicRules } from "../../../aiven/rules/kafka/topic-rules";
import { ApiError, type ResourceHandler } from "../../provider/resource-handler";
import { KafkaAdmin, type TopicDescription } from "../../../clients/kafka-admin";
import type { LocalCloud } from "../../cloud/local-cloud";
import { isLimited, limitedTo, mostCopies } from "./fewer-brokers";
import { toApiError } from "./kafka-refusal";
import { diagnosticsOf } from "../rules";
import { block, engineSettings } from "../service";
import { isUnknown, type Value, type Values } from "../../../stack/values";
import { planViolations, type TopicState } from "./topic-plan";

/** aiven_kafka_topic: a topic on the brokers. */
export const kafkaTopic: ResourceHandler<LocalCloud, TopicState> = {
  check(planned, prior, { context: cloud }) {
    const { project, service_name: name } = planned;
    const isKnown = !isUnknown(project) && !isUnknown(name);
    const kafka = isKnown ? cloud.find("kafka", String(project), String(name)) : undefined;
    const nodes = kafka && nodesOf("kafka", String(kafka.values.plan));
    const facts = { ...readTopic(planned, isUnknown), nodes };
    return [
      ...diagnosticsOf({ cloud, isNew: !prior }, topicRules, facts, topicAttributes),
      ...planViolations(planned, prior),
    ];
  },

  async list({ project, service_name: name }, { context: cloud }) {
    const service = cloud.find("kafka", String(project), String(name));
    if (!service) return undefined;
    const admin = new KafkaAdmin(service.engine.admin);
    try {
      const names = await admin.topics();
      return await Promise.all(names.map((each) => rowOf(admin, each)));
    } finally {
      await admin.close();
    }
  },

  async create(state, { context: cloud }) {
    const most = mostCopies(serviceOf(cloud, state));
    await withAdmin(cloud, state, (admin) =>
      admin.createTopic({
        name: state.topic_name,
        partitions: state.partitions,
        replicationFactor: Math.min(state.replication, most),
        config: limitedTo(most, topicConfig(state)),
      }),
    );
    return described(cloud, state);
  },

  async read(state, { context: cloud }) {
    if (!cloud.find("kafka", state.project, state.service_name)) return undefined;
    return described(cloud, state);
  },

  /** The configuration that is set for the topic, whoever made it. */
  async importState(id, { context: cloud }) {
    const [project = "", service_name = "", topic_name = ""] = id.split("/");
    if (!cloud.find("kafka", project, service_name)) return {};
    const state = { project, service_name, topic_name, partitions: 0, replication: 0 };
    const topic = await withAdmin(cloud, state, (admin) => admin.describeTopic(topic_name));
    const set = [...(topic?.overridden ?? [])].map((name) => [
      name.replaceAll(".", "_"),
      typed(topic?.config[name]),
    ]);
    return set.length > 0 ? { config: [Object.fromEntries(set) as Values] } : {};
  },

  async update(prior, planned, { context: cloud }) {
    if (planned.replication !== prior.replication) {
      throw new ApiError(
        "Replication cannot be changed here",
        "Aiven moves the copies of a topic while it serves; the rehearsal does not: destroy it and apply again",
        ["replication"],
      );
    }
    await withAdmin(cloud, planned, async (admin) => {
      if (planned.partitions > prior.partitions) {
        await admin.addPartitions(planned.topic_name, planned.partitions);
      }
      const changed = changedConfig(prior, planned);
      const most = mostCopies(serviceOf(cloud, planned));
      await admin.alterTopic(planned.topic_name, limitedTo(most, changed));
    });
    return described(cloud, planned);
  },

  async delete(state, { context: cloud }) {
    if (state.termination_protection === true) {
      throw new ApiError(
        "Topic is protected",
        `termination_protection of ${state.topic_name} is true; apply false first`,
        ["termination_protection"],
      );
    }
    if (!cloud.find("kafka", state.project, state.service_name)) return;
    await withAdmin(cloud, state, (admin) => admin.deleteTopic(state.topic_name));
  },
};

const hourMs = 3_600_000;

/** A topic as the data source lists it. */
async function rowOf(admin: KafkaAdmin, name: string): Promise<Partial<TopicState>> {
  const topic = await admin.describeTopic(name);
  const { partitions = [], config = {} } = topic ?? {};
  return {
    topic_name: name,
    partitions: partitions.length,
    replication: partitions[0]?.replicas.length ?? 0,
    cleanup_policy: config["cleanup.policy"] ?? null,
    min_insync_replicas: config["min.insync.replicas"] ?? null,
    retention_bytes: config["retention.bytes"] ?? null,
    retention_hours: Math.trunc(Number(config["retention.ms"] ?? -1) / hourMs),
  };
}

function serviceOf(cloud: LocalCloud, { project, service_name: name }: TopicState) {
  return cloud.get("kafka", project, name, "service_name");
}

async function withAdmin<T>(
  cloud: LocalCloud,
  state: TopicState,
  use: (admin: KafkaAdmin) => Promise<T>,
): Promise<T> {
  const admin = new KafkaAdmin(serviceOf(cloud, state).engine.admin);
  try {
    return await use(admin);
  } catch (error) {
    throw toApiError(error);
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

/**
 * The topic as the brokers have it; undefined when they have none of that name. As with the real
 * provider only what is set for the topic is told, and only where the state has a configuration:
 * flattenConfig in internal/plugin/service/kafka/topic/topic.go.
 */
async function described(
  cloud: LocalCloud,
  state: TopicState,
): Promise<Partial<TopicState> | undefined> {
  const topic = await withAdmin(cloud, state, (admin) => admin.describeTopic(state.topic_name));
  if (!topic) return undefined;
  const partitions = topic.partitions.length;
  const most = mostCopies(serviceOf(cloud, state));
  const copies = topic.partitions[0]?.replicas.length;
  const isFewer = copies === undefined || isLimited(most, copies, state.replication);
  const replication = isFewer ? state.replication : copies;
  const known = Object.entries(block(state, "config"));
  if (known.length === 0) return { partitions, replication };
  const config = known.map(([name, value]) => [name, settingOf(topic, name, value, most)]);
  return { partitions, replication, config: [Object.fromEntries(config)] };
}

/** Null unless it is set for the topic; as it was where it is Aiven's own and not Kafka's. */
function settingOf(
  { config, overridden }: TopicDescription,
  name: string,
  before: Value,
  most: number,
): Value {
  const kafkas = name.replaceAll("_", ".");
  if (!(kafkas in config)) return before;
  if (name === "min_insync_replicas" && isLimited(most, config[kafkas], before)) return before;
  return overridden.has(kafkas) ? typed(config[kafkas]) : null;
}

/** Kafka gives every setting as text; Terraform turns numbers into text itself, but no booleans. */
function typed(value: string | null | undefined): string | boolean | null {
  if (value === "true" || value === "false") return value === "true";
  return value ?? null;
}
