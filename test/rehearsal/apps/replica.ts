import { AivenProvider } from "@cdktf/provider-aiven/lib/provider";
import { App, TerraformStack } from "cdktf";
import { CdcPipeline, Postgres, PostgresReadReplica } from "../../../constructs";

/** A pipeline that reads a read replica, as a user of its own. */
const app = new App();
const stack = new TerraformStack(app, "replica");
new AivenProvider(stack, "aiven");
const project = "demo";
const cloudName = "google-europe-west1";

const primary = new Postgres(stack, "primary", {
  ...{ project, cloudName, serviceName: "orders", plan: "business-8", pgVersion: "18" },
});
new CdcPipeline(stack, "pipeline", {
  project,
  postgres: new PostgresReadReplica(stack, "replica", {
    ...{ primary, cloudName, serviceName: "orders-replica", plan: "startup-4" },
  }),
  kafka: { cloudName, serviceName: "events", plan: "startup-4", kafkaVersion: "4.2" },
  kafkaConnect: { cloudName, serviceName: "workers", plan: "startup-4" },
  replicationUser: {},
  source: { connectorName: "orders", topicPrefix: "shop", tables: ["public.orders"] },
});

app.synth();
