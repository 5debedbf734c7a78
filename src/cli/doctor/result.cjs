"use strict";
const { printJson, schemaId } = require("../../base/json-output.cjs");
const { exitCodes } = require("../../base/user-error.cjs");
const { escapeUnprintable } = require("../../base/text/printable-text.cjs");

/**
 * What `cdc doctor` found of one prerequisite.
 *
 * @typedef {object} Diagnosis
 * @property {"ok" | "warning" | "failed" | "skipped"} verdict `failed`: a rehearsal cannot run
 * @property {string} what the prerequisite
 * @property {string} figure what was found
 * @property {string} [remedy] what to do, where there is something to do
 */

/** @typedef {(what: string, figure: string, remedy?: string) => Diagnosis} Verdict */

/** @param {Diagnosis["verdict"]} verdict @returns {Verdict} */
const result = (verdict) => (what, figure, remedy) => ({
  ...{ verdict, what, figure },
  ...(remedy !== undefined && { remedy }),
});

const ok = result("ok");
const warning = result("warning");
const failed = result("failed");
const skipped = result("skipped");

/**
 * The check of a rehearsal: what it returns is well, what it throws is not. Its message has what is
 * the matter, and after a semicolon what to do.
 *
 * @param {string} what
 * @param {() => Diagnosis | Promise<Diagnosis>} check
 * @param {Verdict} [bad] where the rehearsal could do without
 * @returns {Promise<Diagnosis>}
 */
async function diagnosed(what, check, bad = failed) {
  try {
    return await check();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, figure = message, remedy] = /^([\s\S]*?); ([\s\S]*)$/.exec(message) ?? [];
    return bad(what, figure, remedy);
  }
}

const verdicts = /** @type {const} */ (["ok", "warning", "failed", "skipped"]);

/**
 * Prints every line, and decides on the exit code.
 *
 * @param {readonly Diagnosis[]} checks
 * @param {{ json: boolean }} options
 */
function report(checks, { json }) {
  /** @param {Diagnosis["verdict"]} verdict */
  const count = (verdict) => checks.filter((each) => each.verdict === verdict).length;
  if (json) {
    const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, count(verdict)]));
    printJson({ schema: schemaId("doctor"), checks, counts });
  } else {
    process.stdout.write(lines(checks).concat(summary(count), "").join("\n"));
  }
  if (count("failed") > 0) process.exitCode = exitCodes.finding;
}

/** @param {readonly Diagnosis[]} checks */
function lines(checks) {
  const width = Math.max(...checks.map(({ what }) => what.length));
  return checks.flatMap(({ verdict, what, figure, remedy }) => [
    `${verdict.padEnd(7)}  ${what.padEnd(width)}  ${escapeUnprintable(figure)}`,
    ...(remedy === undefined ? [] : [`${" ".repeat(width + 11)}${escapeUnprintable(remedy)}`]),
  ]);
}

/** @param {(verdict: Diagnosis["verdict"]) => number} count */
function summary(count) {
  const [failures, warnings] = [count("failed"), count("warning")];
  if (failures > 0) return `A rehearsal cannot run here: ${counted(failures, "failure")}.`;
  const rest = warnings > 0 ? `, with ${counted(warnings, "warning")}` : "";
  return `A rehearsal can run here${rest}.`;
}

/**
 * @param {number} count
 * @param {string} one
 */
function counted(count, one) {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

module.exports = { diagnosed, failed, ok, report, skipped, warning };
