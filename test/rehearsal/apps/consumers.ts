import { KafkaAcl } from "@cdktf/provider-aiven/lib/kafka-acl";
import { KafkaUser } from "@cdktf/provider-aiven/lib/kafka-user";
import { App } from "cdktf";
import { EventConsumer } from "../../../constructs";
import { CdcStack } from "../../../src/cdc-stack";

/** A pipeline whose events one user may read, and that in its own groups only. */
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
  },
});

const { kafka, source } = stack.pipeline;
const { project, serviceName } = kafka;
new KafkaAcl(stack, "administrator", {
  ...{ project, serviceName, username: "avnadmin", topic: "*", permission: "admin" },
});
new KafkaUser(stack, "nobody", { project, serviceName, username: "nobody" });
new EventConsumer(stack, "reader", {
  kafka,
  username: "orders-reader",
  topics: source,
  consumerGroups: ["orders", { prefix: "orders-" }],
});

app.synth();
