import { App } from "cdktf";
import { CdcStack } from "../../../src/cdc-stack";

/** The default stack with a captured table in which nothing happens. */
const app = new App();

new CdcStack(app, "idle", {
  postgres: { serviceName: "idle-db", cloudName: "google-europe-west1", plan: "business-8" },
  kafka: {
    serviceName: "idle-kafka",
    cloudName: "azure-westeurope",
    plan: "startup-4",
    kafkaVersion: "4.2",
  },
  kafkaConnect: {
    serviceName: "idle-connect",
    cloudName: "google-europe-west1",
    plan: "startup-4",
  },
  source: { connectorName: "idle", topicPrefix: "idle", tables: ["public.idle"] },
});

app.synth();
