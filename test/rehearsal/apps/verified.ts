import { App } from "cdktf";
import { CdcStack } from "../../../src/cdc-stack";

/** The default stack with two captured tables. */
const app = new App();

new CdcStack(app, "verified", {
  postgres: { serviceName: "shop-db", cloudName: "google-europe-west1", plan: "startup-4" },
  kafka: {
    serviceName: "shop-events",
    cloudName: "azure-westeurope",
    plan: "startup-4",
    kafkaVersion: "4.2",
  },
  kafkaConnect: { serviceName: "capture", cloudName: "google-europe-west1", plan: "startup-4" },
  source: {
    connectorName: "shop",
    topicPrefix: "shop",
    tables: ["public.orders", "public.order_lines"],
  },
});

app.synth();
