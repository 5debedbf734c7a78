#!/usr/bin/env node
// The program `cdc`. It must run on a clone with nothing installed, hence plain JavaScript
// that loads no package before `installPackages` has had its turn.
"use strict";
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { defaultApp } = require("../base/default-app.cjs");
const { exitCodes } = require("../base/user-error.cjs");
const { asksForJson, printFailure } = require("../base/json-output.cjs");
const { escapeLines } = require("../base/text/printable-text.cjs");
const { canRunPackages, installPackages } = require("../launcher/packages.cjs");
const { generateBindings } = require("../launcher/bindings.cjs");
const { compile, packagesOf, sourcesOf } = require("../launcher/compile.cjs");
const { failureOf } = require("../launcher/failure.cjs");
const { home, isPackage, project } = require("../launcher/home.cjs");
const { resolveQuickly } = require("../launcher/cdktf-patches/resolve.cjs");
const {
  leaveOutCreationStacks,
  runWithCreationStacks,
} = require("../launcher/cdktf-patches/creation-stacks.cjs");
const { bareDoctor } = require("./doctor/bare.cjs");
const { Output } = require("../launcher/output.cjs");
const { Positions } = require("../launcher/positions.cjs");
const { loadPacked } = require("../launcher/packing/packed.cjs");
const { loadProgram } = require("../launcher/packing/program.cjs");
const { startTypeCheck } = require("../launcher/types.cjs");
const { warnOfRemoved } = require("../drift/at-synth.cjs");

/** Commands whose packages a rehearsal does without; `set-up` comes before the tests. */
const forDevelopers = new Set([
  "set-up",
  "pack",
  "rules",
  "event-types",
  "site",
  "catalogue",
  "bindings",
  "bench",
  "reliability",
  "soak",
  "lock-engines",
]);

/** Commands that run apps, or lead to them, or compile against the bindings, in this very process. */
const withBindings = new Set(["synth", "set-up", "bench", "pack"]);

/** @type {import("../launcher/types.cjs").TypeCheck | undefined} */
let typeCheck;

/** Whether an error may be the app's own. */
let isOfApp = false;

const positions = new Positions();

/** @param {string[]} args */
async function main([command, ...args]) {
  if (command === "doctor" && !canRunPackages()) return bareDoctor(args);
  // The doctor looks at a machine as it is.
  if (command !== "doctor") installPackages({ all: forDevelopers.has(command ?? "") });
  // Others leave it to the process that they synthesize with, and fetch the engines meanwhile.
  if (!isPackage && withBindings.has(command ?? "")) generateBindings();
  // `synth` stays out of the command-line program: loading it would cost more than a synth does.
  const flags = new Set(["--notes", "--no-types"]);
  const files = args.filter((arg) => !flags.has(arg));
  if (command === "synth" && files.length < 2 && !files.some((arg) => arg.startsWith("-"))) {
    const types = !args.includes("--no-types") && process.env.AIVEN_CDC_NO_TYPES !== "1";
    await synth(files[0] ?? defaultApp(), { types, notes: args.includes("--notes") });
    return;
  }
  const { run } = /** @type {typeof import("./main")} */ (await loadProgram("src/cli/main.ts"));
  await run([command, ...args].filter((arg) => arg !== undefined));
}

/**
 * @param {string} file the app's
 * @param {{ types: boolean, notes: boolean }} options
 */
async function synth(file, { types, notes }) {
  const output = new Output();
  process.once("exit", (code) => endSynth(file, output, code));
  carryContext({ notes });
  const app = compile(file, { cwd: process.cwd(), format: "cjs" });
  if (types) typeCheck = startTypeCheck(file, { cwd: process.cwd() });
  const packages = packagesOf(app);
  if (process.env.AIVEN_CDC_STOCK_SYNTH !== "1") {
    const packed = await loadPacked(packages);
    leaveOutCreationStacks(packed);
    resolveQuickly(packed);
    positions.follow(sourcesOf(file, { cwd: process.cwd() }));
  }
  // cdktf 0.21 calls it, and Node 22 warns of that
  Reflect.set(require("node:util"), "isArray", Array.isArray);
  output.followApps(packages);
  isOfApp = true;
  require(app);
}

/**
 * A synth that fails leaves no JSON that a deploy could take for the app's.
 *
 * @param {string} file
 * @param {InstanceType<typeof Output>} output
 * @param {number} code
 */
function endSynth(file, output, code) {
  const problems = [];
  if (code === 0 && !output.isComplete) {
    problems.push(
      `${file} wrote nothing to ${output.folder}; an app ends with app.synth(), and leaves its outdir to the environment (CDKTF_OUTDIR)`,
    );
  }
  const misfit = typeCheck?.failure();
  if (misfit) problems.push(misfit.message);
  if (code === 0 && problems.length === 0) {
    if (output.isWritten) printWarnings(file, output);
    return;
  }
  if (output.remove()) {
    problems.push(
      `Removed the stacks in ${output.name}: a deploy would apply what ${file} does not describe`,
    );
  }
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = code === 0 ? exitCodes.finding : code;
}

/**
 * The context that cdktf's own command line hands to an app, the day that is rehearsed, and whether
 * the constructs report notes.
 *
 * @param {{ notes: boolean }} options
 */
function carryContext({ notes }) {
  const { AIVEN_CDC_AS_OF: day, CDKTF_CONTEXT_JSON: given = "{}" } = process.env;
  const file = existsSync("cdktf.json") ? readFileSync("cdktf.json", "utf8") : "{}";
  process.env.CDKTF_CONTEXT_JSON = JSON.stringify({
    ...JSON.parse(file).context,
    ...JSON.parse(given),
    ...(day && { "aiven-cdc:as-of": day }),
    ...(notes && { "aiven-cdc:notes": true }),
  });
}

/**
 * What the app's constructs warn of, and what the services would keep although it was removed.
 *
 * @param {string} file
 * @param {InstanceType<typeof Output>} output
 */
function printWarnings(file, output) {
  for (const name of output.removeOthers()) {
    process.stderr.write(
      `note: removed ${output.name}/stacks/${name}/cdk.tf.json, since ${file} has no stack "${name}"\n`,
    );
  }
  const outdir = output.folder;
  const manifest = join(outdir, "manifest.json");
  warnOfRemoved(outdir);
  // `cdktf synth`, which sets CDKTF_OUTDIR, shows them by itself
  if (process.env.CDKTF_OUTDIR !== undefined) return;
  /** @type {{ stacks: Record<string, { annotations: { constructPath: string, level: string, message: string }[] }> }} */
  const { stacks } = JSON.parse(readFileSync(manifest, "utf8"));
  const annotations = Object.values(stacks).flatMap((stack) => stack.annotations);
  for (const { constructPath, level, message } of annotations) {
    const severity = level === "@cdktf/info" ? "note" : "warning";
    process.stderr.write(
      escapeLines(`${severity}: ${positions.addTo(`[${constructPath}] ${message}`)}\n`),
    );
  }
}

// set, but empty: how CI hands over a variable that has no value
for (const [name, value] of Object.entries(process.env)) {
  if (name.startsWith("AIVEN_CDC_") && value === "") Reflect.deleteProperty(process.env, name);
}
process.env.AIVEN_CDC_HOME = home;
process.env.AIVEN_CDC_PROJECT = project;
process.on("uncaughtException", report);
main(process.argv.slice(2)).catch(report);

/** @param {unknown} error */
function report(error) {
  const failure = failureOf(error, { isOfApp });
  const { message, isDefect, isShown, exitCode } = failure;
  const code = isDefect ? runWithCreationStacks(error) : undefined;
  if (code !== undefined) {
    typeCheck?.stop(); // the other process has had its own
    process.exit(code);
  }
  // It may quote a server's answer, or a name.
  if (!isShown) process.stderr.write(`${escapeLines(positions.addTo(message))}\n`);
  if (exitCode !== 0 && asksForJson(process.argv.slice(2))) printFailure(failure);
  process.exitCode = exitCode;
  // a wrong type is often what an error comes from: it is named, too
  if (typeCheck) typeCheck.settled.then(() => process.exit(exitCode));
  else process.exit(exitCode);
}
