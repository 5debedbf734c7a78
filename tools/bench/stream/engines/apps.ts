// One stack a profile: what is measured is what users get.
import { App } from "cdktf";
import { CdcStack } from "../../../../src/cdc-stack";

const app = new App();
for (const profile of ["balanced", "lowLatency", "bulkLoad"] as const) {
  new CdcStack(app, profile, {
    postgres: { serviceName: "pg", cloudName: "google-europe-north1", plan: "business-4" },
    kafka: {
      serviceName: "kafka",
      cloudName: "azure-norway-west",
      plan: "business-4",
      kafkaVersion: "4.2",
    },
    kafkaConnect: {
      serviceName: "connect",
      cloudName: "google-europe-north1",
      plan: "business-4",
    },
    source: { connectorName: "bench", topicPrefix: "bench", tables: ["public.bench"] },
    profile,
  });
}
app.synth();
