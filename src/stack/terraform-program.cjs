// Plain JavaScript: `cdc doctor` asks it on a clone with nothing installed.
"use strict";
const { accessSync, constants, statSync } = require("node:fs");
const { delimiter, isAbsolute, join } = require("node:path");
const { CannotRun } = require("../base/user-error.cjs");

/** Both name a program, or its path; cdktf reads the second as well. */
const variables = ["AIVEN_CDC_TERRAFORM", "TERRAFORM_BINARY_NAME"];

/**
 * The real Terraform or OpenTofu: the one that a variable names, else the one on the PATH.
 *
 * @returns {string}
 */
function findTerraform() {
  const variable = variables.find((name) => process.env[name]);
  const asked = variable && process.env[variable];
  const found = (asked ? [asked] : ["terraform", "tofu"]).map(onPath).find(Boolean);
  if (found) return found;
  throw new CannotRun(
    asked
      ? `Terraform is missing: ${variable} names ${asked}, which is not there; name an installed program, or unset it`
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
