import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, posix, relative, sep } from "node:path";
import { home } from "../../src/base/project";
import { writeText } from "./files";

/** `"cdktf"` and `"@cdktf/provider-aiven/lib/pg"` where a module imports them. */
const imported = /(from |import\(|require\()"(cdktf|@cdktf\/provider-aiven\/lib\/([\w-]+))"/g;

/**
 * Compiles constructs and stacks to `lib`, so that they run on cdktf and on cdktn: what they import
 * of either, they import through a module of their own that takes the one which is installed.
 *
 * @returns the other packages that they import
 */
export function writeLibrary(folder: string): string[] {
  const lib = join(folder, "lib");
  compile(lib);
  const bindings = new Set<string>();
  const packages = new Set<string>();
  for (const file of compiledFiles(lib)) {
    const toLib = relative(dirname(file), lib).split(sep).join(posix.sep) || ".";
    const text = readFileSync(file, "utf8");
    const rewritten = text.replace(imported, (_, how: string, _name, binding?: string) => {
      if (binding !== undefined) bindings.add(binding);
      return `${how}"${toLib}/${binding === undefined ? "cdk" : `bindings/${binding}`}"`;
    });
    if (rewritten !== text) writeFileSync(file, rewritten);
    for (const [, name = ""] of rewritten.matchAll(/require\("([^."][^"]*)"\)/g)) {
      if (!isBuiltin(name)) packages.add(name);
    }
  }
  writeText(join(lib, "installed.js"), installedModule);
  writeText(join(lib, "installed.d.ts"), "export declare const isCdktn: boolean;\n");
  writeEither(join(lib, "cdk"), "./installed", "cdktf", "cdktn");
  for (const name of bindings) {
    const [cdktf, cdktn] = ["cdktf", "cdktn"].map((each) => `@${each}/provider-aiven/lib/${name}`);
    writeEither(join(lib, "bindings", name), "../installed", cdktf, cdktn);
  }
  return [...packages];
}

/**
 * Tells which of the two is installed. It follows the bindings, which a project names itself;
 * cdktf can be there for the sake of some other package.
 */
const installedModule = `"use strict";
const hasCdktf = has("@cdktf/provider-aiven");
exports.isCdktn = !hasCdktf && has("@cdktn/provider-aiven");
if (!hasCdktf && !exports.isCdktn) {
  throw new Error(
    "aiven-cdc needs the bindings of the Aiven provider beside it, and found neither; install " +
      "@cdktf/provider-aiven with cdktf, or @cdktn/provider-aiven with cdktn",
  );
}

function has(name) {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}
`;

/**
 * A module that is one of two packages, and so are its types: an \`export *\` of a package that is
 * not there exports nothing.
 */
function writeEither(file: string, installed: string, cdktf = "", cdktn = ""): void {
  writeText(
    `${file}.js`,
    `"use strict";\nmodule.exports = require("${installed}").isCdktn ? require("${cdktn}") : require("${cdktf}");\n`,
  );
  const types = [cdktf, cdktn].map(
    (name) => `// @ts-ignore -- one of the two is installed\nexport * from "${name}";\n`,
  );
  writeText(`${file}.d.ts`, types.join(""));
}

function compile(outDir: string): void {
  const config = join(outDir, "tsconfig.json");
  writeText(
    config,
    JSON.stringify({
      extends: join(home, "tsconfig.json"),
      compilerOptions: {
        noEmit: false,
        allowJs: false,
        checkJs: false,
        declaration: true,
        stripInternal: true,
        rootDir: home,
        outDir,
        types: ["node"],
        typeRoots: [join(home, "node_modules", "@types")],
      },
      files: [join(home, "src", "index.ts")],
      include: [],
    }),
  );
  const tsc = join(home, "node_modules", "typescript-native", "bin", "tsc");
  execFileSync(process.execPath, [tsc, "-p", config], { stdio: ["ignore", 2, 2] });
  writeFileSync(config, "");
}

function compiledFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(js|d\.ts)$/.test(name))
    .map((name) => join(folder, name));
}
