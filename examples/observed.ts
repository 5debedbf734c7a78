import { App, TerraformVariable } from "cdktf";
import {
  DiskAutoscaler,
  staggeredWindows,
  PipelineMonitoring,
  PrometheusEndpoint,
} from "../constructs";
import { CdcStack } from "../src/cdc-stack";

/**
 * A pipeline that is watched: metrics for a Prometheus to scrape, logs into an OpenSearch that is
 * there already, disks that grow, and a limit to what an abandoned slot may fill. The alerts
 * for it:
 *
 *   npx cdc alerts --app examples/observed.ts > alerts.yml
 *   promtool check rules alerts.yml
 *
 * Those on slots ask a postgres_exporter: Aiven's own metrics have none of them.
 */
const app = new App();

const windows = staggeredWindows({ dayOfWeek: "monday", time: "10:00:00" });
const stack = new CdcStack(app, "observed", {
  postgres: {
    serviceName: "orders-db",
    cloudName: "google-europe-west1",
    plan: "startup-4",
    maintenanceWindow: windows.postgres,
    maxSlotWalKeepMb: 40_960,
  },
  kafka: {
    serviceName: "events",
    cloudName: "azure-westeurope",
    plan: "startup-4",
    kafkaVersion: "4.2",
    maintenanceWindow: windows.kafka,
  },
  kafkaConnect: {
    serviceName: "capture",
    cloudName: "google-europe-west1",
    plan: "startup-4",
    maintenanceWindow: windows.kafkaConnect,
  },
  source: { connectorName: "orders", topicPrefix: "shop", tables: ["public.orders"] },
});

const { postgres, kafka, kafkaConnect } = stack.pipeline;
new DiskAutoscaler(stack, "postgres-disk", { service: postgres, capGb: 200 });
new DiskAutoscaler(stack, "kafka-disk", { service: kafka, capGb: 1200 });

const password = new TerraformVariable(stack, "prometheus_password", {
  type: "string",
  description: "what Prometheus logs in with",
  sensitive: true,
});
new PipelineMonitoring(stack, "monitoring", {
  postgres,
  kafka,
  kafkaConnect,
  metrics: new PrometheusEndpoint(stack, "prometheus", {
    project: stack.projectName,
    basicAuth: { username: "prometheus", password: password.stringValue },
  }),
  logs: { project: stack.projectName, serviceName: "logs" },
  logIndexes: { keepDays: 14, prefix: "orders-" },
  alerts: { slotLagMb: 10_240 },
});

app.synth();
