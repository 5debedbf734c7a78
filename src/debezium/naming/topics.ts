import type { TableName } from "./tables";

/** As far as it decides the names of topics. */
export interface TopicNaming {
  /** Of the connector (Debezium: `topic.prefix`, `database.server.name` before 2.0). */
  readonly prefix: string;
  /** Debezium: `topic.delimiter`. @default "." */
  readonly delimiter?: string;
}

const longestTopicName = 249;

/**
 * The topic that Debezium names after a table, as its SchemaTopicNamingStrategy does, and before 2.0
 * its PostgresTopicSelector. Transforms may lead elsewhere: `routedTopic`.
 */
export function tableTopic({ prefix, delimiter = "." }: TopicNaming, table: TableName): string {
  const parts = [prefix, table.schema, table.table].filter((part) => part.trim() !== "");
  return sanitizedTopicName(parts.join(delimiter));
}

/**
 * What Debezium writes instead of a name that Kafka does not take: an underscore for each of Java's
 * characters, which are UTF-16 code units. The same in 1.9.7 (TopicSelector.TopicNameSanitizer) and
 * in 2.5.0 to 3.1.0 (AbstractTopicNamingStrategy.sanitizedTopicName).
 */
export function sanitizedTopicName(name: string): string {
  const sanitized = name.replace(/[^A-Za-z0-9._-]/g, "_").slice(0, longestTopicName);
  return sanitized === "." || sanitized === ".." ? sanitized.replaceAll(".", "_") : sanitized;
}

type ConnectorConfig = Readonly<Record<string, string | undefined>>;

/** What a connector's configuration makes of the names of topics. */
export function topicNaming(config: ConnectorConfig): TopicNaming {
  return {
    prefix: config["topic.prefix"] ?? config["database.server.name"] ?? "",
    delimiter: config["topic.delimiter"],
  };
}

/** Where the connector's logical messages go, before any transform. */
export function messageTopic({ prefix }: TopicNaming): string {
  return `${prefix}.message`;
}

/** The topic of transaction metadata, before any transform (Debezium: `topic.transaction`). */
export function transactionTopic(config: ConnectorConfig): string {
  const { prefix, delimiter = "." } = topicNaming(config);
  // of 1.9.7, where it is the whole name
  const whole = config["transaction.topic"];
  if (whole !== undefined) return whole.replace(/\$?\$\{database\.server\.name\}/, () => prefix);
  return `${prefix}${delimiter}${config["topic.transaction"] ?? "transaction"}`;
}

/**
 * Where its heartbeats go, before any transform (Debezium: `topic.heartbeat.prefix`, in earlier
 * versions `heartbeat.topics.prefix`).
 */
export function heartbeatTopic(config: ConnectorConfig): string {
  const first =
    config["topic.heartbeat.prefix"] ?? config["heartbeat.topics.prefix"] ?? "__debezium-heartbeat";
  const { prefix, delimiter = "." } = topicNaming(config);
  return `${first}${delimiter}${prefix}`;
}
