import { App } from "cdktf";
import { CdcStack } from "../src/cdc-stack";

/** Everything on AWS, in one region. Any region of Aiven's does: an editor completes them. */
const app = new App();

const cloudName = "aws-eu-west-1";

new CdcStack(app, "aws", {
  postgres: { serviceName: "orders-db", cloudName, plan: "business-8" },
  kafka: { serviceName: "events", cloudName, plan: "business-4", kafkaVersion: "4.2" },
  kafkaConnect: { serviceName: "capture", cloudName, plan: "business-4" },
  source: { connectorName: "orders", topicPrefix: "shop", tables: ["public.orders"] },
});

app.synth();
