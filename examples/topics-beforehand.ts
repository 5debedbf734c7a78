import { App } from "cdktf";
import { ChangeTopics } from "../constructs";
import { CdcStack } from "../src/cdc-stack";

/** A Kafka on which no topic makes itself: those of the source are part of the stack. */
const app = new App();

const stack = new CdcStack(app, "topics-beforehand", {
  postgres: { serviceName: "orders-db", cloudName: "google-europe-west1", plan: "startup-4" },
  kafka: {
    serviceName: "events",
    cloudName: "azure-westeurope",
    plan: "startup-4",
    kafkaVersion: "4.2",
    autoCreateTopics: false,
  },
  kafkaConnect: { serviceName: "capture", cloudName: "google-europe-west1", plan: "startup-4" },
  source: { connectorName: "orders", topicPrefix: "shop", tables: ["public.orders"] },
});

const { kafka, source } = stack.pipeline;
new ChangeTopics(stack, "topics", { kafka, source, partitions: 6, cleanupPolicy: "compact" });

app.synth();
