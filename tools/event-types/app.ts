import { App } from "cdktf";
import {
  avro,
  DebeziumPostgresSource,
  Kafka,
  KafkaConnect,
  KafkaConnectIntegration,
  Postgres,
  route,
} from "../../constructs";
import { AivenStack } from "../../src/aiven-stack";
import { newestDebezium } from "../../src/debezium/versions";
import { avroReader, hazards, readers } from "./readers";
import { hazardTable } from "./tables";
import { kafkaVersion } from "./versions";

/**
 * One database, and a connector for each way of reading it. Without EVENT_TYPES=read the services
 * only: tables and their first rows come before the connectors.
 */
const app = new App();
const stack = new AivenStack(app, "event-types");
const project = stack.projectName;

const postgres = new Postgres(stack, "postgres", {
  project,
  ...{ serviceName: "types-db", cloudName: "google-europe-west1", plan: "startup-4" },
});
const kafka = new Kafka(stack, "kafka", {
  project,
  ...{ serviceName: "types-kafka", cloudName: "azure-westeurope", plan: "startup-4" },
  kafkaVersion,
  partitions: 1,
});
const kafkaConnect = new KafkaConnect(stack, "connect", {
  project,
  ...{ serviceName: "types-connect", cloudName: "google-europe-west1", plan: "startup-4" },
  debeziumVersion: newestDebezium,
});
new KafkaConnectIntegration(stack, "integration", { kafka, kafkaConnect });

const all = process.env.EVENT_TYPES === "read" ? [...readers, avroReader, ...hazards] : [];
for (const { name, props, hazard, isAvro } of all) {
  const oneTopic = route(`(${name})\\.(types|hazards)\\..*`, "$1.events");
  kafkaConnect.addSource(
    new DebeziumPostgresSource(stack, name, {
      ...{ postgres, connectorName: name, topicPrefix: name },
      ...(hazard ? { tables: [hazardTable(name)] } : { schemas: ["types"] }),
      // a topic has one schema in the registry; without one, hundreds of topics are saved
      ...(isAvro ? { valueConverter: avro(kafka) } : { transforms: [oneTopic] }),
      ...props,
    }),
  );
}

app.synth();
