import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { Cdc } from "../../support/cdc";

const cdc = new Cdc();
const dir = join(cdc.folder, "databases");
afterAll(() => cdc.close());

const service = (type: string, name: string, plan: string, more = "") => `
  resource "aiven_${type}" "${name}" {
    project      = "demo"
    service_name = "${name}"
    cloud_name   = "google-europe-north1"
    plan         = "${plan}"
    ${more}
  }`;

const connector = (name: string, database: string) => `
  resource "aiven_kafka_connector" "${name}" {
    project        = "demo"
    service_name   = aiven_kafka_connect.workers.service_name
    connector_name = "${name}"
    config = {
      "name"                        = "${name}"
      "connector.class"             = "io.debezium.connector.postgresql.PostgresConnector"
      "database.hostname"           = aiven_pg.db.service_host
      "database.port"               = aiven_pg.db.service_port
      "database.user"               = aiven_pg.db.service_username
      "database.password"           = sensitive(aiven_pg.db.service_password)
      "database.dbname"             = ${database}
      "database.sslmode"            = "require"
      "plugin.name"                 = "pgoutput"
      "publication.autocreate.mode" = "filtered"
      "publication.name"            = "${name}"
      "slot.name"                   = "${name}"
      "topic.prefix"                = "${name}"
      "table.include.list"          = "public.OrderItems"
      "heartbeat.interval.ms"       = "10000"
      "heartbeat.action.query"      = "SELECT pg_logical_emit_message(true, 'heartbeat', now()::text)"
    }
    depends_on = [aiven_service_integration.link]
  }`;

const database = (name: string, more = "") => `
  resource "aiven_pg_database" "${name}" {
    project       = "demo"
    service_name  = aiven_pg.db.service_name
    database_name = "${name}"
    ${more}
  }`;

const postgres = service("pg", "db", "startup-4");
const workers = [
  service("kafka", "events", "startup-4", 'kafka_user_config {\n kafka_version = "4.2"\n }'),
  service("kafka_connect", "workers", "startup-4"),
  `resource "aiven_service_integration" "link" {
    project                  = "demo"
    integration_type         = "kafka_connect"
    source_service_name      = aiven_kafka.events.service_name
    destination_service_name = aiven_kafka_connect.workers.service_name
  }`,
];

async function terraform(hcl: readonly string[], ...args: string[]) {
  mkdirSync(dir, { recursive: true });
  const required = `required_providers {\n    aiven = { source = "aiven/aiven" }\n  }`;
  writeFileSync(join(dir, "main.tf"), [`terraform {\n  ${required}\n}`, ...hcl].join("\n"));
  const { code, stdout, stderr } = await cdc.run([
    ...["rehearse", "terraform", `-chdir=${dir}`, ...args, "-no-color"],
  ]);
  return { code, text: (stdout + stderr).replace(/[\s│]+/g, " ") };
}

async function query(sql: string) {
  const { text } = await terraform([postgres], "state", "pull");
  const [, uri = ""] = /"service_uri": "([^"]+)"/.exec(text) ?? [];
  const { hostname: host, port, username: user, password } = new URL(uri);
  const client = new Client({
    ...{ host, port: Number(port), user, password, database: "defaultdb" },
    ssl: { rejectUnauthorized: false },
  });
  await client.connect();
  try {
    return (await client.query<{ datname: string; owner: string }>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("connectors read databases that the configuration makes, or that are made for them", async () => {
  const made = await terraform(
    [
      ...[postgres, ...workers, database("Billing")],
      connector("billing", "aiven_pg_database.Billing.database_name"),
      connector("audit", "aiven_pg_database.Billing.database_name"),
      connector("archive", '"archive"'),
    ],
    ...["apply", "-auto-approve"],
  );
  expect(made.code === 0 ? "" : made.text).toBe("");
  expect(made.text).toContain("database Billing of db");
  expect(made.text).toContain(
    "database archive did not exist: made it (with Aiven, make it first)",
  );
  expect(made.text.match(/public\.OrderItems did not exist/g)).toHaveLength(2);
});

test("a database is dropped with its resource, and made again when somebody else drops it", async () => {
  const databases = (name: string) =>
    query(
      `SELECT datname, pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = '${name}'`,
    );
  const both = [postgres, database("Billing"), database("plain", 'lc_collate = "de_DE.UTF-8"')];
  expect((await terraform(both, "apply", "-auto-approve")).text).toContain(
    "database plain of db, without the locale de_DE.UTF-8",
  );
  expect((await terraform(both, "plan")).text).toContain("No changes.");
  expect(await databases("Billing")).toEqual([{ datname: "Billing", owner: "avnadmin" }]);

  await query('DROP DATABASE "Billing"');
  expect((await terraform(both, "plan")).text).toContain(
    "# aiven_pg_database.Billing will be created",
  );

  const twin = database("plain").replace('"plain" {', '"twin" {');
  const refused = await terraform([...both, twin], "apply", "-auto-approve");
  expect(refused.code).toBe(1);
  expect(refused.text).toContain(
    "db has a database plain; give this one another name, or import it",
  );

  expect((await terraform([postgres], "apply", "-auto-approve")).code).toBe(0);
  expect(await databases("plain")).toEqual([]);
});
