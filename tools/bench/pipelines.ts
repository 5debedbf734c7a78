import { App } from "cdktf";
import { CdcStack } from "../../src/cdc-stack";

// main.ts, as many times as the environment asks for: the app whose growth is measured
const app = new App();
const pipelines = Number(process.env.PIPELINES ?? 1);

for (let n = 0; n < pipelines; n++) {
  const suffix = n === 0 ? "" : `-${n}`;
  new CdcStack(app, `cdc${suffix}`, {
    postgres: {
      serviceName: `demo-postgres${suffix}`,
      cloudName: "google-europe-north1",
      plan: "business-4",
    },
    kafka: {
      serviceName: `demo-kafka${suffix}`,
      cloudName: "azure-norway-west",
      plan: "startup-4",
      kafkaVersion: "4.2",
      maintenanceWindow: { dayOfWeek: "saturday", time: "10:00:00" },
    },
    kafkaConnect: {
      serviceName: `demo-kafka-connect${suffix}`,
      cloudName: "google-europe-north1",
      plan: "startup-4",
      maintenanceWindow: { dayOfWeek: "monday", time: "10:00:00" },
      workerConfig: { consumerIsolationLevel: "read_committed" },
    },
    source: {
      connectorName: `kafka-pg-source${suffix}`,
      topicPrefix: "replicator",
      tables: ["public.tab1"],
      decimalHandling: "double",
    },
  });
}

app.synth();
