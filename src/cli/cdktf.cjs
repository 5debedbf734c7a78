#!/usr/bin/env node
"use strict";
// What `npx cdktf` finds as long as CDKTF's command line is not installed: a rehearsal does without.
const { spawnSync } = require("node:child_process");
const { exitCodes, kindOfError } = require("../base/user-error.cjs");
const { installPackages } = require("../launcher/packages.cjs");

try {
  installPackages({ all: true });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(exitCodes[kindOfError(error)]);
}
const { status, error } = spawnSync(
  process.execPath,
  [require.resolve("cdktf-cli/bundle/bin/cdktf"), ...process.argv.slice(2)],
  { stdio: "inherit" },
);
if (error) throw error;
process.exit(status ?? 1);
