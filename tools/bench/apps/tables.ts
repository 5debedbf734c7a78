// One connector of 300 tables: TABLES of them, if that is set.
import { App } from "cdktf";
import { CdcStack } from "../../../src/cdc-stack";

const app = new App();
const cloudName = "google-europe-north1";
const names = Array.from({ length: Number(process.env.TABLES ?? 300) }, (_, n) => n + 1);

new CdcStack(app, "tables", {
  postgres: { serviceName: "pg", cloudName, plan: "business-4" },
  kafka: { serviceName: "kafka", cloudName, plan: "business-4", kafkaVersion: "4.2" },
  kafkaConnect: { serviceName: "connect", cloudName, plan: "startup-4" },
  source: {
    connectorName: "source",
    topicPrefix: "app",
    tables: names.map((n) => `public.t${n}` as const),
  },
});
app.synth();
