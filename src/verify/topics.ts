import { parseList, plainTable, type TableName, tableNamed } from "../debezium/naming/tables";
import { routedTopic } from "../debezium/naming/routing";
import * as topics from "../debezium/naming/topics";

type ConnectorConfig = Readonly<Record<string, string>>;

const regexRouter = /\.RegexRouter$/;
const tableRouter = /\.ByLogicalTableRouter$/;

/** Where a table's events go. @param table `public.orders` */
export function tableTopic(config: ConnectorConfig, table: string): string {
  return topicOf(config, tableNamed(table));
}

function topicOf(config: ConnectorConfig, table: TableName): string {
  return routed(config, topics.tableTopic(topics.topicNaming(config), table));
}

/** Where the connector's logical messages go. */
export function messageTopic(config: ConnectorConfig): string {
  return routed(config, topics.messageTopic(topics.topicNaming(config)), { isChange: false });
}

/** Where its signals go, if it reads them from a table. */
export function signalTopic(config: ConnectorConfig): string | undefined {
  const table = plainTable(config["signal.data.collection"] ?? "");
  return table && topicOf(config, table);
}

/** Where its heartbeats go. */
export function heartbeatTopic(config: ConnectorConfig): string {
  return routed(config, topics.heartbeatTopic(config), { isChange: false });
}

/** Where the connector's transforms lead a topic; as it is named, where that depends on data. */
function routed(config: ConnectorConfig, topic: string, options?: { isChange: boolean }): string {
  const written = Object.entries(config).map(
    ([key, value]) => [key, value.replaceAll("${", () => "$${")] as const,
  );
  const found = routedTopic(Object.fromEntries(written), topic, options);
  return typeof found === "string" ? found : topic;
}

/** Other transforms than those that lead elsewhere: they may drop a record, or change it. */
export function otherTransforms(config: ConnectorConfig): string[] {
  return parseList(config.transforms).filter((name) => {
    const type = config[`transforms.${name}.type`] ?? "";
    return !regexRouter.test(type) && !tableRouter.test(type);
  });
}

/** Whether a topic is one that the connector writes its tables' events to, or one of its own. */
export function pipelineTopics(
  config: ConnectorConfig,
  storageTopics: readonly string[],
): (topic: string) => boolean {
  const own = [messageTopic(config), heartbeatTopic(config), ...storageTopics];
  const tables = parseList(config["table.include.list"]).flatMap((entry) => {
    const table = plainTable(entry);
    return table ? [topicOf(config, table)] : [];
  });
  const { prefix, delimiter = "." } = topics.topicNaming(config);
  const start = `${prefix}${delimiter}`;
  return (topic) =>
    own.includes(topic) || tables.includes(topic) || (prefix !== "" && topic.startsWith(start));
}
