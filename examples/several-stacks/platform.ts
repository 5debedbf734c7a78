import { App } from "cdktf";
import { CdcPipeline, Kafka, KafkaConnect, KafkaConnectIntegration } from "../../constructs";
import { AivenStack } from "../../src/aiven-stack";

/**
 * Kafka and its workers are one team's, in a stack of their own; each other team has a stack with its
 * database, its connector and its topics. Terraform makes the platform first:
 *
 *   npx cdktf deploy platform orders
 */
const app = new App();

const platform = new AivenStack(app, "platform", { project: "shop" });
const cloudName = "azure-westeurope";
const project = platform.projectName;

const kafka = new Kafka(platform, "kafka", {
  ...{ project, serviceName: "events", cloudName, plan: "business-4", kafkaVersion: "4.2" },
  autoCreateTopics: false,
});
const kafkaConnect = new KafkaConnect(platform, "kafka-connect", {
  ...{ project, serviceName: "capture", cloudName, plan: "business-4", profile: "balanced" },
});
new KafkaConnectIntegration(platform, "integration", { kafka, kafkaConnect });

const orders = new AivenStack(app, "orders", { project });
new CdcPipeline(orders, "orders", {
  ...{ project, kafka, kafkaConnect },
  postgres: { serviceName: "orders-db", cloudName: "google-europe-west4", plan: "business-4" },
  source: { connectorName: "orders", topicPrefix: "orders", tables: ["public.orders"] },
  topics: { partitions: 6 },
});

app.synth();
