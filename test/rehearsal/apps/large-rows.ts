import { App } from "cdktf";
import { CdcStack } from "../../../src/cdc-stack";

/** The default stack, for rows of several megabytes. */
const app = new App();

new CdcStack(app, "large", {
  postgres: { serviceName: "large-db", cloudName: "google-europe-west1", plan: "startup-4" },
  kafka: {
    serviceName: "large-kafka",
    cloudName: "azure-westeurope",
    plan: "startup-4",
    kafkaVersion: "4.2",
  },
  kafkaConnect: {
    serviceName: "large-connect",
    cloudName: "google-europe-west1",
    plan: "startup-4",
  },
  source: { connectorName: "large", topicPrefix: "large", tables: ["public.large"] },
  maxMessageBytes: 20_000_000,
});

app.synth();
