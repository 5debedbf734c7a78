"use strict";
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { basename, dirname, join, resolve } = require("node:path");
const { pathToFileURL } = require("node:url");
const { Script } = require("node:vm");
const { buildDir, fingerprint, isFresh } = require("../compile.cjs");
const { home } = require("../home.cjs");

/**
 * Puts modules with the packages that they import into one file, which is made again only when one
 * of them has changed. Its name tells its content: compiled code kept beside it can belong to no
 * other.
 *
 * @param {string} what tells this pack from others
 * @param {() => import("esbuild").BuildOptions} options asked for only when it is made
 * @returns {Promise<string>} the file
 */
async function pack(what, options) {
  const name = createHash("sha256").update(what).digest("hex").slice(0, 16);
  const index = join(buildDir, `pack-${name}.json`);
  if (isFresh(index)) return JSON.parse(readFileSync(index, "utf8")).file;
  const { code, map, inputs } = await bundled(options());
  const content = createHash("sha256").update(code).digest("hex").slice(0, 16);
  const file = join(buildDir, `pack-${content}.cjs`);
  mkdirSync(buildDir, { recursive: true });
  replace(`${file}.map`, map);
  replace(file, code);
  replace(index, JSON.stringify({ file, inputs }));
  return file;
}

/** @param {import("esbuild").BuildOptions} options */
async function bundled(options) {
  const { outputFiles = [], metafile } = await require("esbuild").build({
    absWorkingDir: home,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    outfile: join(buildDir, "pack.cjs"),
    write: false,
    plugins: [keepingFileNames],
    // a name is what tells a frame of a stack trace
    minifyWhitespace: true,
    sourcemap: "external",
    sourcesContent: false,
    metafile: true,
    logLevel: "silent",
    ...options,
  });
  const text = (/** @type {string} */ suffix) =>
    outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? "";
  const inputs = Object.keys(metafile?.inputs ?? {}).filter(
    (path) => basename(path) !== "pack.cjs",
  );
  return {
    code: text(".cjs"),
    map: text(".map"),
    inputs: [__filename, ...inputs].map((path) => fingerprint(resolve(home, path))),
  };
}

/**
 * A packed module goes on knowing where it lies: some load a file from beside them, and cdktf makes
 * an archive by running one as a program.
 *
 * @type {import("esbuild").Plugin}
 */
const keepingFileNames = {
  name: "keeping-file-names",
  setup(build) {
    build.onLoad({ filter: /\.[cm]?js$/ }, ({ path }) => {
      const contents = readFileSync(path, "utf8");
      if (/\bimport\.meta\.url\b/.test(contents)) {
        const url = JSON.stringify(pathToFileURL(path).href);
        return { contents: contents.replace(/\bimport\.meta\.url\b/g, url) };
      }
      if (!/\b__(file|dir)name\b/.test(contents)) return undefined;
      const [name, folder] = [JSON.stringify(path), JSON.stringify(dirname(path))];
      return { contents: `var __filename = ${name}, __dirname = ${folder}; ${contents}` };
    });
  },
};

/**
 * Runs a packed file, with V8's compiled code once there is some. Its name must tell its content:
 * compiled code is kept by it.
 *
 * @param {string} file
 * @param {string} [importer] finds the packages that were left out of it
 * @returns {Record<string, unknown>} what it exports
 */
function loadPack(file, importer = join(home, "package.json")) {
  const codeCache = join(buildDir, `${basename(file, ".cjs")}-${process.version}.v8`);
  const cachedData = readIfThere(codeCache);
  const script = new Script(Module.wrap(readFileSync(file, "utf8")), {
    filename: file,
    cachedData,
  });
  /** @type {{ exports: Record<string, unknown> }} */
  const module = { exports: {} };
  const require = Module.createRequire(importer);
  script.runInThisContext()(module.exports, require, module, file, dirname(file));
  // at the end, when the functions that are needed have been compiled
  if (!cachedData || script.cachedDataRejected) {
    process.once("exit", () => {
      try {
        mkdirSync(buildDir, { recursive: true });
        replace(codeCache, script.createCachedData());
      } catch {
        // a cache that cannot be kept is made again
      }
    });
  }
  return module.exports;
}

/**
 * In one step, for processes that run side by side.
 *
 * @param {string} file
 * @param {string | Buffer} content
 */
function replace(file, content) {
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

module.exports = { pack, loadPack, replace };
