import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { Cdc } from "../../support/cdc";
import { connected, value } from "../../support/database";

const cdc = new Cdc();
const dir = join(cdc.folder, "administrator");
const secrets = ["first-secret-x1", "second-secret-y2"] as const;
afterAll(() => cdc.close());

async function terraform(settings: string, ...args: string[]) {
  mkdirSync(dir, { recursive: true });
  writeFileSync(
    join(dir, "main.tf"),
    `terraform {
      required_providers {
        aiven = { source = "aiven/aiven" }
      }
    }
    resource "aiven_pg" "db" {
      project      = "demo"
      service_name = "db"
      cloud_name   = "google-europe-north1"
      plan         = "startup-4"
      pg_user_config {
        ${settings}
      }
    }
    resource "aiven_pg_database" "billing" {
      project       = "demo"
      service_name  = aiven_pg.db.service_name
      database_name = "billing"
    }
    output "service" {
      value     = aiven_pg.db
      sensitive = true
    }`,
  );
  const { code, stdout, stderr } = await cdc.run([
    ...["rehearse", "terraform", `-chdir=${dir}`, ...args, "-no-color"],
  ]);
  return { code, stdout, text: (stdout + stderr).replace(/[\s│]+/g, " ") };
}

interface Service {
  service_username: string;
  service_password: string;
  service_uri: string;
  pg: { user: string; password: string; uri: string; params: { user: string }[] }[];
}

async function applied(settings: string): Promise<Service> {
  const { code, text } = await terraform(settings, "apply", "-auto-approve");
  expect(code === 0 ? "" : text).toBe("");
  for (const secret of secrets) expect(text).not.toContain(secret);
  const { stdout } = await terraform(settings, "output", "-json");
  return (JSON.parse(stdout) as { service: { value: Service } }).service.value;
}

const boss = (password: string) =>
  `admin_username = "boss"\n admin_password = "${password}"\n pg { log_min_duration_statement = 0 }`;

test("the administrator has the name and the password that the configuration gives", async () => {
  const service = await applied(boss(secrets[0]));
  expect(service).toMatchObject({
    service_username: "boss",
    service_password: secrets[0],
    pg: [{ user: "boss", password: secrets[0], params: [{ user: "boss" }] }],
  });
  expect(service.service_uri).toMatch(`postgres://boss:${secrets[0]}@127.0.0.1:`);
  expect(service.pg[0]?.uri).toBe(service.service_uri);
  expect((await terraform(boss(secrets[0]), "plan")).text).toContain("No changes.");

  // what the rehearsal prints uses it, and finds the password in a file of its own
  const client = await connected(cdc, "boss");
  expect(await value(client, "SELECT rolsuper FROM pg_roles WHERE rolname = user")).toBe(false);
  expect(
    await value(
      client,
      "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'billing'",
    ),
  ).toBe("boss");
  expect(await value(client, "SELECT count(*)::int FROM pg_roles WHERE rolname = 'avnadmin'")).toBe(
    0,
  );
  await client.end();
  const file = join(cdc.runDir, "pgpass");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { stdout } = await promisify(execFile)("psql", [
    service.service_uri,
    "-Atc",
    "SELECT user",
  ]);
  expect(stdout).toBe("boss\n");
}, 120_000);

test("another password, as another name, takes another service, which has it", async () => {
  const planned = await terraform(boss(secrets[1]), "plan");
  expect(planned.text).toContain("aiven_pg.db must be replaced");
  expect(planned.text).toContain("# forces replacement");
  const service = await applied(boss(secrets[1]));
  expect(service.service_password).toBe(secrets[1]);
  const client = await connected(cdc, "boss");
  expect(await value(client, "SELECT user")).toBe("boss");
  await client.end();
  await expect(connected(cdc, "boss", secrets[0])).rejects.toThrow(/password authentication/);
}, 120_000);

test("no password is in what is printed, and none in the progress that is kept", async () => {
  const progress = readFileSync(join(cdc.runDir, "progress.log"), "utf8");
  expect(progress).toContain("PostgreSQL for db");
  for (const secret of secrets) expect(progress).not.toContain(secret);
});

test("what Aiven would refuse is refused at plan", async () => {
  const refused = await terraform(
    'admin_username = "postgres"\n admin_password = "hunter2"',
    "plan",
  );
  expect(refused.code).toBe(1);
  expect(refused.text).toContain(
    'admin_username must be no role of PostgreSQL itself, got "postgres"; leave it out, or use "admin"',
  );
  expect(refused.text).toContain(
    "admin_password must be 8 to 256 letters, digits, `_` and `-`, got 7 characters",
  );
  expect(refused.text).not.toContain("hunter2");
});
