// Run as a process by types.cjs: checks the types of an app, prints what the compiler finds, and
// ends with 0 if that is nothing.
"use strict";
const { spawnSync } = require("node:child_process");
const { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { setPriority } = require("node:os");
const { dirname, isAbsolute, join, relative, resolve, sep } = require("node:path");
const { buildDir } = require("./compile.cjs");
const { home, isPackage, project } = require("./home.cjs");
const { nearestConfig, notePassed, passedFile } = require("./types.cjs");

const packages = join(project, "node_modules");
const ourConfig = join(home, "tsconfig.json");

/** What runs beside it goes first: somebody waits for the JSON. */
const niceness = 5;

/** Options that the compiler no longer has, or that only matter for what it would write. */
const withoutEffect = {
  ...{ baseUrl: null, outFile: null, outDir: null, rootDirs: null, declarationDir: null },
  ...{ downlevelIteration: null, esModuleInterop: null, allowSyntheticDefaultImports: null },
  ...{ alwaysStrict: null, ignoreDeprecations: null, tsBuildInfoFile: null, rootDir: "/" },
  ...{ composite: false, incremental: false, declaration: false, declarationMap: false },
  ...{ noEmit: true, emitDeclarationOnly: false, erasableSyntaxOnly: false },
};

/** The app as esbuild compiles it, and as Node finds its packages: those of this project first. */
const asItRuns = {
  ...{ target: "es2022", module: "preserve", moduleResolution: "bundler" },
  // a value that is not used is no wrong value
  ...{ skipLibCheck: true, noUnusedLocals: false, noUnusedParameters: false },
};

/** @param {string} source the app's file, absolute */
function main(source) {
  try {
    setPriority(niceness);
  } catch {
    // not everywhere allowed, and only a courtesy
  }
  mkdirSync(buildDir, { recursive: true });
  const config = join(buildDir, `tsconfig-${process.pid}.json`);
  try {
    const base = nearestConfig(source);
    write(config, source, base, {});
    const isForeign = isPackage
      ? !isBelow(source, [project])
      : base !== ourConfig || !isBelow(source, [home]);
    if (isForeign) write(config, source, base, foreignOptions(config, base));
    const { status, stdout, stderr } = tsc(["-p", config, "--pretty", "false", "--listFiles"]);
    if (status === 0) return pass(source, base, stdout.split("\n"));
    const found = stderr + stdout.replace(/^(\/|[A-Za-z]:[\\/]).*\n?/gm, "");
    const messages = base === ourConfig ? [found] : found.split(/^(?=\S)/m).filter(isTheirs);
    if (messages.length === 0) return undefined;
    process.stdout.write(messages.join(""));
    process.exitCode = 1;
  } finally {
    rmSync(config, { force: true });
  }
}

/**
 * @param {string} file
 * @param {string} source
 * @param {string} base the tsconfig.json that it extends
 * @param {object} more compiler options
 */
function write(file, source, base, more) {
  const compilerOptions = {
    ...withoutEffect,
    ...asItRuns,
    ...{ types: ["node"], typeRoots: [join(packages, "@types")] },
    ...more,
  };
  writeFileSync(
    file,
    JSON.stringify({ extends: base, compilerOptions, files: [source], include: [], exclude: [] }),
  );
}

/**
 * For an app elsewhere or with a tsconfig.json of its own: its paths and types stay, ours are added.
 *
 * @param {string} config as first written
 * @param {string} base its tsconfig.json
 */
function foreignOptions(config, base) {
  const { status, stdout } = tsc(["-p", config, "--showConfig"]);
  const options = status === 0 ? JSON.parse(stdout).compilerOptions : {};
  /** @type {Record<string, string[]>} */
  const paths = { ...options.paths };
  const configs = configsFrom(base);
  // the compiler prints them as they are written, and they count from where that is
  const written = configs.find((each) => /"paths"\s*:/.test(readFileSync(each, "utf8"))) ?? base;
  const baseUrl = configs.map(baseUrlOf).find((each) => each !== undefined);
  for (const [name, targets] of Object.entries(paths)) {
    paths[name] = targets.map((target) => resolve(baseUrl ?? dirname(written), target));
  }
  if (!isPackage) paths["aiven-cdc"] ??= [join(home, "src", "index.ts")];
  paths["*"] = [
    ...(paths["*"] ?? []),
    ...(baseUrl === undefined ? [] : [join(baseUrl, "*")]),
    ...[join(packages, "*"), join(packages, "@types", "*")],
  ];
  const typeRoots = [join(packages, "@types"), join(dirname(base), "node_modules", "@types")];
  return { paths, typeRoots: typeRoots.filter((each) => existsSync(each)) };
}

/** @param {string} config */
function baseUrlOf(config) {
  const baseUrl = /"baseUrl"\s*:\s*"([^"]*)"/.exec(readFileSync(config, "utf8"))?.[1];
  return baseUrl === undefined ? undefined : resolve(dirname(config), baseUrl);
}

/**
 * This project's files answer to this project's options alone.
 *
 * @param {string} message
 */
function isTheirs(message) {
  const file = /^(.+?)\(\d+,\d+\): /.exec(message)?.[1];
  return (
    file === undefined || !isBelow(resolve(file), [join(home, "src"), join(home, "constructs")])
  );
}

/**
 * @param {string} source
 * @param {string} base
 * @param {string[]} files that the compiler read
 */
function pass(source, base, files) {
  const own = files.filter((file) => isAbsolute(file) && !isBelow(file, [packages]));
  // one file for all packages: npm writes it whenever it changes them
  const installed = join(packages, ".package-lock.json");
  const inputs = [...own, ...configsFrom(base), installed, __filename];
  notePassed(
    passedFile(source),
    [...new Set(inputs)].filter((file) => existsSync(file)),
  );
}

/**
 * A tsconfig.json with those that it extends.
 *
 * @param {string} config
 * @returns {string[]}
 */
function configsFrom(config) {
  if (!existsSync(config)) return [];
  const [, value = ""] =
    /"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")/.exec(readFileSync(config, "utf8")) ?? [];
  const extended = [...value.matchAll(/"([^"]+)"/g)].map(([, each = ""]) => each);
  const found = extended.map((each) => resolve(dirname(config), each));
  return [
    config,
    ...found.flatMap((file) => configsFrom(file.endsWith(".json") ? file : `${file}.json`)),
  ];
}

/**
 * @param {string} file
 * @param {string[]} folders
 */
function isBelow(file, folders) {
  return folders.some((folder) => {
    const path = relative(folder, file);
    return path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
  });
}

/** @param {string[]} args */
function tsc(args) {
  const fromHome = createRequire(join(home, "package.json"));
  const folder = dirname(fromHome.resolve("typescript-native/package.json"));
  // the program itself: the script that leads to it is a Node of its own
  const name = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
  const native = join(dirname(createRequire(join(folder, "package.json")).resolve(name)), "lib");
  const program = join(native, process.platform === "win32" ? "tsc.exe" : "tsc");
  const { error, ...result } = spawnSync(program, args, {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  return result;
}

main(String(process.argv[2]));
