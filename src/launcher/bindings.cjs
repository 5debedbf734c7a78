"use strict";
const { createHash } = require("node:crypto");
const { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { spawnSync } = require("node:child_process");
const { CannotRun } = require("../base/user-error.cjs");
const { home } = require("./home.cjs");
const { modified } = require("./packages.cjs");

const bindingsDir = join(home, ".gen", "provider-aiven");
const schemaFile = join(bindingsDir, "facts", "schema.json");
const stampFile = join(bindingsDir, "lib", ".made-from");

/**
 * Makes the package @cdktf/provider-aiven from the provider's schema with cdktf's own generator:
 * every resource and data source, compiled, with declarations. Nothing is done while the schema,
 * the generator and the package's version are those of the last time.
 */
function generateBindings() {
  const sources = [schemaFile, join(bindingsDir, "package.json"), __filename];
  const stamped = modified(stampFile);
  if (stamped > 0 && sources.every((file) => modified(file) <= stamped)) return;
  const madeFrom = sources
    .reduce((hash, file) => hash.update(readFileSync(file)), createHash("sha256"))
    .digest("hex");
  if (stamped > 0 && readFileSync(stampFile, "utf8") === madeFrom) {
    writeFileSync(stampFile, madeFrom);
    return;
  }
  process.stderr.write("set-up: generating @cdktf/provider-aiven from the provider's schema\n");
  // Made aside and moved in whole: an interrupted set-up leaves no half a package.
  sweep();
  const scratch = join(bindingsDir, `.making-${process.pid}`);
  try {
    generateSource(join(scratch, "src"));
    compileBindings(join(scratch, "src", "providers", "aiven"), join(scratch, "lib"));
    writeFileSync(join(scratch, "lib", ".made-from"), madeFrom);
    rmSync(join(bindingsDir, "lib"), { recursive: true, force: true });
    renameSync(join(scratch, "lib"), join(bindingsDir, "lib"));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What set-ups left that were killed half-way. */
function sweep() {
  for (const name of readdirSync(bindingsDir).filter((entry) => entry.startsWith(".making-"))) {
    rmSync(join(bindingsDir, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * In a process of its own: the generator's packages ask `terraform` for its version and call home
 * as they load, and a machine that only synthesizes may have neither.
 * @param {string} outdir
 */
function generateSource(outdir) {
  run([join(__dirname, "generate-bindings.cjs"), outdir], {
    CHECKPOINT_DISABLE: "1",
    CDKTF_LOG_LEVEL: "off",
    TERRAFORM_BINARY_NAME: "true",
  });
}

/**
 * Declarations and JavaScript without a type check: the generator's output is not ours to check.
 * @param {string} rootDir
 * @param {string} outDir
 */
function compileBindings(rootDir, outDir) {
  const config = join(rootDir, "tsconfig.json");
  writeFileSync(
    config,
    JSON.stringify({
      compilerOptions: {
        target: "es2022",
        module: "commonjs",
        moduleResolution: "bundler",
        declaration: true,
        noCheck: true,
        skipLibCheck: true,
        types: ["node"],
        rootDir,
        outDir,
      },
      include: ["**/*.ts"],
    }),
  );
  // The native compiler writes these declarations in a fifth of the time of the one in JavaScript.
  const tsc = join(dirname(require.resolve("typescript-native/package.json")), "bin", "tsc");
  run([tsc, "-p", config]);
}

/**
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function run(args, env) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  if (status !== 0) {
    throw new CannotRun(
      `The bindings could not be made from ${schemaFile}: ${(stderr + stdout).trim().slice(0, 2000)}`,
    );
  }
}

module.exports = { generateBindings, bindingsDir, schemaFile };
