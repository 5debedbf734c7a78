"use strict";
const { readdirSync, readFileSync, rmSync, statSync } = require("node:fs");
const { join, relative, resolve } = require("node:path");
const { fromProject, installed, libraries } = require("./apps-library.cjs");

/**
 * What one run of an app writes, distinguished from what earlier runs left in the same folder: a deploy
 * must find the JSON of the last run, or none.
 */
class Output {
  /** Where cdktf's command line, or a rehearsal, looks for the JSON. */
  folder = resolve(process.env.CDKTF_OUTDIR ?? "cdktf.out");
  /** With CDKTF_OUTDIR somebody waits for the JSON there, and an app may not choose. */
  #isChosen = process.env.CDKTF_OUTDIR === undefined;
  #before = stateOf(this.folder);
  /** @type {Set<string>} folders that an app chose itself */
  #others = new Set();

  /** Whether this run wrote its manifest to {@link folder}. */
  get isWritten() {
    return stateOf(this.folder) !== this.#before;
  }

  /** Whether this run wrote its manifest at all. */
  get isComplete() {
    return this.isWritten || (this.#isChosen && this.#others.size > 0);
  }

  /**
   * Notes where apps are synthesized that name a folder of their own; call it before they run.
   *
   * @param {readonly string[]} packages what they import
   */
  followApps(packages) {
    const others = this.#others;
    for (const name of libraries) {
      if (!packages.includes(name) || !installed(name)) continue;
      const { App } = fromProject(name);
      const { synth } = App.prototype;
      App.prototype.synth = /** @this {{ outdir: string }} */ function () {
        synth.call(this);
        others.add(resolve(this.outdir));
      };
    }
  }

  /**
   * Removes the JSON of stacks that the app no longer has.
   *
   * @returns {string[]} their names
   */
  removeOthers() {
    const manifest = JSON.parse(readFileSync(join(this.folder, "manifest.json"), "utf8"));
    return removeStacks(this.folder, (name) => !Object.hasOwn(manifest.stacks, name));
  }

  /**
   * Removes every stack's JSON, of this run and of earlier ones.
   *
   * @returns {boolean} whether there was any
   */
  remove() {
    const removed = [this.folder, ...this.#others].flatMap((folder) => {
      const names = removeStacks(folder, () => true);
      if (names.length > 0) rmSync(join(folder, "manifest.json"), { force: true });
      return names;
    });
    return removed.length > 0;
  }

  /** As a person would write it. */
  get name() {
    const path = relative(process.cwd(), this.folder);
    return path === "" || path.startsWith("..") ? this.folder : path;
  }
}

/**
 * Changes whenever the manifest is written.
 *
 * @param {string} folder
 */
function stateOf(folder) {
  const found = statSync(join(folder, "manifest.json"), { bigint: true, throwIfNoEntry: false });
  return found && [found.ino, found.size, found.mtimeNs, found.ctimeNs].join();
}

/**
 * Removes `cdk.tf.json` of stacks, and nothing that cdktf has not written: state and plugins stay.
 *
 * @param {string} folder
 * @param {(name: string) => boolean} isMeant
 */
function removeStacks(folder, isMeant) {
  const stacks = join(folder, "stacks");
  return names(stacks).filter((name) => {
    const file = join(stacks, name, "cdk.tf.json");
    if (!isMeant(name) || !isWrittenByCdktf(file)) return false;
    rmSync(file);
    return true;
  });
}

/** @param {string} folder */
function names(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return []; // nothing was ever written
  }
}

/** @param {string} file */
function isWrittenByCdktf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"))["//"]?.metadata?.stackName !== undefined;
  } catch {
    return false; // not there, or half-written by somebody else
  }
}

module.exports = { Output };
