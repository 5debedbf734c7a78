import { heartbeatTopic } from "../debezium/heartbeat";
import { parseList, plainTable } from "../database/names";

type ConnectorConfig = Readonly<Record<string, string>>;

const regexRouter = /\.RegexRouter$/;
const tableRouter = /\.ByLogicalTableRouter$/;

function serverOf(config: ConnectorConfig): string {
  return config["topic.prefix"] ?? config["database.server.name"] ?? "";
}

/** Where a table's events go. @param table `public.orders` */
export function tableTopic(config: ConnectorConfig, table: string): string {
  const delimiter = config["topic.delimiter"] ?? ".";
  return routed(config, [serverOf(config), ...table.split(".")].join(delimiter));
}

/** Where the connector's logical messages go. */
export function messageTopic(config: ConnectorConfig): string {
  return routed(config, `${serverOf(config)}.message`);
}

/** Where its signals go, if it reads them from a table. */
export function signalTopic(config: ConnectorConfig): string | undefined {
  const table = plainTable(config["signal.data.collection"] ?? "");
  return table && tableTopic(config, `${table.schema}.${table.table}`);
}

/** Where the connector's transforms lead a topic. */
function routed(config: ConnectorConfig, topic: string): string {
  return parseList(config.transforms).reduce((name, transform) => {
    const of = (key: string) => config[`transforms.${transform}.${key}`];
    const isRegex = regexRouter.test(of("type") ?? "");
    const isLogical = tableRouter.test(of("type") ?? "");
    const pattern = isRegex ? of("regex") : isLogical ? of("topic.regex") : undefined;
    const replacement = (isRegex ? of("replacement") : of("topic.replacement")) ?? "";
    if (pattern === undefined) return name;
    try {
      return name.replace(new RegExp(`^(?:${pattern})$`), replacement);
    } catch {
      return name; // an expression of Java's that JavaScript does not read
    }
  }, topic);
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
  const own = [messageTopic(config), heartbeatTopic(config, serverOf(config)), ...storageTopics];
  const tables = parseList(config["table.include.list"]).flatMap((entry) => {
    const table = plainTable(entry);
    return table ? [tableTopic(config, `${table.schema}.${table.table}`)] : [];
  });
  const prefix = `${serverOf(config)}${config["topic.delimiter"] ?? "."}`;
  return (topic) =>
    own.includes(topic) || tables.includes(topic) || (prefix !== "." && topic.startsWith(prefix));
}
