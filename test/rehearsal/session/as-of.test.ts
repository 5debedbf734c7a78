import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { askByUri } from "../support/connect-rest";
import { Cdc, defaultApp, events } from "../support/cdc";
import { fetchWal2json } from "../support/wal2json";

const cdc = new Cdc({ brokers: "all" });
const small = new Cdc();
afterAll(() => Promise.all([cdc.close(), small.close()]));

const wal2json = fetchWal2json(cdc.folder);
if (typeof wal2json === "string") process.stderr.write(`The seed is not rehearsed: ${wal2json}\n`);

const seed = ["start", "--once", "--app", "examples/cookbook.ts", "--as-of", "2022-09-01"];

(typeof wal2json === "string" ? test.skip : test)(
  "as of its day the seed itself captures changes through wal2json, and what is different is said",
  async () => {
    if (typeof wal2json === "string") return;
    const { code, stdout, stderr } = await cdc.run(seed, {
      ...wal2json.env,
      TF_VAR_project_name: "proj1-demo",
    });
    expect(stderr).not.toMatch(/error|failed/i);
    expect(stdout).toContain("applied stack cookbook: 5 resources made");
    expect(events(stdout)).toEqual([
      "delete id=2 (replicator.public.tab1)\n before id=2 name=Grace amount=8.25",
      "insert id=3 (replicator.public.tab1)\n after id=3 name=Edsger amount=4.2",
      "snapshot id=1 (replicator.public.tab1)\n after id=1 name=Ada amount=12.5",
      "snapshot id=2 (replicator.public.tab1)\n after id=2 name=Grace amount=8.25",
      "tombstone id=2 (replicator.public.tab1)",
      "update id=1 (replicator.public.tab1)\n before id=1 name=Ada amount=12.5\n after id=1 name=Ada amount=13.5",
    ]);
    expect(stdout).toMatch(/PostgreSQL 14 is rehearsed with \d+\.\d+\n/);
    expect(stdout).toContain("Kafka 3.1 is rehearsed with 4.2.2\n");
    expect(stdout).toContain(
      "Kafka Connect for demo-kafka-connect with Debezium 1.9.7, integrated with demo-kafka\n",
    );
    expect(stdout).toContain(
      "heartbeat table public.heartbeat does not exist: Debezium 1.9.7 logs an error at each beat " +
        "and goes on; nothing moves the slot of an idle table\n",
    );
    expect(stdout).toContain(
      "replicator.public.tab1: 3 partitions, 2 copies of each on 3 brokers\n",
    );
    expect(code).toBe(0);
    expect(cdc.engines()).toEqual([]);
    expect(cdc.leftSomething).toBe(false);
  },
);

test.each(["2022-9-1", "2022-02-30", "yesterday"])("--as-of %s is no day", async (day) => {
  const { code, stderr } = await cdc.run(["start", "--once", ...defaultApp, "--as-of", day]);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `error: option '--as-of <day>' argument '${day}' is invalid. It must be a day of the calendar, such as 2022-09-01.\n`,
  });
});

test("AIVEN_CDC_POSTGRES must name a folder of programs", async () => {
  const { code, stderr } = await cdc.run(seed, { AIVEN_CDC_POSTGRES: cdc.folder });
  expect(code).toBe(2);
  expect(stderr).toContain(
    `AIVEN_CDC_POSTGRES must name a folder with PostgreSQL's programs, got ${cdc.folder}, which has no postgres; ` +
      "on Debian that folder is /usr/lib/postgresql/15/bin",
  );
});

/** Kafka and Connect with a pinned Debezium, and what is to go with them. */
const pinned = (debezium: string, more = "") => `
  terraform {
    required_providers {
      aiven = { source = "aiven/aiven" }
    }
  }
  variable "project_name" {}
  resource "aiven_kafka" "events" {
    project      = var.project_name
    service_name = "events"
    cloud_name   = "azure-westeurope"
    plan         = "startup-4"
  }
  resource "aiven_kafka_connect" "capture" {
    project      = var.project_name
    service_name = "capture"
    cloud_name   = "google-europe-north1"
    plan         = "startup-4"
    kafka_connect_user_config {
      plugin_versions {
        plugin_name = "debezium-connector"
        version     = "${debezium}"
      }
    }
  }
  resource "aiven_service_integration" "i1" {
    project                  = var.project_name
    integration_type         = "kafka_connect"
    source_service_name      = aiven_kafka.events.service_name
    destination_service_name = aiven_kafka_connect.capture.service_name
  }
  output "connect" {
    value     = aiven_kafka_connect.capture.service_uri
    sensitive = true
  }
  ${more}`;

const readThroughWal2json = `
  resource "aiven_pg" "db" {
    project      = var.project_name
    service_name = "orders-db"
    cloud_name   = "google-europe-north1"
    plan         = "startup-4"
  }
  resource "aiven_kafka_connector" "orders" {
    project        = var.project_name
    service_name   = aiven_kafka_connect.capture.service_name
    connector_name = "orders"
    config = {
      "name"                 = "orders"
      "connector.class"      = "io.debezium.connector.postgresql.PostgresConnector"
      "database.server.name" = "shop"
      "database.hostname"    = aiven_pg.db.service_host
      "database.port"        = aiven_pg.db.service_port
      "database.user"        = aiven_pg.db.service_username
      "database.password"    = aiven_pg.db.service_password
      "database.dbname"      = "defaultdb"
      "plugin.name"          = "wal2json"
    }
    depends_on = [aiven_service_integration.i1]
  }`;

test("a pinned Debezium runs, wal2json is refused where PostgreSQL has none, and no other day joins in", async () => {
  const dir = join(small.folder, "pinned");
  mkdirSync(dir);
  const terraform = (day: string, ...args: string[]) =>
    small.run(["rehearse", "--as-of", day, "terraform", `-chdir=${dir}`, ...args]);
  const apply = (hcl: string) => {
    writeFileSync(join(dir, "main.tf"), hcl);
    return terraform("2025-02-01", "apply", "-auto-approve", "-no-color");
  };
  const debezium = async () => {
    const { stdout: url } = await terraform("2025-02-01", "output", "-raw", "connect");
    const plugins = (await (await askByUri(url, "/connector-plugins")).json()) as object[];
    return plugins.filter((plugin) => "class" in plugin && /debezium/.test(String(plugin.class)));
  };
  const connector = (version: string) => [
    { class: "io.debezium.connector.postgresql.PostgresConnector", type: "source", version },
  ];

  const applied = await apply(pinned("2.7.4"));
  expect(applied.stderr).toContain(
    "Kafka Connect for capture with Debezium 2.7.4, integrated with events\n",
  );
  expect(applied.stderr).toContain("Kafka 3.8 is rehearsed with 4.2.2\n");
  expect(await debezium()).toEqual(connector("2.7.4.Final"));

  const other = await terraform("2022-09-01", "plan", "-no-color");
  expect(other.code).toBe(2);
  expect(other.stderr).toMatch(
    /^A rehearsal as of 2025-02-01 runs here \(process \d+\), got --as-of 2022-09-01; leave the option out to join it, or end it with `npx cdc stop`$/m,
  );

  const refused = await apply(pinned("1.9.7", readThroughWal2json));
  expect(await debezium()).toEqual(connector("1.9.7.Final"));
  expect(refused.code).toBe(1);
  expect(refused.stderr.replace(/[\n│ ]+/g, " ")).toMatch(
    /plugin\.name is "wal2json", and PostgreSQL 18\.\d+ of \S.* comes without that plugin; install one that has it \(Debian, Ubuntu: apt install postgresql-15 postgresql-15-wal2json\), and set AIVEN_CDC_POSTGRES to the folder of its programs, such as \/usr\/lib\/postgresql\/15\/bin/,
  );
});
