import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type BuildOptions, type Plugin } from "esbuild";
import { home } from "../../src/base/project";
import type { Versions } from "../../src/create/main";
import { programAlias } from "../../src/launcher/packing/program.cjs";
import { pageFolder, vendorFiles } from "../../src/rehearsal/console/assets";
import { writeText } from "./files";

/** Facts and locks that the program reads from where a clone has them. */
const data = [
  ".gen/provider-aiven/facts",
  ".gen/provider-aiven/package.json",
  "src/rehearsal/engines/lock",
  "docs/schemas",
  pageFolder,
];

/** Scripts that only a clone has a use for. */
const ofClone = ["cli/cdktf.cjs", "launcher/generate-bindings.cjs"];

/** Packages with a program for each kind of machine, which npm chooses. */
export const packagesWithPrograms = [
  "@cdktn/hcl2json", // WebAssembly beside itself
  "esbuild",
  "typescript-native",
];

/** The package that `npm create aiven-cdc` runs. */
export async function writeStarter(folder: string, versions: Versions): Promise<void> {
  const used = await bundle("src/create/main.ts", { outfile: join(folder, "create.cjs") });
  writeText(join(folder, "THIRD-PARTY-LICENSES.md"), licences([...new Set(used)].sort()));
  cpSync(join(home, "src", "create", "template"), join(folder, "template"), { recursive: true });
  const run = `create(process.argv.slice(2), join(__dirname, "template"), ${JSON.stringify(versions)});`;
  writeText(
    join(folder, "bin.cjs"),
    `#!/usr/bin/env node\n"use strict";\nconst { join } = require("node:path");\nconst { create } = require("./create.cjs");\n${run}\n`,
  );
}

/**
 * The program `cdc`: its launcher as it is, and what a clone compiles as it is needed, compiled
 * together with the packages it uses. A user's install is small then, and its versions are those
 * that were tested.
 */
export async function writeProgram(folder: string): Promise<void> {
  const outdir = join(folder, "program");
  const used = new Set([
    // V8's compiled code is kept by its name
    ...(await bundle("src/cli/main.ts", { outdir, entryNames: "[name]-[hash]" })),
    ...(await bundle("src/rehearsal/terraform/stand-in.ts", { outdir })),
    ...Object.values(vendorFiles).map((file) => join("node_modules", file.split("/")[0] ?? "")),
  ]);
  writeText(join(folder, "THIRD-PARTY-LICENSES.md"), licences([...used].sort()));
  const scripts = readdirSync(join(home, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".cjs") && !ofClone.includes(name))
    .map((name) => join("src", name));
  for (const path of [...scripts, ...data]) {
    cpSync(join(home, path), join(folder, path), { recursive: true });
  }
  for (const [name, file] of Object.entries(vendorFiles)) {
    cpSync(join(home, "node_modules", file), join(folder, pageFolder, "vendor", name));
  }
}

/** @returns the folders of the packages that are in it */
async function bundle(
  entry: string,
  out: Pick<BuildOptions, "entryNames" | "outdir" | "outfile">,
): Promise<string[]> {
  const options = {
    entryPoints: [join(home, entry)],
    absWorkingDir: home,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: [...packagesWithPrograms, ...["cdktf", "cdktn", "constructs"]],
    plugins: [withoutCommandsOfClone],
    alias: {
      ...programAlias,
      // holds its WebAssembly rather than reading it from beside itself
      "@platformatic/wasm-utils": join(
        home,
        "node_modules/@platformatic/wasm-utils/dist/bundled.js",
      ),
    },
    // V8 cannot import from code that it has kept; it can require
    supported: { "dynamic-import": false },
    define: { "import.meta.url": "importMetaUrl" },
    banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
    // a name is what tells a frame of a stack trace
    minifyWhitespace: true,
    legalComments: "none",
    ...out,
    outExtension: { ".js": ".cjs" },
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: "error",
  } satisfies BuildOptions;
  const { metafile } = await build(options);
  return Object.keys(metafile.inputs).flatMap((path) => {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
    return found === undefined ? [] : [found];
  });
}

/** The package does not offer the commands that only a clone has. */
const withoutCommandsOfClone: Plugin = {
  name: "without-commands-of-clone",
  setup(build) {
    build.onResolve({ filter: /^\.\// }, ({ path, importer }) =>
      /development\/commands\.ts$/.test(importer) && path.endsWith(".js")
        ? { path, external: true }
        : undefined,
    );
  },
};

/** What the licences of the packages ask for: their texts go where their code goes. */
function licences(folders: readonly string[]): string {
  const texts = folders.map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(home, folder, "package.json"), "utf8"),
    ) as { name: string; version: string; license: string };
    const file = readdirSync(join(home, folder)).find((each) => /^licen[cs]e/i.test(each));
    const text = file === undefined ? "" : readFileSync(join(home, folder, file), "utf8").trim();
    return `## ${name} ${version} (${license})\n\n${text}\n`;
  });
  return ["# Licences of the packages in `program/`\n", ...texts].join("\n");
}
