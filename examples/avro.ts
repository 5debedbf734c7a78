import { App } from "cdktf";
import { avro, CdcPipeline, Kafka } from "../constructs";
import { AivenStack } from "../src/aiven-stack";

/**
 * Events in Avro: their schemas are in the Kafka's own registry, and each event has four bytes that
 * name its schema. A column that is added becomes version 2 there; a change that breaks readers
 * fails the connector instead of them.
 */
const app = new App();

const stack = new AivenStack(app, "avro");
const project = stack.projectName;

const kafka = new Kafka(stack, "kafka", {
  ...{ project, serviceName: "events", cloudName: "azure-westeurope", plan: "startup-4" },
  kafkaVersion: "4.2",
  schemaRegistry: true,
});

new CdcPipeline(stack, "orders", {
  ...{ project, kafka },
  postgres: { serviceName: "orders-db", cloudName: "google-europe-west1", plan: "startup-4" },
  kafkaConnect: { serviceName: "capture", cloudName: "google-europe-west1", plan: "startup-4" },
  source: {
    connectorName: "orders",
    topicPrefix: "shop",
    tables: ["public.orders"],
    keyConverter: avro(kafka),
  },
});

app.synth();
