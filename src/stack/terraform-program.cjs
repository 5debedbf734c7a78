// Plain JavaScript: `cdc doctor` asks it on a clone with nothing installed.
"use strict";
const { accessSync, constants, statSync } = require("node:fs");
const { delimiter, isAbsolute, join } = require("node:path");
const { CannotRun } = require("../base/user-error.cjs");

/**
 * The real Terraform or OpenTofu: the one that TERRAFORM_BINARY_NAME names, else by its name.
 *
 * @returns {string}
 */
function findTerraform() {
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

/** @param {string} name */
function onPath(name) {
  if (isAbsolute(name)) return isExecutable(name) ? name : undefined;
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

module.exports = { findTerraform };
