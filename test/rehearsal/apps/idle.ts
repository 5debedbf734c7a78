import { App } from "cdktf";
import { CdcStack } from "../../../src/cdc-stack";

/**
 * The default stack with a captured table in which nothing happens. For tests it beats faster and
 * keeps its offsets sooner: the slot moves on when the workers keep theirs.
 */
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
    workerConfig: { offsetFlushIntervalMs: Number(process.env.IDLE_FLUSH_MS ?? 1_000) },
  },
  source: {
    connectorName: "idle",
    topicPrefix: "idle",
    tables: ["public.idle"],
    heartbeat: { intervalMs: Number(process.env.IDLE_BEAT_MS ?? 1_000) },
  },
});

app.synth();
