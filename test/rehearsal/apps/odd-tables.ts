import { App } from "cdktf";
import type { QualifiedTable } from "../../../constructs";
import { CdcStack } from "../../../src/cdc-stack";

/** A pipeline that captures the tables of ODD_TABLES, with the publication of `cdc sql`. */
const app = new App();

const { ODD_TABLES: given = "public.orders" } = process.env;

new CdcStack(app, "odd-tables", {
  postgres: { serviceName: "orders-db", cloudName: "google-europe-west1", plan: "startup-4" },
  kafka: {
    serviceName: "events",
    cloudName: "azure-westeurope",
    plan: "startup-4",
    kafkaVersion: "4.2",
  },
  kafkaConnect: { serviceName: "capture", cloudName: "google-europe-west1", plan: "startup-4" },
  source: {
    connectorName: "orders",
    topicPrefix: "shop",
    tables: given.split("|") as QualifiedTable[],
    publicationAutocreate: "disabled",
  },
  topics: {},
});

app.synth();
