import { copiesRules, isWhole } from "./copies-rules";
import { requirement, suggestion } from "../message";
import { messageSizeRanges } from "../../facts/message-size";
import { sizeRangeRule } from "./message-size-rules";
import { grammarProblem, topicName } from "../../facts/names";
import type { Rule } from "../rule";

export interface TopicSubject {
  readonly topicName: string;
  readonly partitions: number;
  readonly replication: number;
  readonly minInsyncReplicas: number;
  /** Bytes of the largest batch that the topic takes. */
  readonly maxMessageBytes: number;
  /** Brokers of its Kafka, where that is known. */
  readonly nodes: number;
}

/** The most that Aiven takes for one topic. */
const mostPartitions = 1_000_000;

const name: Rule<TopicSubject> = {
  name: "topic-name",
  severity: "error",
  refusedByAiven: true,
  description: "The name of a topic is 1 to 249 letters, digits, dots, dashes and underscores.",
  source: "Apache Kafka, org.apache.kafka.common.internals.Topic",
  property: "topicName",
  check: (subject) => grammarProblem(topicName, "topicName", subject.topicName),
};

const partitions: Rule<TopicSubject> = {
  name: "topic-partitions",
  severity: "error",
  refusedByAiven: true,
  description: "A topic has from 1 to 1,000,000 partitions.",
  source: "aiven-operator, api/v1alpha1/kafkatopic_types.go",
  property: "partitions",
  check({ partitions: count }) {
    if (count === undefined || (isWhole(count) && count <= mostPartitions)) return undefined;
    const nearestRight = count > mostPartitions ? mostPartitions : 1;
    const what = `be a whole number from 1 to ${mostPartitions}`;
    return requirement("partitions", what, count, suggestion(nearestRight));
  },
};

/** What must hold for `aiven_kafka_topic`. */
export const topicRules: readonly Rule<TopicSubject>[] = [
  name,
  partitions,
  sizeRangeRule(
    "topic-max-message-bytes",
    "maxMessageBytes",
    messageSizeRanges.messageMaxBytes,
    "config.max_message_bytes",
  ),
  ...copiesRules<"replication", TopicSubject>({
    name: "topic-replication",
    property: "replication",
    nodes: ({ nodes }) => (nodes === undefined ? undefined : { count: nodes, of: "its Kafka" }),
    nodesInputs: ["nodes"],
  }),
];
