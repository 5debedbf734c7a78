"use strict";

/**
 * What a command ends with, by what it is that ended it.
 *
 * @typedef {"finding" | "misuse" | "cannot-run"} ErrorKind
 *
 * - `finding`: the command did its work, and what it looked at is not as it should be
 * - `misuse`: an option, an argument or a file that it was given is wrong
 * - `cannot-run`: this machine, or the network, lacks what the command needs
 */

/**
 * The codes that every command ends with; docs/guides/commands.md has the table.
 *
 * @type {Readonly<Record<ErrorKind | "interrupted", number>>}
 */
const exitCodes = { finding: 1, misuse: 2, "cannot-run": 3, interrupted: 130 };

/**
 * A mistake of the person at the keyboard, or something their machine lacks: reported without a stack
 * trace. The program `cdc` knows it by its name: packed, it has this class twice.
 */
class UserError extends Error {
  /** @type {ErrorKind} */
  kind = "finding";

  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = "UserError";
  }
}

class Misuse extends UserError {
  /** @override @type {ErrorKind} */
  kind = "misuse";
}

class CannotRun extends UserError {
  /** @override @type {ErrorKind} */
  kind = "cannot-run";
}

/**
 * An error that another process ended with.
 *
 * @param {ErrorKind} kind
 * @param {string} message
 */
function userErrorOf(kind, message) {
  const Class = { finding: UserError, misuse: Misuse, "cannot-run": CannotRun }[kind];
  return new Class(message);
}

/**
 * What a process of this program met, by the code that it ended with.
 *
 * @param {number | null} code
 * @returns {ErrorKind}
 */
function kindOfExitCode(code) {
  if (code === exitCodes.misuse) return "misuse";
  return code === exitCodes["cannot-run"] ? "cannot-run" : "finding";
}

/**
 * @param {unknown} error
 * @returns {ErrorKind} of an error that is nobody's mistake: the command could not be carried out
 */
function kindOfError(error) {
  const { name, kind } = /** @type {Partial<UserError>} */ (error ?? {});
  return name === "UserError" && kind !== undefined ? kind : "cannot-run";
}

module.exports = {
  exitCodes,
  UserError,
  Misuse,
  CannotRun,
  userErrorOf,
  kindOfExitCode,
  kindOfError,
};
