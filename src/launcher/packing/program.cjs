"use strict";
const { readdirSync } = require("node:fs");
const { basename, join } = require("node:path");
const { home, isPackage } = require("../home.cjs");
const { loadPack, pack } = require("./pack.cjs");

/** Large, and loaded by commands for developers alone or by a set-up that fetches engines. */
const leftOut = [
  "esbuild",
  "prettier",
  "typescript",
  "cdktf",
  "cdktn",
  "constructs",
  "@cdktf/*",
  "@cdktn/*",
  "undici",
  "tar",
  "@xmldom/xmldom",
];

/** What the program has in the place of modules that would make its start slow. */
const programAlias = { "ajv/dist/2020.js": join(__dirname, "ajv-when-used.cjs") };

/**
 * The command-line program with its packages, from one file: to find and to read them in several
 * hundred would take longer than a synth.
 *
 * @param {string} entry relative to the project; the package has it compiled, in `program`
 * @returns {Promise<Record<string, unknown>>} what the entry exports
 */
async function loadProgram(entry) {
  if (isPackage) return loadPack(compiledProgram(basename(entry, ".ts")));
  const options = {
    entryPoints: [entry],
    external: leftOut,
    alias: programAlias,
    // V8 cannot import from code that it has kept; it can require
    supported: { "dynamic-import": false },
  };
  return loadPack(await pack(entry, () => options));
}

/**
 * `program/main-1F2E3D4C.cjs` for `main`.
 *
 * @param {string} name
 */
function compiledProgram(name) {
  const folder = join(home, "program");
  const file = readdirSync(folder).find(
    (each) => each.startsWith(`${name}-`) && each.endsWith(".cjs"),
  );
  return join(folder, String(file));
}

module.exports = { loadProgram, programAlias };
