"use strict";
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, statSync, writeFileSync } = require("node:fs");
const { join, resolve } = require("node:path");
const { Misuse, UserError } = require("../base/user-error.cjs");
const { cacheDir, home, isPackage } = require("./home.cjs");

const requireInEsm =
  'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);';

const buildDir = join(cacheDir, "build");

/**
 * In a clone, an app may import as in a project of its own.
 *
 * @type {Record<string, string>}
 */
const alias = isPackage ? {} : { "aiven-cdc": join(home, "src", "index.ts") };

/**
 * Compiles a TypeScript entry with its own modules into one file and returns its path; packages
 * stay where they are. A file compiled earlier is used again while none of its sources changed.
 * Types are not checked here.
 *
 * @param {string} entry relative to `cwd`, or absolute
 * @param {{ cwd: string, format: "cjs" | "esm" }} options
 * @returns {string}
 */
function compile(entry, { cwd, format }) {
  const source = resolve(cwd, entry);
  if (!statSync(source, { throwIfNoEntry: false })?.isFile()) {
    throw new Misuse(
      `No app at ${source}; name the TypeScript file of a CDKTF app, for instance main.ts or examples/cookbook.ts`,
    );
  }
  const outfile = outfileOf(source, format);
  if (isFresh(`${outfile}.json`)) return outfile;

  const esbuild = require("esbuild");
  try {
    const { metafile } = esbuild.buildSync({
      entryPoints: [source],
      absWorkingDir: cwd,
      bundle: true,
      platform: "node",
      target: "node20",
      packages: "external",
      alias,
      format,
      // modules in plain JavaScript, which the launcher shares, require what Node has
      ...(format === "esm" && { banner: { js: requireInEsm } }),
      outfile,
      sourcemap: true,
      metafile: true,
      logLevel: "silent",
    });
    const inputs = Object.keys(metafile.inputs).map((path) => fingerprint(resolve(cwd, path)));
    const [{ imports = [] } = {}] = Object.values(metafile.outputs).filter((out) => out.entryPoint);
    const packages = new Set(imports.filter((each) => each.external).map((each) => each.path));
    mkdirSync(buildDir, { recursive: true });
    writeFileSync(`${outfile}.json`, JSON.stringify({ inputs, packages: [...packages] }));
  } catch (error) {
    const { errors } = /** @type {import("esbuild").BuildFailure} */ (error);
    if (!errors) throw error;
    throw new UserError(esbuild.formatMessagesSync(errors, { kind: "error" }).join("").trimEnd());
  }
  return outfile;
}

/**
 * @param {string} source absolute
 * @param {"cjs" | "esm"} format
 */
function outfileOf(source, format) {
  const name = createHash("sha256").update(source).digest("hex").slice(0, 16);
  return join(buildDir, `${name}.${format === "esm" ? "mjs" : "cjs"}`);
}

/**
 * The files that an app consists of, as of the last time that it could be compiled.
 *
 * @param {string} entry relative to `cwd`, or absolute
 * @param {{ cwd: string }} options
 * @returns {string[]} at least the entry's
 */
function sourcesOf(entry, { cwd }) {
  const source = resolve(cwd, entry);
  try {
    /** @type {{ inputs: ReturnType<typeof fingerprint>[] }} */
    const { inputs } = JSON.parse(readFileSync(`${outfileOf(source, "cjs")}.json`, "utf8"));
    return [...new Set([source, ...inputs.map(([path]) => path)])];
  } catch {
    return [source]; // never compiled
  }
}

/**
 * What a compiled file imports and does not hold.
 *
 * @param {string} outfile as {@link compile} gave it
 * @returns {string[]}
 */
function packagesOf(outfile) {
  return JSON.parse(readFileSync(`${outfile}.json`, "utf8")).packages;
}

/**
 * Whether something was made from files that have not changed since.
 *
 * @param {string} index JSON with their fingerprints
 */
function isFresh(index) {
  try {
    /** @type {{ inputs: ReturnType<typeof fingerprint>[] }} */
    const { inputs } = JSON.parse(readFileSync(index, "utf8"));
    return inputs.every(([path, mtimeMs, size]) => {
      const now = fingerprint(path);
      return now[1] === mtimeMs && now[2] === size;
    });
  } catch {
    return false;
  }
}

/**
 * @param {string} path
 * @returns {[path: string, mtimeMs: number, size: number]}
 */
function fingerprint(path) {
  const { mtimeMs, size } = statSync(path);
  return [path, mtimeMs, size];
}

module.exports = { compile, packagesOf, sourcesOf, isFresh, fingerprint, buildDir };
