import { App } from "cdktf";
import { CdcStack } from "../src/cdc-stack";

/** What main.ts holds in a fresh clone: the pipeline of Aiven's cookbook, made to work today. */
const app = new App();

new CdcStack(app, "cdc", {
  postgres: {
    serviceName: "demo-postgres",
    cloudName: "google-europe-north1",
    plan: "business-4",
  },
  kafka: {
    serviceName: "demo-kafka",
    cloudName: "azure-norway-west",
    plan: "startup-4",
    kafkaVersion: "4.2",
    maintenanceWindow: { dayOfWeek: "saturday", time: "10:00:00" },
  },
  kafkaConnect: {
    serviceName: "demo-kafka-connect",
    cloudName: "google-europe-north1",
    plan: "startup-4",
    maintenanceWindow: { dayOfWeek: "monday", time: "10:00:00" },
    workerConfig: { consumerIsolationLevel: "read_committed" },
  },
  source: {
    connectorName: "kafka-pg-source",
    topicPrefix: "replicator",
    tables: ["public.tab1"],
    decimalHandling: "double",
  },
});

app.synth();
