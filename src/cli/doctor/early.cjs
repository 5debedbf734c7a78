// What can be looked at on a clone with nothing installed: plain JavaScript that loads no package.
"use strict";
const { execFile } = require("node:child_process");
const { accessSync, constants, existsSync } = require("node:fs");
const { mkdtemp, rm } = require("node:fs/promises");
const { freemem, tmpdir } = require("node:os");
const { join } = require("node:path");
const { arePackagesThere, mustBeSupportedNode } = require("../../launcher/packages.cjs");
const { freePorts, host } = require("../../rehearsal/engines/ports.cjs");
const { findJava } = require("../../rehearsal/engines/find-java.cjs");
const { freeMb, mustHaveRoom } = require("../../rehearsal/session/claim/disk-room.cjs");
const { findTerraform } = require("../../stack/terraform-program.cjs");
const { diagnosed, failed, ok, warning } = require("./result.cjs");

/** @typedef {import("./result.cjs").Diagnosis} Diagnosis */

/** Packages, bindings and engines of a first set-up, and a rehearsal on top of them. */
const setUpMb = 1_500;

/** Three brokers, a worker and PostgreSQL, with Terraform and Node beside them. */
const pipelineMb = 1_200;

/** What the README asks for. */
const oldestTerraform = 5;

/** From this version on a password may be written that the state does not keep (password_wo). */
const writeOnlyTerraform = 11;

/**
 * @param {{ home: string, runDir: string }} folders
 * @returns {Promise<Diagnosis[]>}
 */
function earlyChecks({ home, runDir }) {
  return Promise.all([
    diagnosed("Node.js", () => {
      mustBeSupportedNode();
      return ok("Node.js", process.versions.node);
    }),
    diagnosed("Terraform", terraform),
    diagnosed("Java", async () => {
      const { command, version } = await findJava();
      return ok("Java", `${version}, ${command}`);
    }),
    diagnosed("disk", () => disk(runDir, home)),
    memory(),
    diagnosed("ports", async () => {
      await freePorts(8);
      return ok("ports", `free ones on ${host}`);
    }),
    diagnosed("project folder", () => projectFolder(home)),
    diagnosed("npm registry", () => npmRegistry(home)),
  ]);
}

async function terraform() {
  const program = findTerraform();
  const said = await outputOf(program, ["version"], { CHECKPOINT_DISABLE: "1" });
  const [, name, major, minor] = /^(\w+) v(\d+)\.(\d+)/.exec(said.stdout) ?? [];
  if (said.error || name === undefined) {
    const cause = said.error?.message.split("\n")[0] ?? "it shows no version";
    return failed(
      "Terraform",
      `${program} does not run (${cause})`,
      "install it again, or name another program with TERRAFORM_BINARY_NAME",
    );
  }
  const figure = `${said.stdout.split("\n")[0]}, ${program}`;
  /** @param {number} wanted the minor version, of 1 */
  const isFrom = (wanted) => Number(major) > 1 || (Number(major) === 1 && Number(minor) >= wanted);
  if (isFrom(writeOnlyTerraform)) return ok("Terraform", figure);
  if (!isFrom(oldestTerraform)) {
    return failed("Terraform", figure, `get version 1.${oldestTerraform} or later`);
  }
  return warning(
    "Terraform",
    figure,
    `get version 1.${writeOnlyTerraform} or later: passwords that the state does not keep (password_wo) need it`,
  );
}

/**
 * @param {string} runDir
 * @param {string} home
 */
function disk(runDir, home) {
  mustHaveRoom(runDir);
  const isSetUp = existsSync(join(home, ".rehearsal", "engines")) && arePackagesThere();
  return room(freeMb(runDir), isSetUp);
}

/**
 * @param {number} free MB
 * @param {boolean} isSetUp
 */
function room(free, isSetUp) {
  if (isSetUp || free >= setUpMb) return ok("disk", `${free} MB free`);
  return warning("disk", `${free} MB free`, `make room: set-up and a rehearsal take ${setUpMb} MB`);
}

/**
 * @param {number} bytes that Node finds, which knows the limit of a container since 20.13
 * @returns {Diagnosis}
 */
function memory(bytes = process.availableMemory?.() ?? freemem()) {
  const figure = `${Math.round(bytes / 1e6)} MB free`;
  if (bytes / 1e6 >= pipelineMb) return ok("memory", figure);
  return warning(
    "memory",
    figure,
    `end other programs, or give the container more: a pipeline with three brokers takes about ${pipelineMb} MB`,
  );
}

/** @param {string} home */
function projectFolder(home) {
  try {
    accessSync(home, constants.W_OK);
    return ok("project folder", home);
  } catch {
    return failed(
      "project folder",
      `${home} may not be written by this user`,
      "run the command in a clone that you may write to: packages and engines are kept below it",
    );
  }
}

/**
 * By npm itself, which has its own settings for registries, proxies and credentials.
 *
 * @param {string} home
 */
async function npmRegistry(home) {
  // else npm answers from its cache where the network is away
  const cache = await mkdtemp(join(tmpdir(), "aiven-cdc-npm-"));
  const args = ["view", "commander", "version", `--cache=${cache}`, "--fetch-retries=0"];
  const { error, stderr } = await outputOf("npm", [...args, "--fetch-timeout=10000"], {}, home);
  await rm(cache, { recursive: true, force: true });
  if (!error) return ok("npm registry", "answers");
  const code = /^npm error code (\S+)/m.exec(stderr)?.[1] ?? error.message.split("\n")[0];
  // with the packages there, nothing is fetched from it
  return (arePackagesThere() ? warning : failed)(
    "npm registry",
    `npm does not reach it (${code})`,
    "check the network, `npm config get registry`, and `npm config get https-proxy` or HTTPS_PROXY",
  );
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} environment
 * @param {string} [cwd]
 * @returns {Promise<{ error: Error | null, stdout: string, stderr: string }>}
 */
function outputOf(program, args, environment, cwd) {
  const options = {
    ...{ cwd, timeout: 20_000, shell: process.platform === "win32" },
    env: { ...process.env, ...environment },
  };
  return new Promise((resolve) =>
    execFile(program, args, options, (error, stdout, stderr) => resolve({ error, stdout, stderr })),
  );
}

module.exports = { earlyChecks, memory, room };
