import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Cdc } from "../support/cdc";

const cdc = new Cdc();
const withAllBrokers = new Cdc({ brokers: "all" });
afterAll(() => Promise.all([cdc.close(), withAllBrokers.close()]));

const provider = `
terraform {
  required_providers {
    aiven = { source = "aiven/aiven" }
  }
}
variable "project_name" {}
`;

const postgres = (more = "") => `
resource "aiven_pg" "db" {
  project      = var.project_name
  service_name = "orders-db"
  cloud_name   = "google-europe-north1"
  plan         = "startup-4"
  ${more}
}
output "port" { value = aiven_pg.db.service_port }
`;

/** A configuration with what a real deployment leaves beside it. */
function deployment(name: string, files: Record<string, string>): string {
  const dir = join(cdc.folder, name);
  mkdirSync(dir, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), text);
  return dir;
}

const contents = (dir: string) =>
  Object.fromEntries(readdirSync(dir).map((file) => [file, readFileSync(join(dir, file), "utf8")]));

const terraform = (dir: string, ...args: string[]) => terraformIn(cdc, dir, ...args);
const terraformIn = (rehearsal: Cdc, dir: string, ...args: string[]) =>
  rehearsal.run(["rehearse", "terraform", `-chdir=${dir}`, ...args]);

const backends = {
  local: `terraform {\n backend "local" {\n path = "real.tfstate"\n }\n}`,
  "local elsewhere": `terraform {\n backend "local" {\n path = "${join(cdc.folder, "elsewhere.tfstate")}"\n }\n}`,
  s3: `terraform {\n backend "s3" {\n bucket = "real"\n key = "state"\n region = "eu-north-1"\n }\n}`,
  cloud: `terraform {\n cloud {\n organization = "real"\n workspaces {\n name = "prod"\n }\n }\n}`,
};

test.each(Object.entries(backends))(
  "the state of a real deployment with backend %s is neither read nor written",
  async (name, backend) => {
    const realState = JSON.stringify({ version: 4, lineage: "real", serial: 7, resources: [] });
    writeFileSync(join(cdc.folder, "elsewhere.tfstate"), realState);
    const dir = deployment(`backend ${name}`, {
      "main.tf": provider + postgres(),
      "backend.tf": backend,
      "real.tfstate": realState,
      "terraform.tfstate": realState,
      ".terraform.lock.hcl": "# of the real deployment\n",
    });
    const before = contents(dir);

    const planned = await terraform(dir, "plan", "-no-color");
    expect(planned.stderr).toBe("");
    expect(planned.stdout).toContain("Plan: 1 to add, 0 to change, 0 to destroy.");

    expect(contents(dir)).toEqual(before);
    expect(readFileSync(join(cdc.folder, "elsewhere.tfstate"), "utf8")).toBe(realState);
    expect(cdc.leftSomething).toBe(false);
  },
);

test("an option that names a state file is refused", async () => {
  const dir = deployment("state option", { "main.tf": provider + postgres() });
  const { code, stderr } = await terraform(dir, "plan", "-state=real.tfstate");
  expect(code).toBe(1);
  expect(stderr).toContain(
    "-state=real.tfstate is left out in a rehearsal: it keeps a state of its own and touches no other",
  );
});

test("a configuration that reads another deployment's state is refused", async () => {
  const dir = deployment("remote state", {
    "main.tf": `${provider}data "terraform_remote_state" "other" { backend = "local" }`,
  });
  const { code, stderr } = await terraform(dir, "plan");
  expect(code).toBe(1);
  expect(stderr).toContain("reads the state of a real deployment (terraform_remote_state)");
});

test("modules beside the configuration are found", async () => {
  deployment("modules/db", { "main.tf": provider + postgres() });
  const dir = deployment("modules/prod", {
    "main.tf": `${provider}module "db" {\n source = "../db"\n project_name = var.project_name\n}`,
  });
  const { stdout } = await terraform(dir, "plan", "-no-color");
  expect(stdout).toContain("module.db.aiven_pg.db will be created");
});

test("apply stays up for further commands: no changes, change in place, a name in use, destroy", async () => {
  const dir = deployment("life", { "main.tf": provider + postgres() });

  const applied = await terraform(dir, "apply", "-auto-approve", "-no-color");
  expect(applied.stdout).toContain("Apply complete! Resources: 1 added, 0 changed, 0 destroyed.");
  expect(applied.stderr).toContain(
    "stays up; attach more commands with `npx cdc rehearse COMMAND`",
  );
  expect(cdc.engines()).not.toEqual([]);

  const again = await terraform(dir, "plan", "-no-color", "-detailed-exitcode");
  expect(again.stdout).toContain("No changes.");
  expect(again.code).toBe(0);

  writeFileSync(
    join(dir, "main.tf"),
    provider +
      postgres(
        "pg_user_config {\n pg {\n max_parallel_workers = 4\n max_slot_wal_keep_size = 64\n }\n }",
      ),
  );
  const changed = await terraform(dir, "apply", "-auto-approve", "-no-color");
  expect(changed.stdout).toContain("Apply complete! Resources: 0 added, 1 changed, 0 destroyed.");

  const other = deployment("same name", { "main.tf": provider + postgres() });
  const refused = await terraform(other, "apply", "-auto-approve", "-no-color");
  expect(refused.code).toBe(1);
  expect(refused.stderr + refused.stdout).toContain(
    "Service name is already in use in this project",
  );

  const destroyed = await terraform(dir, "destroy", "-auto-approve", "-no-color");
  expect(destroyed.stdout).toContain("Destroy complete! Resources: 1 destroyed.");
  expect(cdc.engines()).toEqual([]);
  expect(cdc.leftSomething).toBe(false);
});

test("cdktf deploys and destroys the default stack, with the options it always has", async () => {
  const app = ["--app", "node src/cli/cdc.cjs synth examples/default.ts"];
  const cdktf = (command: string) =>
    cdc.run(["rehearse", "npx", "cdktf", command, "--auto-approve", ...app]);
  const deployed = await cdktf("deploy");
  expect(deployed.stdout).toContain("Apply complete! Resources: 5 added, 0 changed, 0 destroyed.");
  expect(cdc.engines()).not.toEqual([]);

  const destroyed = await cdktf("destroy");
  expect(destroyed.stdout).toContain("Destroy complete! Resources: 5 destroyed.");
  expect(cdc.engines()).toEqual([]);
  expect(existsSync(join(process.cwd(), "terraform.cdc.tfstate"))).toBe(false);
});

test.each([
  ["as many brokers as nodes", withAllBrokers],
  ["one broker", cdc],
])(
  "on %s topics are made, changed in place, and refused beyond the nodes",
  async (_, rehearsal) => {
    const kafka = (copies: number, partitions: number, retention: number) => `${provider}
    resource "aiven_kafka" "events" {
      project      = var.project_name
      service_name = "events"
      cloud_name   = "azure-westeurope"
      plan         = "startup-4"
    }
    resource "aiven_kafka_topic" "orders" {
      project      = var.project_name
      service_name = aiven_kafka.events.service_name
      topic_name   = "orders"
      partitions   = ${partitions}
      replication  = ${copies}
      config {
        retention_ms        = "${retention}"
        min_insync_replicas = "2"
      }
    }`;
    const dir = deployment("topics", { "main.tf": kafka(4, 2, 60000) });
    const refused = await terraformIn(rehearsal, dir, "apply", "-auto-approve", "-no-color");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      "replication must be at most 3, the nodes of its Kafka, got 4",
    );

    writeFileSync(join(dir, "main.tf"), kafka(3, 2, 60000));
    expect((await terraformIn(rehearsal, dir, "apply", "-auto-approve", "-no-color")).code).toBe(0);
    writeFileSync(join(dir, "main.tf"), kafka(3, 4, 90000));
    const changed = await terraformIn(rehearsal, dir, "apply", "-auto-approve", "-no-color");
    expect(changed.stdout).toContain("Resources: 0 added, 1 changed, 0 destroyed.");
    const again = await terraformIn(rehearsal, dir, "plan", "-no-color");
    expect(again.stdout).toContain("No changes.");
    expect((await terraformIn(rehearsal, dir, "destroy", "-auto-approve")).code).toBe(0);
  },
);
