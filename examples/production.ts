import { App } from "cdktf";
import { EventConsumer } from "../constructs";
import { CdcStack } from "../src/cdc-stack";

/**
 * A pipeline as an on-call engineer would have it: see `production` of CdcPipelineProps, and
 * examples/least-privilege.ts for the order of a first deploy.
 */
const app = new App();

const stack = new CdcStack(app, "production", {
  production: true,
  postgres: {
    serviceName: "orders-db",
    cloudName: "google-europe-west1",
    plan: "business-8",
    pgVersion: "17",
    contacts: ["data-platform@example.com"],
  },
  kafka: {
    serviceName: "events",
    cloudName: "azure-westeurope",
    plan: "business-4",
    kafkaVersion: "4.2",
    contacts: ["data-platform@example.com"],
  },
  kafkaConnect: { serviceName: "capture", cloudName: "google-europe-west1", plan: "business-4" },
  source: {
    connectorName: "orders",
    topicPrefix: "shop",
    tables: ["public.orders", "public.order_lines"],
    signals: { table: "public.debezium_signal" },
  },
});

const { kafka, source } = stack.pipeline;
new EventConsumer(stack, "search-index", {
  kafka,
  username: "search-index",
  topics: source,
  consumerGroups: ["search-index"],
});

app.synth();
