"use strict";
const { spawnSync } = require("node:child_process");
const { accessSync, constants, existsSync, statSync } = require("node:fs");
const { join } = require("node:path");
const { CannotRun } = require("../base/user-error.cjs");
const { home, isPackage } = require("./home.cjs");

/** @type {[major: number, minor: number]} */
const oldestNode = [20, 19];

/** The larger half of the packages: CDKTF's command line, and what tests and gates run on. */
const forDevelopment = join(home, "node_modules", "cdktf-cli");

/** @throws CannotRun where neither the launcher nor the packages run */
function mustBeSupportedNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    throw new CannotRun(
      `Node.js ${oldestNode.join(".")} or later is needed, this is ${process.versions.node}; ` +
        "get it from https://nodejs.org or your package manager",
    );
  }
}

/** Whether there is anything to run with, be it of an earlier lock. */
function arePackagesThere() {
  return isPackage || modified(join(home, "node_modules", ".package-lock.json")) > 0;
}

/** Whether the compiled program runs, without anything being installed for it. */
function canRunPackages() {
  try {
    mustBeSupportedNode();
    return arePackagesThere();
  } catch {
    return false;
  }
}

/**
 * Brings node_modules up to package-lock.json; a few look-ups and nothing else when it is.
 *
 * @param {{ all: boolean }} which a rehearsal does without the larger half, for a quick first start
 */
function installPackages({ all }) {
  mustBeSupportedNode();
  if (isPackage) return;
  const installed = modified(join(home, "node_modules", ".package-lock.json"));
  const isCurrent = installed >= modified(join(home, "package-lock.json")) && installed > 0;
  const hasAll = existsSync(forDevelopment);
  if (isCurrent && (hasAll || !all)) return;
  accessSync(home, constants.W_OK); // npm's own words for a read-only folder lead astray
  const duration = all ? "about a minute" : "half a minute";
  process.stderr.write(`set-up: installing packages (${duration}, once)\n`);
  const options = ["--no-progress", "--no-audit", "--no-fund"];
  if (!all && !hasAll) options.push("--omit=dev");
  const { status, error } = spawnSync("npm", [installed ? "install" : "ci", ...options], {
    cwd: home,
    stdio: ["ignore", process.stderr, process.stderr],
    shell: process.platform === "win32",
  });
  if (error || status !== 0) {
    throw new CannotRun(
      `npm could not install the packages of ${home}${error ? `: ${error.message}` : ""}; ` +
        "its output is above. Correct what it reports (network, disk space, a read-only folder) and run the command again",
    );
  }
}

/** @param {string} file */
function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

module.exports = {
  arePackagesThere,
  canRunPackages,
  installPackages,
  modified,
  mustBeSupportedNode,
};
