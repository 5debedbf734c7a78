"use strict";
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, statSync, writeFileSync } = require("node:fs");
const { join, resolve } = require("node:path");
const { cacheDir, UserError } = require("./home.cjs");

/**
 * Compiles a TypeScript entry with its own modules into one file and returns its path; packages
 * stay where they are. A file compiled earlier is used again while none of its sources changed.
 * Types are not checked here: `npm run types` does that.
 *
 * @param {string} entry relative to `cwd`, or absolute
 * @param {{ cwd: string, format: "cjs" | "esm" }} options
 * @returns {string}
 */
function compile(entry, { cwd, format }) {
  const source = resolve(cwd, entry);
  if (!statSync(source, { throwIfNoEntry: false })?.isFile()) {
    throw new UserError(
      `No app at ${source}; name the TypeScript file of a CDKTF app, for instance main.ts or examples/cookbook.ts`,
    );
  }
  const name = createHash("sha256").update(source).digest("hex").slice(0, 16);
  const outfile = join(cacheDir, "build", `${name}.${format === "esm" ? "mjs" : "cjs"}`);
  if (isFresh(outfile)) return outfile;

  const esbuild = require("esbuild");
  try {
    const { metafile } = esbuild.buildSync({
      entryPoints: [source],
      absWorkingDir: cwd,
      bundle: true,
      platform: "node",
      target: "node20",
      packages: "external",
      format,
      outfile,
      sourcemap: true,
      metafile: true,
      logLevel: "silent",
    });
    const inputs = Object.keys(metafile.inputs).map((path) => fingerprint(resolve(cwd, path)));
    mkdirSync(join(cacheDir, "build"), { recursive: true });
    writeFileSync(`${outfile}.inputs.json`, JSON.stringify(inputs));
  } catch (error) {
    const { errors } = /** @type {import("esbuild").BuildFailure} */ (error);
    if (!errors) throw error;
    throw new UserError(esbuild.formatMessagesSync(errors, { kind: "error" }).join("").trimEnd());
  }
  return outfile;
}

/** @param {string} outfile */
function isFresh(outfile) {
  try {
    /** @type {ReturnType<typeof fingerprint>[]} */
    const inputs = JSON.parse(readFileSync(`${outfile}.inputs.json`, "utf8"));
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

module.exports = { compile };
