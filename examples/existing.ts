import { App } from "cdktf";
import { CdcPipeline, Kafka, KafkaConnect } from "../constructs";
import { AivenStack } from "../src/aiven-stack";

/**
 * A new database whose changes go to a Kafka that is there, captured on workers that are there: both
 * are looked up by their names, and nothing of them is made, changed or destroyed.
 */
const app = new App();

const stack = new AivenStack(app, "existing");
const project = stack.projectName;

new CdcPipeline(stack, "orders", {
  project,
  postgres: { serviceName: "orders-db", cloudName: "aws-eu-central-1", plan: "startup-8" },
  kafka: Kafka.fromLookup(stack, "events", { project, serviceName: "events" }),
  kafkaConnect: KafkaConnect.fromLookup(stack, "workers", { project, serviceName: "workers" }),
  source: { connectorName: "orders", topicPrefix: "orders", tables: ["public.orders"] },
  topics: {},
});

app.synth();
