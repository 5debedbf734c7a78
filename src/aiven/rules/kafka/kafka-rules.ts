import { copiesRules, isWhole } from "./copies-rules";
import { requirement, recommendation, suggestion } from "../message";
import { messageSizeRanges } from "../../facts/message-size";
import { sizeRangeRule } from "./message-size-rules";
import { familyOf, kafkaSuccessorOf, knownNodesOf } from "../../facts/service-plans";
import type { Rule } from "../rule";
import { serviceRules, type ServiceSubject } from "../services/service-rules";
import { versionRules } from "../services/version-rules";

export interface KafkaSubject extends ServiceSubject {
  readonly kafkaVersion: string;
  /** Copies of each partition of topics that say nothing of their own. */
  readonly replicationFactor: number;
  readonly minInsyncReplicas: number;
  /** Partitions of topics that are made by themselves. */
  readonly partitions: number;
  readonly autoCreateTopics: boolean;
  /** Bytes of the largest batch that the brokers take. */
  readonly messageMaxBytes: number;
}

const kafkaParameters = "https://aiven.io/docs/products/kafka/reference/advanced-params";

/** The most that Aiven takes for `num_partitions`. */
const mostPartitions = 1000;

const planOutlived: Rule<KafkaSubject> = {
  name: "kafka-plan-outlived",
  severity: "error",
  refusedByAiven: true,
  onlyAtCreation: true,
  description:
    "The plan exists for that version of Kafka: `startup-4` replaces `startup-2` from 3.9 on.",
  source: "https://aiven.io/docs/products/kafka/concepts/kraft-mode",
  property: "plan",
  inputs: ["kafkaVersion"],
  check({ plan = "", kafkaVersion }, { asOf }) {
    const succession = kafkaSuccessorOf(plan, kafkaVersion, asOf);
    if (!succession) return undefined;
    const { successor, fromVersion } = succession;
    const what = `be "${successor}" or larger for Kafka ${fromVersion} and later`;
    return requirement("plan", what, plan, suggestion(successor));
  },
};

const planFree: Rule<KafkaSubject> = {
  name: "kafka-plan-integrations",
  severity: "error",
  refusedByAiven: true,
  description:
    "The plan has integrations: a free or hobbyist Kafka has none, and Kafka Connect needs one.",
  source: "https://aiven.io/docs/products/kafka/free-tier/kafka-free-tier",
  property: "plan",
  check: ({ plan }) => withoutIntegrations(plan),
};

/** The message for a plan that has no Kafka Connect and no integrations. */
export function withoutIntegrations(plan: string | undefined): string | undefined {
  const family = familyOf(plan ?? "");
  if (family !== "free" && family !== "hobbyist") return undefined;
  const what = "be startup or larger, because smaller plans have no integration with Kafka Connect";
  return requirement("plan", what, plan, suggestion("startup-4"));
}

const partitions: Rule<KafkaSubject> = {
  name: "kafka-partitions",
  severity: "error",
  refusedByAiven: true,
  description: `A topic that Kafka creates by itself has from 1 to ${mostPartitions} partitions.`,
  source: kafkaParameters,
  property: "partitions",
  check({ partitions: count }) {
    if (count === undefined || (isWhole(count) && count <= mostPartitions)) return undefined;
    const nearestRight = count > mostPartitions ? mostPartitions : 3;
    const what = `be a whole number from 1 to ${mostPartitions}`;
    return requirement("partitions", what, count, suggestion(nearestRight));
  },
};

const autoCreateTopics: Rule<KafkaSubject> = {
  name: "kafka-auto-create-topics",
  severity: "note",
  description:
    "Topics are created in the stack: otherwise a misspelt name creates one too, and every topic has the brokers' defaults.",
  source: kafkaParameters,
  property: "autoCreateTopics",
  check({ autoCreateTopics: isOn }) {
    if (isOn !== true) return undefined;
    const harm = "a misspelt name creates a topic too, and every topic has the brokers' defaults";
    return recommendation("autoCreateTopics", "be false", isOn, harm, {
      advice: "create the topics in the stack and use false",
    });
  },
};

export const kafkaOwnRules: readonly Rule<KafkaSubject>[] = [
  ...versionRules({
    of: "kafka",
    title: "Kafka",
    property: "kafkaVersion",
    name: "kafka-version",
  }),
  planOutlived,
  planFree,
  ...copiesRules<"replicationFactor", KafkaSubject>({
    name: "kafka-replication",
    property: "replicationFactor",
    nodes({ plan = "" }) {
      const count = knownNodesOf("kafka", plan);
      return count === undefined ? undefined : { count, of: `plan ${plan}` };
    },
    nodesInputs: ["plan"],
  }),
  partitions,
  autoCreateTopics,
  sizeRangeRule(
    "kafka-message-max-bytes",
    "messageMaxBytes",
    messageSizeRanges.messageMaxBytes,
    "kafka.message_max_bytes",
  ),
];

/** What must hold for `aiven_kafka`. */
export const kafkaRules: readonly Rule<KafkaSubject>[] = [...serviceRules, ...kafkaOwnRules];
