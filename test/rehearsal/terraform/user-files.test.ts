import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { savedPlan } from "../../../src/rehearsal/terraform/user-files";
import { Cdc } from "../support/cdc";

const cdc = new Cdc();
afterAll(() => cdc.close());

/** A type that exists in Terraform's state only: it needs no engines. */
const configuration = `
terraform {
  required_providers {
    aiven = { source = "aiven/aiven" }
  }
}
variable "network" {
  default = "10.0.0.0/24"
}
resource "aiven_project_vpc" "net" {
  project      = "rehearsal"
  cloud_name   = "google-europe-north1"
  network_cidr = var.network
}
resource "terraform_data" "file" {
  provisioner "local-exec" {
    command = "echo made > made.txt"
  }
}
`;
const lock = `provider "registry.terraform.io/aiven/aiven" {
  version = "4.61.0"
  hashes = [
    "h1:of-the-real-provider=",
  ]
}
`;

function folder(name: string, files: Readonly<Record<string, string>>) {
  const dir = join(cdc.folder, name);
  mkdirSync(dir, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, file), text);
  const terraform = async (...args: string[]) => {
    const { code, stdout, stderr } = await cdc.run([
      ...["rehearse", "terraform", `-chdir=${dir}`, ...args, "-no-color"],
    ]);
    return { code, stdout, text: stdout + stderr };
  };
  return { dir, terraform };
}

test("a saved plan lies beside the configuration, is shown and applied by later commands", async () => {
  const { dir, terraform } = folder("saved", { "main.tf": configuration });
  expect((await terraform("plan", "-out=tfplan")).stdout).toContain("Saved the plan to: tfplan\n");
  const shown = JSON.parse((await terraform("show", "-json", "tfplan")).stdout);
  expect(shown.resource_changes).toHaveLength(2);
  expect((await terraform("apply", "tfplan")).stdout).toContain("Resources: 2 added");
  expect(readdirSync(dir).sort()).toEqual(["made.txt", "main.tf", "tfplan"]);
  expect(readFileSync(join(dir, "made.txt"), "utf8")).toBe("made\n");
  expect((await terraform("destroy", "-auto-approve")).code).toBe(0);
}, 60_000);

test("a plan that no rehearsal made is refused: it leads to a real state", async () => {
  const { dir, terraform } = folder("real plan", { "main.tf": 'resource "terraform_data" "x" {}' });
  const real = (...args: string[]) => execFileSync("terraform", args, { cwd: dir });
  real("init");
  real("plan", "-out=tfplan");
  const { code, text } = await terraform("apply", "tfplan");
  expect(code).toBe(1);
  expect(text).toContain(
    `${join(dir, "tfplan")} was not made by a rehearsal of this configuration, and leads to another state; ` +
      `make it anew: npx cdc rehearse terraform plan -out=${join(dir, "tfplan")}`,
  );
  expect(existsSync(join(dir, "terraform.tfstate"))).toBe(false);
}, 60_000);

test("a saved plan locks no real provider, so that the real Terraform refuses it", async () => {
  const { dir, terraform } = folder("rehearsed plan", {
    "main.tf": configuration,
    ".terraform.lock.hcl": lock,
  });
  await terraform("plan", "-out=tfplan");
  const archive = unzipSync(readFileSync(join(dir, "tfplan")));
  const locked = Buffer.from(archive[".terraform.lock.hcl"] ?? []).toString();
  expect(archive).toHaveProperty("tfplan");
  expect(locked).not.toContain("aiven/aiven");
  expect(readFileSync(join(dir, ".terraform.lock.hcl"), "utf8")).toBe(lock);
}, 60_000);

test("files outside the configuration's folder are read and written there", async () => {
  const { dir, terraform } = folder("outside", { "main.tf": configuration });
  writeFileSync(join(cdc.folder, "prod.tfvars"), 'network = "10.1.0.0/24"\n');
  const { stdout } = await terraform(
    "plan",
    "-var-file",
    "../prod.tfvars",
    "-out",
    "../outer.plan",
  );
  expect(stdout).toContain("10.1.0.0/24");
  expect(existsSync(join(cdc.folder, "outer.plan"))).toBe(true);
  expect(readdirSync(dir)).toEqual(["main.tf"]);
}, 60_000);

test("generated configuration lies beside the configuration", async () => {
  const imported = `import {
    to = terraform_data.old
    id = "00000000-0000-4000-8000-000000000000"
  }`;
  const { dir, terraform } = folder("generated", { "main.tf": `${configuration}${imported}` });
  expect((await terraform("plan", "-generate-config-out=generated.tf")).code).toBe(0);
  expect(readFileSync(join(dir, "generated.tf"), "utf8")).toContain('"terraform_data" "old"');
}, 60_000);

test("init keeps the real provider in the lock file, and plan leaves the file as it is", async () => {
  const { dir, terraform } = folder("locked", { "main.tf": configuration });
  const file = join(dir, ".terraform.lock.hcl");
  await terraform("plan");
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, lock);
  expect((await terraform("init")).code).toBe(0);
  expect(readFileSync(file, "utf8")).toContain("h1:of-the-real-provider=");
  expect(readdirSync(dir).sort()).toEqual([".terraform.lock.hcl", "main.tf"]);
}, 60_000);

test.each([
  [["-auto-approve"], undefined],
  [["-auto-approve", "tfplan"], "tfplan"],
  [["-var", "a=b", "-target", "x.y", "-no-color"], undefined],
  [["-var=a=b", "-parallelism", "3", "plans/p"], "plans/p"],
  [["-lock=false", "tfplan"], "tfplan"],
])("apply %p applies the saved plan %p", (options, plan) => {
  expect(savedPlan(options)).toBe(plan);
});
