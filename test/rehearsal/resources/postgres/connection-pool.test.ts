import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { Cdc } from "../../support/cdc";
import { connected } from "../../support/database";

const cdc = new Cdc();
const dir = join(cdc.folder, "pools");
afterAll(() => cdc.close());

const service = `
  resource "aiven_pg" "db" {
    project      = "demo"
    service_name = "db"
    cloud_name   = "google-europe-north1"
    plan         = "startup-4"
  }
  output "components" { value = aiven_pg.db.components[*].component }`;

const database = (name: string) => `
  resource "aiven_pg_database" "${name}" {
    project       = "demo"
    service_name  = aiven_pg.db.service_name
    database_name = "${name}"
  }`;

const user = (name: string) => `
  resource "aiven_pg_user" "${name}" {
    project      = "demo"
    service_name = aiven_pg.db.service_name
    username     = "${name}"
  }`;

const pool = (name: string, database_: string, more = "") => `
  resource "aiven_connection_pool" "${name}" {
    project       = "demo"
    service_name  = aiven_pg.db.service_name
    pool_name     = "${name}"
    database_name = ${database_}
    ${more}
  }
  output "${name}" {
    value     = aiven_connection_pool.${name}.connection_uri
    sensitive = true
  }`;

async function terraform(hcl: readonly string[], ...args: string[]) {
  mkdirSync(dir, { recursive: true });
  const required = `required_providers {\n    aiven = { source = "aiven/aiven" }\n  }`;
  writeFileSync(join(dir, "main.tf"), [`terraform {\n  ${required}\n}`, ...hcl].join("\n"));
  const { code, stdout, stderr } = await cdc.run([
    ...["rehearse", "terraform", `-chdir=${dir}`, ...args, "-no-color"],
  ]);
  return { code, stdout, text: (stdout + stderr).replace(/[\s│]+/g, " ") };
}

async function applied(hcl: readonly string[]): Promise<string> {
  const { code, text } = await terraform(hcl, "apply", "-auto-approve");
  if (code !== 0) throw new Error(text);
  return text;
}

async function output(hcl: readonly string[], name: string): Promise<string> {
  const { stdout } = await terraform(hcl, "output", "-json", name);
  return JSON.parse(stdout) as string;
}

async function whoAt(uri: string): Promise<unknown> {
  const { hostname, port, username, password, pathname } = new URL(uri);
  const client = new Client({
    ...{ host: hostname, port: Number(port), user: username, password },
    database: decodeURIComponent(pathname.slice(1)),
    ssl: { rejectUnauthorized: false },
  });
  await client.connect();
  try {
    const { rows } = await client.query({
      text: "SELECT current_database(), current_user",
      rowMode: "array",
    });
    return rows[0];
  } finally {
    await client.end();
  }
}

async function asAdministrator(sql: string): Promise<void> {
  const client = await connected(cdc);
  await client.query(sql);
  await client.end();
}

const billing = "aiven_pg_database.billing.database_name";
const asApp = "username = aiven_pg_user.app.username";
const parts = [service, database("billing"), user("app"), user("other")];

test("a pool's address leads to its database as its user, or as the administrator", async () => {
  const all = [...parts, pool("mine", billing, asApp), pool("open", billing)];
  const text = await applied(all);
  expect(text).toMatch(
    /connection pool mine of db on 127\.0\.0\.1:\d+ leads to database billing, and does not pool: each client has a connection of its own/,
  );
  expect(text).not.toContain("Terraform's state only");
  expect(await whoAt(await output(all, "mine"))).toEqual(["billing", "app"]);
  expect(await whoAt(await output(all, "open"))).toEqual(["billing", "avnadmin"]);
  expect(text).toMatch(
    /PostgreSQL db by pool mine: PGPASSFILE=\S+ psql 'host=127\.0\.0\.1 port=\d+ user=app dbname=mine sslmode=require'/,
  );
  expect((await terraform(all, "plan")).text).toContain("No changes.");
  expect(JSON.parse((await terraform(all, "output", "-json", "components")).stdout)).toEqual([
    "pg",
    "pgbouncer",
  ]);
}, 120_000);

test("a change is made in place, but for another database or name", async () => {
  const changed = pool(
    "mine",
    billing,
    'username = aiven_pg_user.other.username\npool_mode = "session"\npool_size = 5',
  );
  const planned = await terraform([...parts, changed], "plan");
  expect(planned.text).toContain("aiven_connection_pool.mine will be updated in-place");
  expect(planned.text).toContain("connection_uri = (sensitive value)");
  expect(await applied([...parts, changed])).toContain("connection pool mine of db has changed");
  expect(await whoAt(await output([...parts, changed], "mine"))).toEqual(["billing", "other"]);
  const moved = [...parts, pool("mine", '"defaultdb"')];
  expect((await terraform(moved, "plan")).text).toContain(
    "aiven_connection_pool.mine must be replaced",
  );
  await applied(moved);
  expect(await whoAt(await output(moved, "mine"))).toEqual(["defaultdb", "avnadmin"]);
}, 120_000);

test("what somebody else dropped is planned for creation, and a pool with its database", async () => {
  const all = [...parts, pool("mine", billing, asApp)];
  await applied(all);
  await asAdministrator("DROP DATABASE billing WITH (FORCE)");
  await asAdministrator("DROP ROLE app");
  const { text } = await terraform(all, "plan");
  expect(text).toContain("# aiven_pg_database.billing will be created");
  expect(text).toContain("# aiven_connection_pool.mine will be created");
  expect(text).toContain("# aiven_pg_user.app will be created");
  expect(text).toContain("Plan: 3 to add, 0 to change, 0 to destroy.");
  await applied(all);
  expect(await whoAt(await output(all, "mine"))).toEqual(["billing", "app"]);
}, 180_000);

test("what Aiven refuses is refused, at plan where it can be known", async () => {
  const refused = async (hcl: string, ...args: string[]) => {
    const { code, text } = await terraform([...parts, hcl], ...args);
    expect(code).toBe(1);
    return text;
  };
  const apply = ["apply", "-auto-approve"];
  expect(await refused(pool("lost", '"nowhere"'), ...apply)).toContain(
    "db has no database nowhere; make it with aiven_pg_database, and refer to its database_name here",
  );
  expect(await refused(pool("lost", billing, 'username = "nobody"'), ...apply)).toContain(
    "db has no user nobody; make it with aiven_pg_user, and refer to its username here",
  );
  expect(await refused(pool("lost", billing, 'username = "postgres"'), ...apply)).toContain(
    "db has no user postgres;",
  );
  expect(await refused(pool("lost", billing, 'pool_mode = "query"'), "plan")).toContain(
    'pool_mode must be one of session, statement, transaction, got "query"',
  );
  const twins =
    pool("one", billing) + pool("two", billing, "depends_on = [aiven_connection_pool.one]");
  expect(await refused(twins.replace('"two"\n', '"one"\n'), ...apply)).toContain(
    "db has a connection pool one; give this one another name, or import it",
  );
}, 180_000);

test("a pool is imported, and ends with its resource", async () => {
  const all = [...parts, pool("mine", billing, asApp)];
  await applied(all);
  const uri = await output(all, "mine");
  await terraform(all, "state", "rm", "aiven_connection_pool.mine");
  const imported = await terraform(all, "import", "aiven_connection_pool.mine", "demo/db/mine");
  expect(imported.text).toContain("Import successful!");
  expect((await terraform(all, "plan")).text).toContain("No changes.");
  await applied(parts);
  await expect(whoAt(uri)).rejects.toThrow("no such pool: mine");
  const destroyed = await terraform(parts, "destroy", "-auto-approve");
  expect(destroyed.code === 0 ? "" : destroyed.text).toBe("");
  await expect(whoAt(uri)).rejects.toThrow(/ECONNREFUSED/);
}, 180_000);
