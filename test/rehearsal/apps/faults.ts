import { App } from "cdktf";
import { CdcStack } from "../../../src/cdc-stack";

/** The default stack with what keeps outages short. */
const app = new App();

new CdcStack(app, "cdc", {
  postgres: { serviceName: "demo-postgres", cloudName: "google-europe-north1", plan: "business-4" },
  kafka: {
    serviceName: "demo-kafka",
    cloudName: "azure-norway-west",
    plan: "startup-4",
    kafkaVersion: "4.2",
  },
  kafkaConnect: {
    serviceName: "demo-kafka-connect",
    cloudName: "google-europe-north1",
    plan: "startup-4",
    workerConfig: { sessionTimeoutMs: 6_000 },
  },
  source: {
    connectorName: "kafka-pg-source",
    topicPrefix: "replicator",
    tables: ["public.tab1"],
    errors: { retryWaitMs: 3_000 },
  },
});

app.synth();
