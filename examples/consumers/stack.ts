import { App } from "cdktf";
import { ClientOutputs, EventConsumer } from "../../constructs";
import { CdcStack } from "../../src/cdc-stack";

/**
 * What the samples beside this file read from: a pipeline, a user who may read its events, and what they
 * need to connect, as outputs.
 */
const app = new App();

const stack = new CdcStack(app, "consumers", {
  postgres: { serviceName: "orders-db", cloudName: "google-europe-west1", plan: "startup-4" },
  kafka: {
    serviceName: "events",
    cloudName: "azure-westeurope",
    plan: "startup-4",
    kafkaVersion: "4.2",
    defaultAcl: false,
  },
  kafkaConnect: { serviceName: "capture", cloudName: "google-europe-west1", plan: "startup-4" },
  source: {
    connectorName: "orders",
    topicPrefix: "shop",
    tables: ["public.orders"],
    // exact, and the same text in every language
    decimalHandling: "string",
  },
});

const { kafka, source } = stack.pipeline;
const user = new EventConsumer(stack, "reader", {
  kafka,
  username: "orders-reader",
  topics: source,
  consumerGroups: [{ prefix: "orders-copy" }],
});
new ClientOutputs(stack, "reader-outputs", { kafka, user });

app.synth();
