// Plain JavaScript: `cdc doctor` asks it on a clone with nothing installed.
"use strict";
const { execFile } = require("node:child_process");
const { existsSync } = require("node:fs");
const { readFile, realpath } = require("node:fs/promises");
const { delimiter, dirname, join } = require("node:path");
const { promisify } = require("node:util");
const { CannotRun } = require("../../base/user-error.cjs");

const run = promisify(execFile);

const oldestJava = 17;
const getJava =
  "get a JDK of version 17 or later (Debian, Ubuntu: apt install openjdk-17-jdk-headless; macOS: brew install openjdk@17)";

/**
 * @typedef {object} Java
 * @property {string} command
 * @property {string} version as the runtime names itself, "17.0.15+6": archives of classes fit one
 * runtime only
 */

/**
 * The Java of JAVA_HOME, else of the PATH; refused when there is none or it is too old.
 *
 * @returns {Promise<Java>}
 */
async function findJava() {
  const folders = [
    ...(process.env.JAVA_HOME ? [join(process.env.JAVA_HOME, "bin")] : []),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  const command = folders.map((folder) => join(folder, "java")).find((file) => existsSync(file));
  if (!command) throw new CannotRun(`java is missing, and Kafka runs on it; ${getJava}`);
  const version = (await versionFromRelease(command)) ?? (await versionFromRunning(command));
  const feature = Number(/^(?:1\.)?(\d+)/.exec(version)?.[1]);
  if (!(feature >= oldestJava)) {
    throw new CannotRun(
      `java is too old: ${command} is version ${version}, Kafka needs ${oldestJava} or later; ${getJava}`,
    );
  }
  return { command, version };
}

/**
 * Every JDK has a file with its version, read in a millisecond, where a start takes 50.
 *
 * @param {string} command
 */
async function versionFromRelease(command) {
  const release = await realpath(command)
    .then((file) => readFile(join(dirname(dirname(file)), "release"), "utf8"))
    .catch(() => "");
  return /^JAVA_RUNTIME_VERSION="(.+)"/m.exec(release)?.[1];
}

/** @param {string} command */
async function versionFromRunning(command) {
  const settings = await run(command, ["-XshowSettings:properties", "-version"]).then(
    ({ stderr }) => stderr,
    (/** @type {Error} */ error) => {
      // The java of a Mac without a JDK is a stub that only reports that.
      throw new CannotRun(`${command} does not run (${error.message.split("\n")[0]}); ${getJava}`);
    },
  );
  return /java\.runtime\.version = (\S+)/.exec(settings)?.[1] ?? "unknown";
}

module.exports = { findJava };
