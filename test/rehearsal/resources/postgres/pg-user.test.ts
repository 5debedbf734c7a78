import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { Cdc } from "../../support/cdc";

const cdc = new Cdc();
const dir = join(cdc.folder, "users");
const secrets = ["first-secret-x1", "second-secret-y2", "open-secret-z3"] as const;
afterAll(() => cdc.close());

const terraform = (...args: string[]) =>
  cdc.run(["rehearse", "terraform", `-chdir=${dir}`, ...args, "-no-color"]);

const configured = (user: string) => {
  mkdirSync(dir, { recursive: true });
  writeFileSync(
    join(dir, "main.tf"),
    `terraform {
      required_providers {
        aiven = { source = "aiven/aiven" }
      }
    }
    variable "project_name" {}
    resource "aiven_pg" "db" {
      project      = var.project_name
      service_name = "db"
      cloud_name   = "google-europe-north1"
      plan         = "startup-4"
    }
    ${user}
    output "port" { value = aiven_pg.db.service_port }`,
  );
};
const user = (more: string) => `
    resource "aiven_pg_user" "u" {
      project      = var.project_name
      service_name = aiven_pg.db.service_name
      username     = "cdc"
      ${more}
    }
    output "password" {
      value     = aiven_pg_user.u.password == null ? "" : aiven_pg_user.u.password
      sensitive = true
    }
    output "type" { value = aiven_pg_user.u.type }
    output "replicates" { value = aiven_pg_user.u.pg_allow_replication }`;

const applied = async (more: string) => {
  configured(user(more));
  const { code, stdout, stderr } = await terraform("apply", "-auto-approve");
  if (code !== 0) throw new Error(stdout + stderr);
  for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
  return outputs();
};

const outputs = async () => {
  const { stdout } = await terraform("output", "-json");
  const { port, password, type, replicates } = JSON.parse(stdout) as Record<
    string,
    { value: string }
  >;
  return {
    port: Number(port?.value),
    password: password?.value ?? "",
    type: type?.value,
    replicates: replicates?.value,
  };
};

async function logsIn(port: number, password: string) {
  const ssl = { rejectUnauthorized: false };
  const client = new Client({
    host: "127.0.0.1",
    port,
    user: "cdc",
    password,
    ssl,
    database: "defaultdb",
  });
  await client.connect();
  const { rows } = await client.query("SELECT rolreplication FROM pg_roles WHERE rolname = user");
  await client.end();
  return (rows as { rolreplication: boolean }[])[0]?.rolreplication;
}

test("a user is made, changed, read and deleted; its password as the real provider has it", async () => {
  const generated = await applied("");
  expect(generated).toMatchObject({ type: "regular", replicates: false });
  expect(await logsIn(generated.port, generated.password)).toBe(false);
  expect((await terraform("plan")).stdout).toContain("No changes.");

  // a change rotates a generated password
  const allowed = await applied("pg_allow_replication = true");
  expect(await logsIn(allowed.port, allowed.password)).toBe(true);
  expect(allowed.password).not.toBe(generated.password);
  await expect(logsIn(allowed.port, generated.password)).rejects.toThrow(/password authentication/);

  const given = await applied(`pg_allow_replication = true\npassword = "${secrets[2]}"`);
  expect(await logsIn(given.port, secrets[2])).toBe(true);

  const wo = (secret: string, version: number) =>
    applied(
      `pg_allow_replication = true\npassword_wo = "${secret}"\npassword_wo_version = ${version}`,
    );
  const first = await wo(secrets[0], 1);
  expect(first.password).toBe("");
  expect(await logsIn(first.port, secrets[0])).toBe(true);
  await wo(secrets[1], 1); // without a new version nothing is taken
  expect(await logsIn(first.port, secrets[0])).toBe(true);
  await wo(secrets[1], 2);
  expect(await logsIn(first.port, secrets[1])).toBe(true);
  const { stdout: state } = await terraform("state", "pull");
  expect(state).toContain('"username": "cdc"');
  for (const secret of secrets) expect(state).not.toContain(secret);
  expect(readFileSync(join(cdc.runDir, "progress.log"), "utf8")).not.toMatch(/-secret-/);

  configured("");
  expect((await terraform("apply", "-auto-approve")).code).toBe(0);
  await expect(logsIn(first.port, secrets[1])).rejects.toThrow(/password authentication/);
}, 300_000); // some twenty runs of Terraform

test("what the provider would not take is refused at plan", async () => {
  const refused = async (more: string) => {
    configured(user(more));
    const { code, stdout, stderr } = await terraform("plan");
    expect(code).toBe(1);
    return (stdout + stderr).replace(/[\s│]+/g, " ");
  };
  const short = await refused('password = "short"');
  expect(short).toContain("password must have 8 to 256 characters, got 5");
  expect(short).not.toContain('"short"');
  const alone = await refused(`password_wo = "${secrets[0]}"`);
  expect(alone).toContain("password_wo and password_wo_version go together; set both or none");
  const both = await refused(
    `password = "${secrets[0]}"\npassword_wo = "${secrets[1]}"\npassword_wo_version = 1`,
  );
  expect(both).toContain("password must not be set beside password_wo; leave one out");
  for (const secret of secrets) expect(alone + both).not.toContain(secret);
  configured(user("").replace('"cdc"', '"avnadmin"'));
  const { code, stdout, stderr } = await terraform("apply", "-auto-approve");
  expect(code).toBe(1);
  expect(stdout + stderr).toContain("Service user already exists");
});
