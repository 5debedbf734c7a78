import { routedTopic } from "../../../src/debezium/naming/routing";
import { givenTable, type TableName, tableNamed } from "../../../src/debezium/naming/tables";
import {
  heartbeatTopic,
  messageTopic,
  tableTopic,
  transactionTopic,
} from "../../../src/debezium/naming/topics";
import { type ConnectorConfig, visibleConfig } from "../../connectors/connector-config";
import { isReference } from "../references";

/** The topics that a source writes to, as far as a synth knows them. */
export interface SourceTopics {
  /** Of change events, by the table as it was given. */
  readonly ofTables: ReadonlyMap<string, string>;
  /** Of its heartbeat, the messages that this leaves, its signals and transactions. */
  readonly own: readonly string[];
  /** Of transaction metadata, where the source writes it. */
  readonly transactions?: string;
  /** Why some are not known: "must be given, because …". @default - all are known */
  readonly notKnown?: string;
}

export interface NamedTables {
  readonly topicPrefix: string;
  readonly tables: readonly string[];
}

export function sourceTopics(
  { topicPrefix, tables }: NamedTables,
  config: ConnectorConfig,
): SourceTopics {
  const delimiter = text(config["topic.delimiter"]);
  // a reference keeps its form, which Terraform needs: Debezium takes no prefix that Kafka does not
  const named = (table: TableName) => {
    const name = tableTopic({ prefix: "", delimiter }, table);
    return `${topicPrefix}${delimiter ?? "."}${name}`;
  };
  const visible = visibleConfig(config);
  const reasons: string[] = [];
  /** Where a topic's records go, or nothing where only the data say. */
  const routed = (topic: string, isChange: boolean): readonly string[] => {
    if (isReference(topic) && config.transforms !== undefined) {
      reasons.push("topicPrefix is a reference, and transforms choose topics by their names");
      return [];
    }
    const found = routedTopic(visible, topic, { isChange });
    if (typeof found === "string") return [found];
    reasons.push(decidedBy(found.decidedBy));
    return [];
  };
  const known = tables.map((given) => ({
    given,
    table: isReference(given) ? undefined : givenTable(given),
  }));
  const ofTables = known.flatMap(({ given, table }) =>
    table ? routed(named(table), true).map((topic) => [given, topic] as const) : [],
  );
  const { beats, messages, signals, transactions } = ownOf(config);
  const prefix = { prefix: topicPrefix };
  const [ofTransactions] = transactions
    ? routed(transactionTopic({ ...texts(config), "topic.prefix": topicPrefix }), false)
    : [];
  const own = [
    ...(beats
      ? routed(heartbeatTopic({ ...texts(config), "topic.prefix": topicPrefix }), false)
      : []),
    ...(messages ? routed(messageTopic(prefix), false) : []),
    ...(signals === undefined ? [] : routed(named(tableNamed(signals)), true)),
    ...(ofTransactions === undefined ? [] : [ofTransactions]),
  ];
  if (known.length === 0 || known.some(({ table }) => !table)) {
    reasons.push("not every captured table is given by its name");
  }
  return {
    ofTables: new Map(ofTables),
    own: [...new Set(own)],
    transactions: ofTransactions,
    notKnown: reasons[0],
  };
}

function decidedBy(name: string): string {
  return name.includes(".")
    ? `${name} changes how topics are named`
    : `transform ${JSON.stringify(name)} chooses topics by more than their names`;
}

function ownOf(config: ConnectorConfig) {
  const beats = Number(config["heartbeat.interval.ms"]) > 0;
  const query = String(config["heartbeat.action.query"]);
  return {
    beats,
    // on a read replica they are those that somebody emits on its primary
    messages:
      String(config["read.only"]) === "true" ||
      (beats && query.includes("pg_logical_emit_message")),
    signals: text(config["signal.data.collection"]),
    transactions: String(config["provide.transaction.metadata"]) === "true",
  };
}

function text(value: ConnectorConfig[string]): string | undefined {
  return value === undefined ? undefined : String(value);
}

function texts(config: ConnectorConfig): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, text(value)]));
}
