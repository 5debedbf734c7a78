"use strict";
const { existsSync } = require("node:fs");
const { dirname, join, resolve } = require("node:path");

/** Where this program lies: a clone, or the package in somebody's node_modules. */
const home = resolve(__dirname, "..", "..");

/** Whether this is the package: its program is compiled, and npm has installed what it needs. */
const isPackage = existsSync(join(home, "program"));

/** The project that this program works for: everything that set-up makes goes below it. */
const project = isPackage ? projectOf(process.cwd()) : home;

/** For what may be made again at any time; `npm ci` clears it with the rest of node_modules. */
const cacheDir = join(project, "node_modules", ".cache", "aiven-cdc");

/**
 * The nearest folder with a cdktf.json, else with a package.json, else the folder itself.
 *
 * @param {string} folder
 */
function projectOf(folder) {
  return nearestWith("cdktf.json", folder) ?? nearestWith("package.json", folder) ?? folder;
}

/**
 * @param {string} name of a file
 * @param {string} folder where to begin; then those above it
 * @returns {string | undefined}
 */
function nearestWith(name, folder) {
  if (existsSync(join(folder, name))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestWith(name, parent);
}

module.exports = { home, isPackage, project, cacheDir };
