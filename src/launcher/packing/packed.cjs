"use strict";
const { readdirSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join } = require("node:path");
const { home } = require("../home.cjs");
const { loadPack, pack } = require("./pack.cjs");

/** @typedef {Record<string, () => unknown>} Packed a file's path, and what gives its exports */

/** What every app loads from several hundred files. Other packages stay where they are. */
const packable = /^(cdktf|constructs|@cdktf\/provider-aiven)(\/|$)/;

const fromHome = Module.createRequire(join(home, "package.json"));

/**
 * Loads cdktf and the bindings that an app uses from one file, which is made once and kept with
 * V8's compiled code. For `require` nothing changes: the same files give the same exports, from
 * whatever package they are asked for.
 *
 * @param {readonly string[]} packages what the app imports
 * @returns {Promise<Packed>}
 */
async function loadPacked(packages) {
  const entries = packages.filter((name) => packable.test(name)).sort();
  if (!entries.includes("cdktf")) return {};
  const file = await pack(entries.join(), () => ({
    stdin: { contents: exportsOf(entries), resolveDir: home, sourcefile: "pack.cjs" },
    // a third of cdktf's loading time, and used by nothing but assets that are archives
    alias: { archiver: join(__dirname, "archiver-when-asked.cjs") },
  }));
  const packed = /** @type {Packed} */ (loadPack(file));
  for (const path of Object.keys(packed)) {
    const module = new Module(path);
    module.filename = path;
    module.loaded = true;
    Object.defineProperty(module, "exports", { get: packed[path], configurable: true });
    require.cache[path] = /** @type {NodeJS.Module} */ (module);
  }
  return packed;
}

/**
 * All of cdktf and constructs, whose modules can be asked for one by one, and just the bindings
 * that are used: there are 154 of them.
 *
 * @param {readonly string[]} entries
 */
function exportsOf(entries) {
  const whole = ["cdktf", "constructs"].flatMap((name) => {
    const lib = dirname(fromHome.resolve(name));
    return readdirSync(lib, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".js") && !/(^|[\\/])(testing|__tests__)[\\/]/.test(file))
      .map((file) => join(lib, file));
  });
  return [...new Set([...whole, ...entries.map((entry) => fromHome.resolve(entry))])]
    .map((file) => JSON.stringify(file))
    .map((file) => `exports[${file}] = () => require(${file});`)
    .join("\n");
}

module.exports = { loadPacked };
