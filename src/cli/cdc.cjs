#!/usr/bin/env node
// The program `cdc`. It must run on a clone with nothing installed, hence plain JavaScript
// that loads no package before `installPackages` has had its turn.
"use strict";
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { performance } = require("node:perf_hooks");
const { escapeLines } = require("../base/printable-text.cjs");
const { installPackages, modified } = require("../launcher/packages.cjs");
const { generateBindings } = require("../launcher/bindings.cjs");
const { compile, packagesOf } = require("../launcher/compile.cjs");
const { home } = require("../launcher/home.cjs");
const { leaveOutAbsentValues } = require("../launcher/cdktf-patches/absent-values.cjs");
const {
  leaveOutCreationStacks,
  runWithCreationStacks,
} = require("../launcher/cdktf-patches/creation-stacks.cjs");
const { withOriginalPositions } = require("../launcher/packing/original-positions.cjs");
const { loadPacked } = require("../launcher/packing/packed.cjs");
const { loadProgram } = require("../launcher/packing/program.cjs");
const { warnOfRemoved } = require("../drift/at-synth.cjs");

/** Commands whose packages a rehearsal does without; `set-up` comes before the tests. */
const forDevelopers = new Set([
  "set-up",
  "rules",
  "catalogue",
  "bindings",
  "bench",
  "reliability",
  "lock-engines",
]);

/** Commands that run apps, or lead to them, in this very process. */
const withBindings = new Set(["synth", "set-up", "bench"]);

/** @param {string[]} args */
async function main([command, ...args]) {
  installPackages({ all: forDevelopers.has(command ?? "") });
  // Others leave it to the process that they synthesize with, and fetch the engines meanwhile.
  if (withBindings.has(command ?? "")) generateBindings();
  // `synth` stays out of the command-line program: loading it would cost more than a synth does.
  const files = args.filter((arg) => arg !== "--notes");
  if (command === "synth" && files.length < 2 && !files.some((arg) => arg.startsWith("-"))) {
    carryContext({ notes: args.includes("--notes") });
    const app = compile(files[0] ?? "main.ts", { cwd: process.cwd(), format: "cjs" });
    const packed = await loadPacked(packagesOf(app));
    leaveOutCreationStacks(packed);
    leaveOutAbsentValues(packed);
    require(app);
    showAnnotations();
    return;
  }
  const { run } = /** @type {typeof import("./main")} */ (await loadProgram("src/cli/main.ts"));
  await run([command, ...args].filter((arg) => arg !== undefined));
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

/** Shows the warnings and notes of the app's constructs, and arguments that services keep although removed. */
function showAnnotations() {
  const outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out";
  const manifest = join(outdir, "manifest.json");
  // an app with an output folder of its own has left another's manifest there
  if (modified(manifest) < performance.timeOrigin) return;
  warnOfRemoved(outdir);
  // `cdktf synth`, which sets CDKTF_OUTDIR, shows them by itself
  if (process.env.CDKTF_OUTDIR !== undefined) return;
  /** @type {{ stacks: Record<string, { annotations: { constructPath: string, level: string, message: string }[] }> }} */
  const { stacks } = JSON.parse(readFileSync(manifest, "utf8"));
  const annotations = Object.values(stacks).flatMap((stack) => stack.annotations);
  for (const { constructPath, level, message } of annotations) {
    const severity = level === "@cdktf/info" ? "note" : "warning";
    process.stderr.write(escapeLines(`${severity}: [${constructPath}] ${message}\n`));
  }
}

// set, but empty: how CI hands over a variable that has no value
for (const [name, value] of Object.entries(process.env)) {
  if (name.startsWith("AIVEN_CDC_") && value === "") Reflect.deleteProperty(process.env, name);
}
process.env.AIVEN_CDC_HOME = home;
process.on("uncaughtException", report);
main(process.argv.slice(2)).catch(report);

/**
 * A user's mistake is told in its own words; anything else is a defect of ours and keeps its stack.
 * @param {unknown} error
 */
function report(error) {
  const message = refusedBySystem(error) ?? (isMistake(error) ? error.message : undefined);
  const code = message === undefined ? runWithCreationStacks(error) : undefined;
  if (code !== undefined) process.exit(code);
  const shown =
    message ?? withOriginalPositions(String(/** @type {Error} */ (error)?.stack ?? error));
  // It may quote a server's answer, or a name.
  process.stderr.write(`${escapeLines(shown)}\n`);
  process.exit(1);
}

/**
 * A full disk or a read-only folder can show anywhere.
 * @param {unknown} error
 */
function refusedBySystem(error) {
  const { code, path, syscall } = /** @type {NodeJS.ErrnoException} */ (error ?? {});
  const where = path ?? home;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return `The disk is full: ${where} could not be written; make room (set-up and a rehearsal take about 1.5 GB) and run the command again`;
  }
  // Node calls it ENOENT when it makes a folder with its parents on a read-only file system.
  const isReadOnly = code === "EROFS" || (code === "ENOENT" && syscall === "mkdir");
  if (isReadOnly || code === "EACCES" || code === "EPERM") {
    return `${where} may not be written by this user; run the command in a clone that you may write to`;
  }
  return undefined;
}

/**
 * @param {unknown} error
 * @returns {error is Error}
 */
function isMistake(error) {
  return (
    error instanceof Error &&
    // thrown by our constructs and commands, and by cdktf when a validation fails
    (error.name === "UserError" ||
      /^(Validation failed|App-level validation failed|Annotations)/.test(error.message))
  );
}
