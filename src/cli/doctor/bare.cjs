// `cdc doctor` where the packages are not installed, or this Node cannot run them.
"use strict";
const { join, resolve } = require("node:path");
const { Misuse } = require("../../base/user-error.cjs");
const { project } = require("../../launcher/home.cjs");
const { earlyChecks } = require("./early.cjs");
const { report, skipped } = require("./result.cjs");

/** What the compiled program looks at, see late.ts. */
const later = ["PostgreSQL", "Maven repository", "rehearsal folder", "earlier rehearsals", "clock"];

/** @param {readonly string[]} args */
async function bareDoctor(args) {
  const unknown = args.find((arg) => arg !== "--json");
  if (unknown !== undefined) {
    throw new Misuse(`cdc doctor takes --json, got ${unknown}; leave it out`);
  }
  const runDir = resolve(process.env.AIVEN_CDC_RUN_DIR ?? join(project, ".rehearsal", "run"));
  const checks = await earlyChecks({ home: project, runDir });
  const remedy = "run `npm run set-up`, and the command again";
  const skippedOnes = later.map((what) => skipped(what, "needs the packages", remedy));
  report([...checks, ...skippedOnes], { json: args.includes("--json") });
}

module.exports = { bareDoctor };
