import { App } from "cdktf";
import { CdcStack } from "../../../src/cdc-stack";

/** Two stacks that capture a table of one name under one prefix; the second one's events are lost. */
const app = new App();

for (const name of ["a", "b"]) {
  const { pipeline } = new CdcStack(app, name, {
    postgres: { serviceName: `${name}-pg`, cloudName: "google-europe-west1", plan: "startup-4" },
    kafka: {
      serviceName: `${name}-kafka`,
      cloudName: "azure-westeurope",
      plan: "startup-4",
      kafkaVersion: "4.2",
    },
    kafkaConnect: {
      serviceName: `${name}-connect`,
      cloudName: "google-europe-west1",
      plan: "startup-4",
    },
    source: {
      connectorName: "shop",
      topicPrefix: "shop",
      tables: ["public.orders"],
    },
  });
  if (name === "b") {
    pipeline.source.resource.addOverride("config", {
      transforms: "drop",
      "transforms.drop.type": "org.apache.kafka.connect.transforms.Filter",
    });
  }
}

app.synth();
