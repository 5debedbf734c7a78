import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTerraform } from "../../src/stack/terraform-program";

const folder = mkdtempSync(join(tmpdir(), "aiven-cdc-programs-"));
const before = { ...process.env };

function program(name: string): string {
  const file = join(folder, name);
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
  return file;
}

const terraform = program("terraform");
const tofu = program("tofu");

beforeEach(() => {
  process.env.PATH = folder;
  delete process.env.AIVEN_CDC_TERRAFORM;
  delete process.env.TERRAFORM_BINARY_NAME;
});
afterAll(() => {
  process.env = before;
  rmSync(folder, { recursive: true, force: true });
});

test("Terraform comes before OpenTofu", () => {
  expect(findTerraform()).toBe(terraform);
});

test.each(["tofu", tofu])("AIVEN_CDC_TERRAFORM=%s chooses OpenTofu", (value) => {
  process.env.AIVEN_CDC_TERRAFORM = value;
  process.env.TERRAFORM_BINARY_NAME = "terraform";
  expect(findTerraform()).toBe(tofu);
});

test("cdktf's variable chooses, too", () => {
  process.env.TERRAFORM_BINARY_NAME = "tofu";
  expect(findTerraform()).toBe(tofu);
});

test("a program that is not there is named with its variable", () => {
  process.env.AIVEN_CDC_TERRAFORM = "tofoo";
  expect(findTerraform).toThrow(
    "Terraform is missing: AIVEN_CDC_TERRAFORM names tofoo, which is not there; name an installed program, or unset it",
  );
});
