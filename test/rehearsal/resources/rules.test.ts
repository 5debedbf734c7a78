import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Cdc } from "../support/cdc";

const cdc = new Cdc();
afterAll(() => cdc.close());

/** Terraform that never saw our constructs. */
const hcl = `
terraform {
  required_providers {
    aiven = { source = "aiven/aiven" }
  }
}
resource "aiven_kafka" "events" {
  project      = "demo"
  service_name = "events"
  cloud_name   = "azure-norway-west"
  plan         = "startup-4"
  kafka_user_config {
    kafka_version = "3.1"
    kafka {
      default_replication_factor = 4
      min_insync_replicas        = 4
    }
  }
}
resource "aiven_kafka_connect" "capture" {
  project        = "demo"
  service_name   = "capture"
  cloud_name     = "google-europe-north1"
  plan           = "startup-4"
  project_vpc_id = "other/01a413b4-36df-4b1b-a697-fd7f87833494"
}
resource "aiven_kafka_connector" "orders" {
  project        = "demo"
  service_name   = "capture"
  connector_name = "orders"
  config = {
    "name"              = "source"
    "connector.class"   = "io.debezium.connector.postgresql.PostgresConnector"
    "database.hostname" = "127.0.0.1"
    "database.user"     = "avnadmin"
    "database.dbname"   = "defaultdb"
    "database.ssl.mode" = "require"
    "topic.prefix"      = "shop"
    "plugin.name"       = "wal2json"
  }
}`;

/** Terraform wraps its diagnostics at 78 characters. */
const unwrapped = (text: string) => text.replace(/\s+/g, " ");

test("a plan of plain Terraform is refused with the rules' words, on the right argument", async () => {
  const dir = join(cdc.folder, "plain");
  mkdirSync(dir);
  writeFileSync(join(dir, "main.tf"), hcl);
  const { code, stderr } = await cdc.run([
    "rehearse",
    "terraform",
    `-chdir=${dir}`,
    "plan",
    "-no-color",
  ]);
  expect(code).toBe(1);
  const said = unwrapped(stderr);
  expect(said).toContain(
    'with aiven_kafka.events, on main.tf line 13, in resource "aiven_kafka" "events": 13: kafka_version = "3.1" ' +
      'kafkaVersion must be 3.9 or 4.2, got "3.1", which Aiven offered until 2022-10-26; use "4.2"',
  );
  expect(said).toContain("15: default_replication_factor = 4");
  expect(said).toContain(
    "replicationFactor must be at most 3, the nodes of plan startup-4, got 4; use 3",
  );
  expect(said).toContain("projectVpcId must be in the service's project demo, got \"other/");
  expect(said).toContain(
    'config["name"] must equal connectorName "orders", got "source"; use "orders"',
  );
  expect(said).toContain(
    '"plugin.name" must be one of decoderbufs, pgoutput, got "wal2json"; write "pgoutput"',
  );
});

test("what Aiven would take to the user's harm is a warning of the plan", async () => {
  const dir = join(cdc.folder, "harmful");
  mkdirSync(dir);
  const sound = hcl
    .replace('"3.1"', '"4.2"')
    .replace(/= 4\n/g, "= 3\n")
    .replace(/ {2}project_vpc_id.*\n/, "")
    .replace('"source"', '"orders"')
    .replace('"wal2json"', '"pgoutput"');
  writeFileSync(join(dir, "main.tf"), sound);
  const { code, stdout, stderr } = await cdc.run([
    "rehearse",
    "terraform",
    `-chdir=${dir}`,
    "plan",
    "-no-color",
  ]);
  const said = unwrapped(stdout + stderr);
  expect(said).toContain("Plan: 3 to add");
  expect(said).toContain(
    "minInsyncReplicas should be below replicationFactor 3, got 3: one broker in maintenance stops every producer with acks=all; use 2",
  );
  expect(said).toContain(
    `"database.ssl.mode" is not a property of Debezium 3.1.0's PostgreSQL connector; write "database.sslmode"`,
  );
  expect(code).toBe(0);
});

test("today the cookbook's recipe is refused with every reason at once", async () => {
  const { code, stderr } = await cdc.run(["start", "--once", "--app", "examples/cookbook.ts"], {
    TF_VAR_project_name: "somebody-else",
  });
  expect(code).toBe(1);
  expect(stderr.slice(stderr.indexOf("Aiven would refuse")).trim()).toMatchInlineSnapshot(`
    "Aiven would refuse this:
      - aiven_kafka.demo-kafka: kafkaVersion must be 3.9 or 4.2, got "3.1", which Aiven offered until 2022-10-26; use "4.2" [kafka-version-creatable]
      - aiven_kafka.demo-kafka: plan must be "startup-4" or larger for Kafka 3.9 and later, got "startup-2"; use "startup-4" [kafka-plan-outlived]
      - aiven_kafka_connect.demo-kafka-connect: projectVpcId must be in the service's project somebody-else, got "proj1-demo/01a413b4-36df-4b1b-a697-fd7f87833494"; use a VPC of somebody-else in the service's cloud and region [vpc-project]
      - aiven_kafka_connector.kafka-pg-source: "database.server.name" is not a property of Debezium 3.1.0's PostgreSQL connector; write "topic.prefix" [property-known]
      - aiven_kafka_connector.kafka-pg-source: "plugin.name" must be one of decoderbufs, pgoutput, got "wal2json"; write "pgoutput" [property-value]"
  `);
  expect(cdc.engines()).toEqual([]);
});
