"use strict";
const { resolve, join } = require("node:path");

/** Where the project lies: everything that set-up makes goes below it. */
const home = resolve(__dirname, "..", "..");

/** For what may be made again at any time; `npm ci` clears it with the rest of node_modules. */
const cacheDir = join(home, "node_modules", ".cache", "aiven-cdc");

/** A mistake of the person at the keyboard, reported without a stack trace. */
class UserError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = "UserError";
  }
}

module.exports = { home, cacheDir, UserError };
