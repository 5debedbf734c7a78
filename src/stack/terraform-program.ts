import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { UserError } from "../base/user-error";

/** Both name a program, or its path; cdktf reads the second as well. */
const variables = ["AIVEN_CDC_TERRAFORM", "TERRAFORM_BINARY_NAME"] as const;

/** The real Terraform or OpenTofu: the one that a variable names, else the one on the PATH. */
export function findTerraform(): string {
  const variable = variables.find((name) => process.env[name]);
  const asked = variable && process.env[variable];
  const found = (asked ? [asked] : ["terraform", "tofu"]).map(onPath).find(Boolean);
  if (found) return found;
  throw new UserError(
    asked
      ? `Terraform is missing: ${variable} names ${asked}, which is not there; name an installed program, or unset it`
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
