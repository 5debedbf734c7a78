import { App } from "cdktf";
import { CdcStack } from "../../../src/cdc-stack";

/**
 * A pipeline whose topics are made beforehand, with keys of its own, tables without one, transaction
 * metadata and room for large rows.
 */
const app = new App();

new CdcStack(app, "events", {
  postgres: { serviceName: "shop-db", cloudName: "google-europe-west1", plan: "startup-4" },
  kafka: {
    serviceName: "shop-events",
    cloudName: "azure-westeurope",
    plan: "startup-4",
    kafkaVersion: "4.2",
    autoCreateTopics: false,
  },
  kafkaConnect: { serviceName: "capture", cloudName: "google-europe-west1", plan: "startup-4" },
  source: {
    connectorName: "shop",
    topicPrefix: "shop",
    tables: [
      "public.orders",
      "public.refunds",
      "public.log",
      "public.audit",
      "public.Order Notes",
      "public.docs",
    ],
    messageKeys: {
      "public.orders": ["region"],
      "public.refunds": ["region"],
      "public.log": ["at", "kind"],
      "public.Order Notes": ["order id", "n$"],
    },
    replicaIdentities: { "public.refunds": "full", "public.log": "full" },
    transactionMetadata: true,
  },
  topics: { partitions: 1 },
  maxMessageBytes: 20_000_000,
});

app.synth();
