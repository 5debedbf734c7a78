"use strict";
const { spawn, spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { existsSync, readFileSync, statSync } = require("node:fs");
const { dirname, join, resolve } = require("node:path");
const { buildDir } = require("./compile.cjs");
const { UserError } = require("../base/user-error.cjs");
const { home } = require("./home.cjs");
const { replace } = require("./packing/pack.cjs");

/** @typedef {[path: string, mtimeMs: number, size: number, sha256: string]} Input */

/**
 * @typedef {object} TypeCheck
 * @property {Promise<void>} settled resolves when the compiler has ended, whatever it found
 * @property {() => InstanceType<typeof UserError> | undefined} failure what it found; waits for it where it is still at work
 * @property {() => void} stop ends it; it then finds nothing
 */

/** @type {TypeCheck} */
const nothingToCheck = {
  settled: Promise.resolve(),
  failure: () => undefined,
  stop: () => undefined,
};

/**
 * Checks the types of an app in a process of its own, beside whatever runs meanwhile. An app that
 * passed, and none of whose files changed since, is not checked again.
 *
 * @param {string} entry the app's file, relative to `cwd` or absolute
 * @param {{ cwd: string }} options
 * @returns {TypeCheck}
 */
function startTypeCheck(entry, { cwd }) {
  const source = resolve(cwd, entry);
  if (!existsSync(source) || hasPassed(passedFile(source))) return nothingToCheck;
  const args = [join(__dirname, "check-types.cjs"), source];
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  /** @type {{ status: number | null, output: string } | undefined} */
  let ended;
  let isStopped = false;
  /** @type {Promise<void>} */
  const settled = new Promise((settle) => {
    child.once("error", (error) => {
      ended = { status: 1, output: error.message };
      settle();
    });
    child.once("close", (status) => {
      ended ??= { status, output };
      settle();
    });
  });
  return {
    settled,
    failure() {
      if (isStopped) return undefined;
      // an app that calls process.exit() leaves no time to wait in
      ended ??= (child.kill(), runNow(args, cwd));
      return ended.status === 0 ? undefined : failureOf(entry, ended.output);
    },
    stop() {
      isStopped = true;
      child.kill();
    },
  };
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
function runNow(args, cwd) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

/**
 * @param {string} entry
 * @param {string} output
 */
function failureOf(entry, output) {
  return new UserError(
    `${output.trim()}\n${entry} does not pass the type check; correct it, or leave the check out with --no-types (AIVEN_CDC_NO_TYPES=1)`,
  );
}

/**
 * Where it is noted that an app passed. Another tsconfig.json is another check.
 *
 * @param {string} source absolute
 */
function passedFile(source) {
  const name = createHash("sha256")
    .update(`${source}\n${nearestConfig(source)}`)
    .digest("hex");
  return join(buildDir, `types-${name.slice(0, 16)}.json`);
}

/**
 * The tsconfig.json that holds for a file: the one in its folder or the nearest above, else ours.
 *
 * @param {string} source absolute
 */
function nearestConfig(source) {
  for (let folder = dirname(source); ; folder = dirname(folder)) {
    const config = join(folder, "tsconfig.json");
    if (existsSync(config)) return config;
    if (folder === dirname(folder)) return join(home, "tsconfig.json");
  }
}

/** @param {string} file as {@link notePassed} wrote it */
function hasPassed(file) {
  /** @type {Input[]} */
  let inputs;
  try {
    inputs = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return false; // never checked, or cleared
  }
  let isTouched = false;
  for (const [path, mtimeMs, size, hash] of inputs) {
    const now = statSync(path, { throwIfNoEntry: false });
    if (now?.mtimeMs === mtimeMs && now.size === size) continue;
    if (now?.size !== size || sha256(path) !== hash) return false;
    isTouched = true;
  }
  // a checkout writes the same content with another time
  if (isTouched) {
    notePassed(
      file,
      inputs.map(([path]) => path),
    );
  }
  return true;
}

/**
 * @param {string} file
 * @param {readonly string[]} paths everything that the check read
 */
function notePassed(file, paths) {
  /** @type {Input[]} */
  const inputs = paths.map((path) => {
    const { mtimeMs, size } = statSync(path);
    return [path, mtimeMs, size, sha256(path)];
  });
  replace(file, JSON.stringify(inputs));
}

/** @param {string} path */
function sha256(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

module.exports = { startTypeCheck, passedFile, nearestConfig, notePassed };
