"use strict";
const { readdirSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join } = require("node:path");
const { installed, libraries } = require("../apps-library.cjs");
const { project } = require("../home.cjs");
const { loadPack, pack } = require("./pack.cjs");

/** @typedef {Record<string, () => unknown>} Packed a file's path, and what gives its exports */

/** What every app loads from several hundred files. Other packages stay where they are. */
const packable = /^(aiven-cdc|cdktf|cdktn|constructs|@cdkt[fn]\/provider-aiven)(\/|$)/;

/** What `aiven-cdc` imports one or the other of. */
const alternatives = libraries.flatMap((name) => [name, `@${name}/provider-aiven`]);

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
  if (!entries.some((name) => name !== "constructs")) return {};
  const file = await pack(entries.join(), () => ({
    stdin: { contents: exportsOf(entries), resolveDir: project, sourcefile: "pack.cjs" },
    // a third of cdktf's loading time, and used by nothing but assets that are archives
    alias: { archiver: join(__dirname, "archiver-when-asked.cjs") },
    define: { "globalThis.ARCHIVER": JSON.stringify(archiver()) },
    external: alternatives
      .filter((name) => !installed(name))
      .flatMap((name) => [name, `${name}/*`]),
  }));
  const packed = /** @type {Packed} */ (loadPack(file, join(project, "package.json")));
  for (const path of Object.keys(packed)) {
    const module = new Module(path);
    module.filename = path;
    module.loaded = true;
    Object.defineProperty(module, "exports", { get: packed[path], configurable: true });
    require.cache[path] = /** @type {NodeJS.Module} */ (module);
  }
  return packed;
}

/** Where cdktf has it; cdktn does without. */
function archiver() {
  const cdktf = installed("cdktf");
  return cdktf === undefined ? "archiver" : Module.createRequire(cdktf).resolve("archiver");
}

/**
 * All of cdktf or cdktn and of constructs, whose modules can be asked for one by one, and just the
 * bindings that are used: there are 154 of them.
 *
 * @param {readonly string[]} entries
 */
function exportsOf(entries) {
  const whole = [...libraries, "constructs"].flatMap((name) => {
    const main = entries.includes(name) || name === "constructs" ? installed(name) : undefined;
    if (main === undefined) return [];
    const lib = dirname(main);
    return readdirSync(lib, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".js") && !/(^|[\\/])(testing|__tests__)[\\/]/.test(file))
      .map((file) => join(lib, file));
  });
  return [...new Set([...whole, ...entries.flatMap((entry) => installed(entry) ?? [])])]
    .map((file) => JSON.stringify(file))
    .map((file) => `exports[${file}] = () => require(${file});`)
    .join("\n");
}

module.exports = { loadPacked };
