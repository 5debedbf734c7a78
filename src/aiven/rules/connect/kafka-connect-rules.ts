import { withoutIntegrations } from "../kafka/kafka-rules";
import { alternatives, requirement, recommendation, suggestion } from "../message";
import { defaultMessageSizes, messageSizeRanges } from "../../facts/message-size";
import { sizeRangeRule } from "../kafka/message-size-rules";
import type { Rule } from "../rule";
import { secretProviderRules, type SecretProviderSubject } from "./secret-provider-rules";
import { serviceRules, type ServiceSubject } from "../services/service-rules";
import { versionRules } from "../services/version-rules";
import { creatableVersions, defaultDebezium } from "../../facts/versions";

export interface KafkaConnectSubject extends ServiceSubject, SecretProviderSubject {
  /** Whether Kafka Connect's own REST interface is open to the internet. */
  readonly publicRestApi: boolean;
  /** What the plugin of Debezium is pinned to. */
  readonly debeziumVersion: string;
  /** Bytes of the largest record that the workers send, uncompressed. */
  readonly producerMaxRequestSize: number;
  /** Bytes in which a producer keeps what it has yet to send. */
  readonly producerBufferMemory: number;
}

const connectorVersions =
  "https://aiven.io/docs/products/kafka/kafka-connect/howto/manage-connector-versions";

/** How many of a connector's versions Aiven supports, counted from the newest. */
const supportedVersions = 2;

const planFree: Rule<KafkaConnectSubject> = {
  name: "connect-plan-integrations",
  severity: "error",
  refusedByAiven: true,
  description: "The plan has integrations: there is no free or hobbyist Kafka Connect.",
  source: "https://aiven.io/docs/products/kafka/free-tier/kafka-free-tier",
  property: "plan",
  check: ({ plan }) => withoutIntegrations(plan),
};

const publicRestApi: Rule<KafkaConnectSubject> = {
  name: "connect-public-rest-api",
  severity: "warning",
  description:
    "Kafka Connect's own REST interface is not open to the internet: it shows and changes every connector, and the workers do not need it.",
  source: "terraform-provider-aiven, `kafka_connect_user_config.public_access`",
  property: "publicRestApi",
  check({ publicRestApi: isOpen }) {
    if (isOpen !== true) return undefined;
    const harm =
      "anybody on the internet who has the password can read and change every connector, and the workers do not need it";
    return recommendation("publicRestApi", "be false", isOpen, harm, suggestion(false));
  },
};

const unpinned: Rule<KafkaConnectSubject> = {
  name: "debezium-pinned",
  severity: "note",
  description:
    "The version of Debezium is pinned: Aiven otherwise upgrades it at a maintenance, to one with other properties.",
  source: connectorVersions,
  property: "debeziumVersion",
  check({ debeziumVersion }, { asOf }) {
    const hasChoice = creatableVersions("debezium", asOf).length > 1;
    if (debeziumVersion !== undefined || !hasChoice) return undefined;
    return recommendation(
      "debeziumVersion",
      "be pinned",
      debeziumVersion,
      "Aiven otherwise upgrades a Debezium connector at a maintenance, to a version with other properties",
      suggestion(defaultDebezium(asOf)),
    );
  },
};

const supported: Rule<KafkaConnectSubject> = {
  name: "debezium-supported",
  severity: "warning",
  description:
    "The version of Debezium is one of the newest two: Aiven supports no older one and may remove it at a maintenance.",
  source: connectorVersions,
  property: "debeziumVersion",
  check({ debeziumVersion }, { asOf }) {
    const versions = creatableVersions("debezium", asOf);
    const newest = versions.slice(-supportedVersions);
    if (debeziumVersion === undefined || !versions.includes(debeziumVersion)) return undefined;
    if (newest.includes(debeziumVersion)) return undefined;
    return recommendation(
      "debeziumVersion",
      `be ${alternatives(newest)}`,
      debeziumVersion,
      "Aiven supports only the newest two versions and may remove another at a maintenance",
      suggestion(newest.at(-1)),
    );
  },
};

const bufferMemory: Rule<KafkaConnectSubject> = {
  name: "connect-buffer-holds-request",
  severity: "error",
  description:
    "The producer's buffer takes the largest record that it may send: a record above the buffer is refused.",
  source: "Apache Kafka, KafkaProducer, `buffer.memory`",
  property: "producerBufferMemory",
  inputs: ["producerMaxRequestSize"],
  check({ producerBufferMemory, producerMaxRequestSize: largest }) {
    const buffer = producerBufferMemory ?? defaultMessageSizes.producerBufferMemory;
    if (largest === undefined || largest <= buffer) return undefined;
    return requirement(
      "producerBufferMemory",
      `be at least producerMaxRequestSize ${largest}`,
      buffer,
      suggestion(Math.min(2 * largest, messageSizeRanges.producerBufferMemory[1])),
    );
  },
};

export const kafkaConnectOwnRules: readonly Rule<KafkaConnectSubject>[] = [
  planFree,
  publicRestApi,
  unpinned,
  ...versionRules({
    of: "debezium",
    title: "Debezium",
    property: "debeziumVersion",
    name: "debezium-version",
  }),
  supported,
  sizeRangeRule(
    "connect-producer-max-request-size",
    "producerMaxRequestSize",
    messageSizeRanges.producerMaxRequestSize,
    "kafka_connect.producer_max_request_size",
  ),
  sizeRangeRule(
    "connect-producer-buffer-memory",
    "producerBufferMemory",
    messageSizeRanges.producerBufferMemory,
    "kafka_connect.producer_buffer_memory",
  ),
  bufferMemory,
  ...secretProviderRules,
];

/** What must hold for `aiven_kafka_connect`. */
export const kafkaConnectRules: readonly Rule<KafkaConnectSubject>[] = [
  ...serviceRules,
  ...kafkaConnectOwnRules,
];
