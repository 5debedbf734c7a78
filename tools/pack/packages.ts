import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { home } from "../../src/base/project";
import { writeJson, writeText } from "./files";
import { writeLibrary } from "./library";
import { packagesWithPrograms, writeProgram, writeStarter } from "./program";
import { bindingsVersion, writeProvider } from "./provider";

/** A tarball as `npm publish` would take it. */
export interface Tarball {
  readonly file: string;
  /** Bytes of the tarball. */
  readonly size: number;
  /** Bytes that npm unpacks. */
  readonly unpackedSize: number;
}

/** Builds every package and writes its tarball to `outdir`. */
export async function packAll(
  outdir: string,
  onProgress: (line: string) => void,
): Promise<Tarball[]> {
  const staging = join(outdir, ".staging");
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  try {
    return [
      await pack("aiven-cdc", writePackage),
      await pack("@cdktf/provider-aiven", (folder) => writeProvider(folder, "cdktf")),
      await pack("@cdktn/provider-aiven", (folder) => writeProvider(folder, "cdktn")),
      await pack("create-aiven-cdc", writeStarterPackage),
    ];
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }

  async function pack(
    name: string,
    write: (folder: string) => void | Promise<void>,
  ): Promise<Tarball> {
    onProgress(`building ${name}`);
    const folder = join(staging, name);
    mkdirSync(folder, { recursive: true });
    await write(folder);
    const args = ["pack", folder, "--pack-destination", outdir, "--json", "--ignore-scripts"];
    const [packed] = JSON.parse(execFileSync("npm", args, { encoding: "utf8" })) as [
      { filename: string; size: number; unpackedSize: number },
    ];
    const { filename, size, unpackedSize } = packed;
    return { file: join(outdir, filename), size, unpackedSize };
  }
}

/** The package aiven-cdc: constructs with their types, and the program `cdc`. */
async function writePackage(folder: string): Promise<void> {
  const packages = writeLibrary(folder);
  await writeProgram(folder);
  for (const file of ["LICENSE", "CHANGELOG.md"]) cpSync(join(home, file), join(folder, file));
  cpSync(join(home, "tools", "pack", "README.md"), join(folder, "README.md"));
  writeJson(join(folder, "package.json"), manifest(packages));
}

async function writeStarterPackage(folder: string): Promise<void> {
  const { version, license, engines } = ours();
  await writeStarter(folder, { version, bindingsVersion });
  cpSync(join(home, "LICENSE"), join(folder, "LICENSE"));
  writeText(join(folder, "README.md"), starterReadme);
  writeJson(join(folder, "package.json"), {
    name: "create-aiven-cdc",
    version,
    description: "Starts a project: change data capture from PostgreSQL to Apache Kafka on Aiven",
    ...{ license, engines },
    bin: { "create-aiven-cdc": "bin.cjs" },
  });
}

const starterReadme = `# create-aiven-cdc

\`npm create aiven-cdc my-folder\` asks for clouds, plans, tables and stages, and writes a project with
[aiven-cdc](https://www.npmjs.com/package/aiven-cdc): main.ts, a snapshot test, workflows for GitHub and
GitLab, a devcontainer. Flags answer for you: \`npm create aiven-cdc my-folder -- --yes --cdk cdktn\`;
\`--help\` lists them.
`;

interface Manifest {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  /** PostgreSQL's programs, of which npm installs those for the machine. */
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

/** What the user chooses, and has once: two copies of `constructs` do not work together. */
const peers = {
  "@cdktf/provider-aiven": "^4.61.0",
  "@cdktn/provider-aiven": "^4.61.0",
  cdktf: "^0.21.0",
  cdktn: "^0.24.0",
  constructs: "^10.4.2",
};

function ours(): Manifest {
  return JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as Manifest;
}

function manifest(imported: readonly string[]): object {
  const { version, description, license, engines, dependencies, optionalDependencies } = ours();
  const optional = Object.keys(peers).filter((name) => name !== "constructs");
  return {
    name: "aiven-cdc",
    ...{ version, description, license },
    keywords: ["aiven", "cdc", "cdk", "cdktf", "cdktn", "debezium", "kafka", "postgresql"],
    main: "lib/src/index.js",
    types: "lib/src/index.d.ts",
    exports: {
      ".": { types: "./lib/src/index.d.ts", default: "./lib/src/index.js" },
      "./package.json": "./package.json",
    },
    sideEffects: false,
    bin: { cdc: "src/cli/cdc.cjs" },
    engines,
    dependencies: Object.fromEntries(
      [...packagesWithPrograms, ...imported.filter((name) => !Object.hasOwn(peers, name))].map(
        (name) => [name, dependencies[name]],
      ),
    ),
    optionalDependencies,
    peerDependencies: peers,
    peerDependenciesMeta: Object.fromEntries(optional.map((name) => [name, { optional: true }])),
  };
}
