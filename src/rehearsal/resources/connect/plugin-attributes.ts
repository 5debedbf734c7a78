import type { ConnectorState } from "./connector-check";

/** Whose connectors they are, by the beginnings of their classes. */
const authors: Readonly<Record<string, string>> = {
  "io.debezium.": "Debezium",
  "io.aiven.": "Aiven",
  "org.apache.kafka.": "Apache Kafka",
};

/** What Aiven tells of a connector's class. */
export function pluginAttributes(config: ConnectorState["config"]) {
  const connectorClass = config["connector.class"] ?? "";
  const known = Object.entries(authors).find(([start]) => connectorClass.startsWith(start));
  const author = known?.[1] ?? connectorClass.split(".").slice(0, -1).join(".");
  const isDebezium = author === "Debezium";
  return {
    plugin_author: author,
    plugin_class: connectorClass,
    plugin_doc_url: null,
    plugin_title: isDebezium ? author : (connectorClass.split(".").at(-1) ?? ""),
  };
}

/** Of a connector that runs nowhere: as many tasks as it may have. */
export function stateOnlyAttributes({ connector_name: name, config }: ConnectorState) {
  const plugin = pluginAttributes(config);
  const tasks = Math.max(1, Math.trunc(Number(config["tasks.max"] ?? 1)) || 1);
  return {
    ...plugin,
    plugin_type: /Source\w*$/.test(plugin.plugin_class) ? "source" : "sink",
    plugin_version: "held-in-state",
    task: Array.from({ length: tasks }, (_, task) => ({ connector: name, task })),
  };
}
