"use strict";
const { resolve, join } = require("node:path");

/** Where the project lies: everything that set-up makes goes below it. */
const home = resolve(__dirname, "..", "..");

/** For what may be made again at any time; `npm ci` clears it with the rest of node_modules. */
const cacheDir = join(home, "node_modules", ".cache", "aiven-cdc");

module.exports = { home, cacheDir };
