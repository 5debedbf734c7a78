import { App } from "cdktf";
import { CdcStack } from "../src/cdc-stack";

/**
 * The production way: the connector logs in as a user who may read the captured tables and
 * replicate, and nothing more. The publication is made beforehand, by the tables' owner:
 *
 *   npx cdc sql --app examples/least-privilege.ts > database.sql
 *   terraform -chdir=cdktf.out/stacks/least-privilege init
 *   terraform -chdir=cdktf.out/stacks/least-privilege apply -target=aiven_pg_user.replication-user
 *   psql "$SERVICE_URI" -f database.sql
 *   terraform -chdir=cdktf.out/stacks/least-privilege apply
 */
const app = new App();

new CdcStack(app, "least-privilege", {
  postgres: { serviceName: "orders-db", cloudName: "google-europe-west1", plan: "business-8" },
  kafka: {
    serviceName: "events",
    cloudName: "azure-westeurope",
    plan: "business-4",
    kafkaVersion: "4.2",
  },
  kafkaConnect: { serviceName: "capture", cloudName: "google-europe-west1", plan: "business-4" },
  replicationUser: { username: "cdc_orders" },
  source: {
    connectorName: "orders",
    topicPrefix: "shop",
    tables: ["public.orders", "public.order_lines"],
    signals: { table: "public.debezium_signal" },
  },
});

app.synth();
