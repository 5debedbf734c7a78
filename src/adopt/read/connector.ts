import { basename } from "node:path";
import {
  type DebeziumVersion,
  newestDebezium,
  postgresConnectorClass,
} from "../../debezium/versions";
import { isJsonObject, type Json, type JsonBody } from "../../base/json";
import { Misuse } from "../../base/user-error";
import { type Configuration, nothing, type Remark } from "../model/configuration";
import { confluentClasses, fromConfluent } from "./confluent";
import { type ConnectorJson, inTheWordsOf } from "./connector-properties";
import { withoutWorkersReferences } from "./worker-references";

export interface ConnectorOptions {
  /** The Kafka Connect service that it is to run on. @default - a variable */
  readonly connect?: string;
  /** In whose words it is written. @default - the newest that Aiven offers */
  readonly debezium?: DebeziumVersion;
}

/** What an MSK connector has besides its configuration: Aiven's workers are a service of their own. */
const ofMsk: Readonly<Record<string, string>> = {
  capacity: "the plan of the Kafka Connect service decides how much runs",
  kafkaCluster: "the workers reach their Kafka through the service integration",
  kafkaClusterClientAuthentication: "Aiven's workers log in by themselves",
  kafkaClusterEncryptionInTransit: "always encrypted with Aiven",
  kafkaConnectVersion: "Aiven keeps the workers up to date",
  logDelivery: "logs are a service integration: LogsIntegration",
  plugins: "Aiven's workers have Debezium; others come with the service",
  serviceExecutionRoleArn: "a role of AWS means nothing to Aiven's workers",
  workerConfiguration: "settings of the workers: workerConfig of KafkaConnect",
};

/** What describes the connector as it ran, and makes no other one. */
const described =
  /^(tasks|type|status|info|id|uuid|connectorArn|connectorState|creationTime|currentVersion|stateDescription|connectorDescription|networkType|tags)$/;

export function isConnector(json: JsonBody): boolean {
  return configOf(json) !== undefined;
}

/** A connector from anywhere, to run on Aiven's workers. */
export function readConnector(
  json: JsonBody,
  file: string,
  { connect, debezium = newestDebezium }: ConnectorOptions,
): Configuration {
  const given = configOf(json);
  if (!given) throw new Misuse(`${file} holds no connector: it has no "connector.class"`);
  const name = nameOf(json, given, file);
  const remarks: Remark[] = [];
  const remark = (kind: Remark["kind"], where: string, what: string) =>
    remarks.push({ kind, where: `${name}: ${where}`, what });
  let config: ConnectorJson = { name, ...textsOf(given) };
  if (config.name !== name) config = { ...config, name };
  if (given !== json) {
    for (const [key, value] of Object.entries(json)) {
      if (value === given || /^(name|connectorName)$/.test(key) || described.test(key)) continue;
      remark("left out", key, ofMsk[key] ?? "no part of a connector's configuration");
    }
  }
  if (confluentClasses.includes(String(config["connector.class"]))) {
    config = fromConfluent(config, remark);
  }
  const { variables, ...fetched } = withoutWorkersReferences(config, remark);
  config = fetched.config;
  if (config["connector.class"] === postgresConnectorClass) {
    config = inTheWordsOf(debezium, config, remark);
  }
  for (const [property, value] of Object.entries(config)) {
    const advice = elsewhere(property, value);
    if (advice) remark("next", property, advice);
  }
  const project = "${var.project_name}";
  const service = connect ?? "${var.kafka_connect_service_name}";
  return {
    ...nothing,
    variables: {
      project_name: { type: "string" },
      ...variables,
      ...(connect === undefined && {
        kafka_connect_service_name: {
          type: "string",
          description: "the Kafka Connect service that the connectors run on",
        },
      }),
    },
    resources: [
      {
        mode: "data",
        type: "aiven_kafka_connect",
        name: "workers",
        body: { project, service_name: service },
      },
      {
        mode: "managed",
        type: "aiven_kafka_connector",
        name: name.replace(/[^A-Za-z0-9_-]+/g, "_"),
        body: { project, service_name: service, connector_name: name, config },
      },
    ],
    remarks,
  };
}

/** REST: `{ name, config }`; MSK: `connectorConfiguration`; Confluent's list: `{ name: { info } }`. */
function configOf(json: JsonBody): JsonBody | undefined {
  const nested = [json, json.config, json.connectorConfiguration, infoOf(json)];
  return nested.filter(isJsonObject).find((each) => typeof each["connector.class"] === "string");
}

function infoOf({ info }: JsonBody): Json | undefined {
  return isJsonObject(info) ? info.config : undefined;
}

function nameOf(json: JsonBody, config: JsonBody, file: string): string {
  const info = isJsonObject(json.info) ? json.info.name : undefined;
  const given = [config.name, json.connectorName, json.name, info];
  const name = given.find((each) => typeof each === "string" && each !== "");
  return typeof name === "string" ? name : basename(file).replace(/\.json$/, "");
}

/** What is nested is none of Kafka Connect's: its properties are texts. */
function textsOf(config: JsonBody): ConnectorJson {
  return Object.fromEntries(
    Object.entries(config).flatMap(([key, value]) => {
      if (value === null) return [];
      return [[key, typeof value === "object" ? JSON.stringify(value) : value]];
    }),
  );
}

/** Names of hosts and classes that may mean nothing to Aiven's workers. */
function elsewhere(property: string, value: string | number | boolean): string | undefined {
  const text = String(value);
  if (property === "database.hostname" && !text.startsWith("${") && !text.includes(".")) {
    return `"${text}" is a name of the old network: write the host that Aiven's workers reach`;
  }
  if (/schema\.registry\.url$/.test(property) && !text.startsWith("${")) {
    return "the registry is still the old one; Aiven's own is schemaRegistryUrl of the Kafka";
  }
  if (/^com\.amazonaws\./.test(text)) {
    return `${text} is a class that Aiven's workers do not have`;
  }
  return undefined;
}
