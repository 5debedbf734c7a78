import { App, TerraformVariable } from "cdktf";
import { CdcPipeline, ExternalPostgres } from "../constructs";
import { AivenStack } from "../src/aiven-stack";

/**
 * A database on Amazon RDS, its events on Aiven. Before the connector, as the owner of the tables:
 *
 *   npx cdc sql --app examples/rds.ts > database.sql
 *   psql "$DATABASE_URL" -f database.sql
 */
const app = new App();

const stack = new AivenStack(app, "rds");

const password = new TerraformVariable(stack, "capture_password", {
  type: "string",
  description: "what the connector logs in with at RDS",
  sensitive: true,
});

new CdcPipeline(stack, "Default", {
  project: stack.projectName,
  postgres: new ExternalPostgres(stack, "orders", {
    host: "orders.abc123.eu-west-1.rds.amazonaws.com",
    database: "orders",
    username: "capture",
    password: password.stringValue,
  }),
  kafka: {
    serviceName: "events",
    cloudName: "aws-eu-west-1",
    plan: "business-4",
    kafkaVersion: "4.2",
  },
  kafkaConnect: { serviceName: "capture", cloudName: "aws-eu-west-1", plan: "startup-4" },
  source: { connectorName: "orders", topicPrefix: "shop", tables: ["public.orders"] },
});

app.synth();
