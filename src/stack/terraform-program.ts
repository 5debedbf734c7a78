import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { CannotRun } from "../base/user-error";

/** The real Terraform or OpenTofu: the one that TERRAFORM_BINARY_NAME names, else by its name. */
export function findTerraform(): string {
  const asked = process.env.TERRAFORM_BINARY_NAME;
  const found = (asked ? [asked] : ["terraform", "tofu"]).map(onPath).find(Boolean);
  if (found) return found;
  throw new CannotRun(
    asked
      ? `Terraform is missing: TERRAFORM_BINARY_NAME names ${asked}, which is not there; name an installed program, or unset it`
      : "Terraform is missing: neither terraform nor tofu is on the PATH; get one from " +
          "https://developer.hashicorp.com/terraform/install or https://opentofu.org/docs/intro/install",
  );
}

function onPath(name: string): string | undefined {
  if (isAbsolute(name)) return isExecutable(name) ? name : undefined;
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
