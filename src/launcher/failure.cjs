"use strict";
const { existsSync } = require("node:fs");
const { dirname } = require("node:path");
const { exitCodes, kindOfError } = require("../base/user-error.cjs");
const { project } = require("./home.cjs");
const { withOriginalPositions } = require("./packing/original-positions.cjs");

/** @typedef {import("../base/user-error.cjs").ErrorKind} ErrorKind */

/**
 * Why a command ended before its end.
 *
 * @typedef {object} Failure
 * @property {ErrorKind} kind
 * @property {string} message what the person at the keyboard reads
 * @property {boolean} isDefect whether it is nobody's mistake: a stack trace is its message
 * @property {boolean} isShown whether it was printed already
 * @property {number} exitCode
 */

/**
 * The one place that decides what an error means. A mistake is its message alone; anything else is
 * a defect and keeps its stack.
 *
 * @param {unknown} error
 * @param {{ isOfApp: boolean }} where whether the app itself runs in this process
 * @returns {Failure}
 */
function failureOf(error, { isOfApp }) {
  const { code, exitCode, message } = /** @type {import("commander").CommanderError} */ (
    error ?? {}
  );
  if (String(code).startsWith("commander.")) {
    // commander has printed what is the matter, or the help that it was asked for
    const shown = { isDefect: false, isShown: true, message: message.replace(/^error: /, "") };
    if (exitCode === 0) return { kind: "finding", ...shown, exitCode: 0 };
    return failure("misuse", shown);
  }
  const refused = refusedBySystem(error);
  if (refused) return failure(refused.kind, { message: refused.message });
  if (isMistake(error)) return failure(kindOfMistake(error), { message: error.message });
  const stack = String(/** @type {Error} */ (error)?.stack ?? error);
  // an app that throws is what a synth finds; of any other command it says nothing
  return failure(isOfApp ? "finding" : "cannot-run", {
    message: withOriginalPositions(stack),
    isDefect: true,
  });
}

/**
 * @param {ErrorKind} kind
 * @param {Partial<Failure> & { message: string }} rest
 * @returns {Failure}
 */
function failure(kind, rest) {
  return { kind, isDefect: false, isShown: false, ...rest, exitCode: exitCodes[kind] };
}

/**
 * A full disk or a read-only folder can show anywhere.
 *
 * @param {unknown} error
 * @returns {{ kind: ErrorKind, message: string } | undefined}
 */
function refusedBySystem(error) {
  const { code, path, syscall } = /** @type {NodeJS.ErrnoException} */ (error ?? {});
  const where = path ?? project;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return {
      kind: "cannot-run",
      message: `The disk is full: ${where} could not be written; make room (set-up and a rehearsal take about 1.5 GB) and run the command again`,
    };
  }
  // Node calls it ENOENT when it makes a folder with its parents on a read-only file system.
  const isReadOnly = code === "EROFS" || (code === "ENOENT" && syscall === "mkdir");
  if (path !== undefined && isReadOnly && !existsSync(dirname(path))) {
    return {
      kind: "misuse",
      message: `${path} cannot be made, because ${dirname(path)} does not exist; make that folder, or name another`,
    };
  }
  if (isReadOnly || code === "EACCES" || code === "EPERM") {
    return {
      kind: "cannot-run",
      message: `${where} may not be written by this user; run the command in a clone that you may write to`,
    };
  }
  return undefined;
}

/** cdktf's own errors: what a validation or an annotation says of the app. */
const validation = /^(Validation failed|App-level validation failed|Annotations)/;

/**
 * Thrown by our constructs and commands, and by cdktf when a validation fails.
 *
 * @param {unknown} error
 * @returns {error is Error}
 */
function isMistake(error) {
  return error instanceof Error && (error.name === "UserError" || validation.test(error.message));
}

/** @param {Error} error */
function kindOfMistake(error) {
  return validation.test(error.message) && error.name !== "UserError"
    ? "finding"
    : kindOfError(error);
}

module.exports = { failureOf };
