import { storageTopics } from "../facts/storage-topics";
import type { CheckedConfig } from "../../debezium/properties/check";
import { connectorFacts, connectorKeys, type ConnectorSubject } from "./connector-subject";
import type { IntegrationSubject } from "../rules/integrations/integration-rules";
import type { KafkaConnectSubject } from "../rules/connect/kafka-connect-rules";
import type { KafkaSubject } from "../rules/kafka/kafka-rules";
import type { PostgresSubject } from "../rules/services/postgres-rules";
import { type Facts, notKnownYet } from "../rules/rule";
import { isSecretName } from "../../base/secret-names";
import type { ServiceSubject } from "../rules/services/service-rules";
import type { TopicSubject } from "../rules/kafka/topic-rules";

export { connectorFacts } from "./connector-subject";

/** Where in a resource: `["kafka_user_config", 0, "kafka_version"]`. */
export type AttributePath = readonly (string | number)[];

/** Where the facts of a subject stand in its Terraform resource. */
export type Attributes<Subject> = { readonly [Name in keyof Subject]?: AttributePath };

/** Plain values under Terraform's names, blocks as arrays of objects. */
export type TerraformValues = Readonly<Record<string, unknown>>;

/** Whether Terraform knows the value only after apply. */
export type IsUnknown = (value: unknown) => boolean;

const serviceAttributes = {
  project: ["project"],
  serviceName: ["service_name"],
  cloudName: ["cloud_name"],
  plan: ["plan"],
  projectVpcId: ["project_vpc_id"],
  maintenanceDay: ["maintenance_window_dow"],
  maintenanceTime: ["maintenance_window_time"],
  terminationProtection: ["termination_protection"],
  tags: ["tag"],
} as const satisfies Attributes<ServiceSubject>;

export const postgresAttributes = {
  ...serviceAttributes,
  pgVersion: ["pg_user_config", 0, "pg_version"],
  maxSlotWalKeepMb: ["pg_user_config", 0, "pg", 0, "max_slot_wal_keep_size"],
} as const satisfies Attributes<PostgresSubject>;

export const kafkaAttributes = {
  ...serviceAttributes,
  kafkaVersion: ["kafka_user_config", 0, "kafka_version"],
  replicationFactor: ["kafka_user_config", 0, "kafka", 0, "default_replication_factor"],
  minInsyncReplicas: ["kafka_user_config", 0, "kafka", 0, "min_insync_replicas"],
  partitions: ["kafka_user_config", 0, "kafka", 0, "num_partitions"],
  autoCreateTopics: ["kafka_user_config", 0, "kafka", 0, "auto_create_topics_enable"],
  messageMaxBytes: ["kafka_user_config", 0, "kafka", 0, "message_max_bytes"],
} as const satisfies Attributes<KafkaSubject>;

/** The workers' settings: of the service, and of its integration. */
const workers = ["kafka_connect_user_config", 0, "kafka_connect", 0] as const;

export const kafkaConnectAttributes = {
  ...serviceAttributes,
  publicRestApi: ["kafka_connect_user_config", 0, "public_access", 0, "kafka_connect"],
  debeziumVersion: ["kafka_connect_user_config", 0, "plugin_versions"],
  producerMaxRequestSize: [...workers, "producer_max_request_size"],
  producerBufferMemory: [...workers, "producer_buffer_memory"],
} as const satisfies Attributes<KafkaConnectSubject>;

export const integrationAttributes = {
  groupId: [...workers, "group_id"],
  configTopic: [...workers, storageTopics.configTopic.argument],
  offsetTopic: [...workers, storageTopics.offsetTopic.argument],
  statusTopic: [...workers, storageTopics.statusTopic.argument],
} as const satisfies Attributes<IntegrationSubject>;

export const topicAttributes = {
  topicName: ["topic_name"],
  partitions: ["partitions"],
  replication: ["replication"],
  minInsyncReplicas: ["config", 0, "min_insync_replicas"],
  maxMessageBytes: ["config", 0, "max_message_bytes"],
} as const satisfies Attributes<TopicSubject>;

export const connectorAttributes: Attributes<ConnectorSubject> = {
  connectorName: ["connector_name"],
  config: ["config"],
  ...Object.fromEntries(
    Object.entries(connectorKeys).map(([name, key]) => [name, ["config", key]]),
  ),
};

export function readPostgres(
  values: TerraformValues,
  isUnknown: IsUnknown,
): Facts<PostgresSubject> {
  const read = reader(values, isUnknown);
  return {
    ...readService(values, isUnknown),
    pgVersion: read(postgresAttributes.pgVersion, text),
    maxSlotWalKeepMb: read(postgresAttributes.maxSlotWalKeepMb, Number),
  };
}

export function readKafka(values: TerraformValues, isUnknown: IsUnknown): Facts<KafkaSubject> {
  const read = reader(values, isUnknown);
  return {
    ...readService(values, isUnknown),
    kafkaVersion: read(kafkaAttributes.kafkaVersion, text),
    replicationFactor: read(kafkaAttributes.replicationFactor, Number),
    minInsyncReplicas: read(kafkaAttributes.minInsyncReplicas, Number),
    partitions: read(kafkaAttributes.partitions, Number),
    autoCreateTopics: read(kafkaAttributes.autoCreateTopics, flag),
    messageMaxBytes: read(kafkaAttributes.messageMaxBytes, Number),
  };
}

export function readKafkaConnect(
  values: TerraformValues,
  isUnknown: IsUnknown,
): Facts<KafkaConnectSubject> {
  const read = reader(values, isUnknown);
  return {
    ...readService(values, isUnknown),
    publicRestApi: read(kafkaConnectAttributes.publicRestApi, flag),
    debeziumVersion: pinnedDebezium(read(kafkaConnectAttributes.debeziumVersion, list), isUnknown),
    producerMaxRequestSize: read(kafkaConnectAttributes.producerMaxRequestSize, Number),
    producerBufferMemory: read(kafkaConnectAttributes.producerBufferMemory, Number),
  };
}

/** Of an integration of another type than `kafka_connect` there is nothing to tell. */
export function readIntegration(
  values: TerraformValues,
  isUnknown: IsUnknown,
): Facts<IntegrationSubject> {
  if (values.integration_type !== "kafka_connect") return {};
  const read = reader(values, isUnknown);
  return {
    groupId: read(integrationAttributes.groupId, text),
    configTopic: read(integrationAttributes.configTopic, text),
    offsetTopic: read(integrationAttributes.offsetTopic, text),
    statusTopic: read(integrationAttributes.statusTopic, text),
  };
}

/** How many nodes its Kafka has is for those who know it to add. */
export function readTopic(values: TerraformValues, isUnknown: IsUnknown): Facts<TopicSubject> {
  const read = reader(values, isUnknown);
  return {
    topicName: read(topicAttributes.topicName, text),
    partitions: read(topicAttributes.partitions, Number),
    replication: read(topicAttributes.replication, Number),
    minInsyncReplicas: read(topicAttributes.minInsyncReplicas, Number),
    maxMessageBytes: read(topicAttributes.maxMessageBytes, Number),
  };
}

/**
 * Terraform's values have lost their references: secrets count as unknown, so that a password from
 * a reference is not reported as a literal.
 */
export function readConnector(
  values: TerraformValues,
  isUnknown: IsUnknown,
): Facts<ConnectorSubject> {
  const read = reader(values, isUnknown);
  const connectorName = read(["connector_name"], text);
  const config = read(["config"], (value) => value as TerraformValues);
  if (config === notKnownYet) {
    const names = [...Object.keys(connectorKeys), "config"];
    return { ...Object.fromEntries(names.map((name) => [name, notKnownYet])), connectorName };
  }
  const written: CheckedConfig = Object.fromEntries(
    Object.entries(config ?? {})
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [
        key,
        isUnknown(value) || isSecretName(key) ? undefined : escaped(text(value)),
      ]),
  );
  return connectorFacts({ connectorName, config: written });
}

/** As it stood in Terraform: there, `$${` is a `${`. */
function escaped(value: string): string {
  return value.replaceAll("${", () => "$${");
}

function readService(values: TerraformValues, isUnknown: IsUnknown): Facts<ServiceSubject> {
  const read = reader(values, isUnknown);
  return {
    project: read(serviceAttributes.project, text),
    serviceName: read(serviceAttributes.serviceName, text),
    cloudName: read(serviceAttributes.cloudName, text),
    plan: read(serviceAttributes.plan, text),
    projectVpcId: read(serviceAttributes.projectVpcId, text),
    maintenanceDay: read(serviceAttributes.maintenanceDay, text),
    maintenanceTime: read(serviceAttributes.maintenanceTime, text),
    terminationProtection: read(serviceAttributes.terminationProtection, flag),
    tags: read(serviceAttributes.tags, (tags) => tagsOf(list(tags))),
  };
}

function tagsOf(tags: readonly unknown[]): Record<string, string> {
  return Object.fromEntries(
    (tags as TerraformValues[]).map(({ key, value }) => [text(key), text(value)]),
  );
}

type Read = <T>(
  path: AttributePath,
  parse: (value: unknown) => T,
) => T | typeof notKnownYet | undefined;

/** Reads attributes by their paths: unknown on the way is unknown at its end. */
export function reader(values: TerraformValues, isUnknown: IsUnknown): Read {
  return (path, parse) => {
    let value: unknown = values;
    for (const step of path) {
      if (isUnknown(value)) return notKnownYet;
      if (value === null || value === undefined) return undefined;
      value = (value as Readonly<Record<string | number, unknown>>)[step];
    }
    if (isUnknown(value)) return notKnownYet;
    return value === null || value === undefined ? undefined : parse(value);
  };
}

function pinnedDebezium(
  plugins: readonly unknown[] | typeof notKnownYet | undefined,
  isUnknown: IsUnknown,
): string | typeof notKnownYet | undefined {
  if (plugins === undefined || plugins === notKnownYet) return plugins;
  if (plugins.some((plugin) => isUnknown(plugin) || isUnknown(nameOf(plugin)))) return notKnownYet;
  const debezium = plugins.find((plugin) => nameOf(plugin) === "debezium-connector");
  const version = (debezium as TerraformValues | undefined)?.version;
  if (isUnknown(version)) return notKnownYet;
  return version === null || version === undefined ? undefined : text(version);
}

function nameOf(plugin: unknown): unknown {
  return (plugin as TerraformValues).plugin_name;
}

const text = (value: unknown): string => String(value);
const flag = (value: unknown): boolean => value === true || value === "true";
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
