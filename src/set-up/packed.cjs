"use strict";
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { basename, dirname, join, resolve } = require("node:path");
const { Script } = require("node:vm");
const { buildDir, fingerprint, isFresh } = require("./compile.cjs");
const { home } = require("./home.cjs");

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
  const packed = evaluate(await packFile(entries));
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
 * Its name tells its content: compiled code kept beside it can belong to no other.
 *
 * @param {readonly string[]} entries
 * @returns {Promise<string>}
 */
async function packFile(entries) {
  const name = createHash("sha256").update(entries.join()).digest("hex").slice(0, 16);
  const index = join(buildDir, `pack-${name}.json`);
  if (isFresh(index)) return JSON.parse(readFileSync(index, "utf8")).file;
  const { code, map, inputs } = await pack(filesOf(entries));
  const content = createHash("sha256").update(code).digest("hex").slice(0, 16);
  const file = join(buildDir, `pack-${content}.cjs`);
  mkdirSync(buildDir, { recursive: true });
  replace(`${file}.map`, map);
  replace(file, code);
  replace(index, JSON.stringify({ file, inputs }));
  return file;
}

/**
 * All of cdktf and constructs, whose modules can be asked for one by one, and just the bindings
 * that are used: there are 154 of them.
 *
 * @param {readonly string[]} entries
 */
function filesOf(entries) {
  const whole = ["cdktf", "constructs"].flatMap((name) => {
    const lib = dirname(fromHome.resolve(name));
    return readdirSync(lib, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".js") && !/(^|[\\/])(testing|__tests__)[\\/]/.test(file))
      .map((file) => join(lib, file));
  });
  return [...new Set([...whole, ...entries.map((entry) => fromHome.resolve(entry))])];
}

/** @param {readonly string[]} files */
async function pack(files) {
  const contents = files
    .map((file) => JSON.stringify(file))
    .map((file) => `exports[${file}] = () => require(${file});`)
    .join("\n");
  const { outputFiles, metafile } = await require("esbuild").build({
    stdin: { contents, resolveDir: home, sourcefile: "pack.cjs" },
    absWorkingDir: home,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    outfile: join(buildDir, "pack.cjs"),
    write: false,
    // a third of cdktf's loading time, and used by nothing but assets that are archives
    alias: { archiver: join(__dirname, "archiver-when-asked.cjs") },
    plugins: [keepingFileNames],
    // a name is what tells a frame of a stack trace
    minifyWhitespace: true,
    sourcemap: "external",
    sourcesContent: false,
    metafile: true,
    logLevel: "silent",
  });
  const text = (/** @type {string} */ suffix) =>
    outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? "";
  const inputs = Object.keys(metafile.inputs).filter((path) => path !== "pack.cjs");
  return {
    code: text(".cjs"),
    map: text(".map"),
    inputs: [__filename, ...inputs].map((path) => fingerprint(resolve(home, path))),
  };
}

/**
 * A packed module goes on knowing where it lies: cdktf makes an archive by running one as a program.
 *
 * @type {import("esbuild").Plugin}
 */
const keepingFileNames = {
  name: "keeping-file-names",
  setup(build) {
    build.onLoad({ filter: /\.js$/ }, ({ path }) => {
      const contents = readFileSync(path, "utf8");
      if (!/\b__(file|dir)name\b/.test(contents)) return undefined;
      const [name, folder] = [JSON.stringify(path), JSON.stringify(dirname(path))];
      return { contents: `var __filename = ${name}, __dirname = ${folder}; ${contents}` };
    });
  },
};

/**
 * @param {string} file
 * @returns {Packed}
 */
function evaluate(file) {
  const codeCache = join(buildDir, `${basename(file, ".cjs")}-${process.version}.v8`);
  const cachedData = readIfThere(codeCache);
  const script = new Script(Module.wrap(readFileSync(file, "utf8")), {
    filename: file,
    cachedData,
  });
  /** @type {Packed} */
  const exports = {};
  const require = Module.createRequire(fromHome.resolve("cdktf"));
  script.runInThisContext()(exports, require, { exports }, file, dirname(file));
  // at the end, when the functions that an app needs have been compiled
  if (!cachedData || script.cachedDataRejected) {
    process.once("exit", () => {
      try {
        replace(codeCache, script.createCachedData());
      } catch {
        // a cache that cannot be kept is made again
      }
    });
  }
  return exports;
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

module.exports = { loadPacked };
