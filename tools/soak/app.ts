import { App } from "cdktf";
import { CdcStack } from "../../src/cdc-stack";

/** What `cdc soak` rehearses: one table, three brokers, and topics that give up what is old. */
const app = new App();

new CdcStack(app, "soak", {
  postgres: { serviceName: "soak-db", cloudName: "google-europe-west1", plan: "business-4" },
  kafka: {
    serviceName: "soak-events",
    cloudName: "azure-westeurope",
    plan: "business-4",
    kafkaVersion: "4.2",
    // Kafka deletes whole segments, every 5 minutes: small ones, so that the disk comes to a stop.
    // Compacted topics, the connectors' offsets among them, need an end of a segment as well.
    brokerConfig: {
      logSegmentBytes: 16 * 1024 * 1024,
      logRetentionMs: 2 * 60_000,
      logRollMs: 5 * 60_000,
    },
  },
  kafkaConnect: {
    serviceName: "soak-connect",
    cloudName: "google-europe-west1",
    plan: "business-4",
  },
  source: { connectorName: "soak", topicPrefix: "soak", tables: ["public.soak"] },
  profile: "balanced",
});

app.synth();
