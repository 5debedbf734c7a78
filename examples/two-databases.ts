import { App } from "cdktf";
import { CdcPipeline, Kafka, KafkaConnect, KafkaConnectIntegration } from "../constructs";
import { AivenStack } from "../src/aiven-stack";

/**
 * Two databases, and three connectors, on one Kafka and one Kafka Connect. What each connector has
 * of its own, slot, publication and topics, is named after it.
 */
const app = new App();

const stack = new AivenStack(app, "two-databases");
const project = stack.projectName;
const cloudName = "google-europe-west1";

const kafka = new Kafka(stack, "kafka", {
  ...{ project, serviceName: "events", cloudName, plan: "business-4", kafkaVersion: "4.2" },
});
const kafkaConnect = new KafkaConnect(stack, "kafka-connect", {
  ...{ project, serviceName: "capture", cloudName, plan: "startup-4", profile: "balanced" },
});
new KafkaConnectIntegration(stack, "integration", { kafka, kafkaConnect });

const orders = new CdcPipeline(stack, "orders", {
  ...{ project, kafka, kafkaConnect },
  postgres: { serviceName: "orders-db", cloudName, plan: "business-4" },
  source: { connectorName: "orders", topicPrefix: "orders", tables: ["public.orders"] },
});

// another connector of the same database, so that a large table does not hold up the others
new CdcPipeline(stack, "audit", {
  ...{ project, kafka, kafkaConnect, postgres: orders.database },
  source: { connectorName: "audit", topicPrefix: "audit", tables: ["public.audit_log"] },
});

new CdcPipeline(stack, "stock", {
  ...{ project, kafka, kafkaConnect },
  postgres: { serviceName: "stock-db", cloudName: "aws-eu-west-1", plan: "startup-4" },
  source: { connectorName: "stock", topicPrefix: "stock", tables: ["public.items"] },
});

app.synth();
