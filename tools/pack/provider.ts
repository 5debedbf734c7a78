import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { home } from "../../src/base/project";
import { writeJson, writeText } from "./files";
import { writeProviderPages } from "./provider-pages";

type Library = "cdktf" | "cdktn";

const made = join(home, ".gen", "provider-aiven");
export const { version: bindingsVersion } = JSON.parse(
  readFileSync(join(made, "package.json"), "utf8"),
) as { version: string };

const source = "registry.terraform.io/aiven/aiven";

/** The peers that the prebuilt providers of each ask for. */
const peersOf: Readonly<Record<Library, Readonly<Record<string, string>>>> = {
  cdktf: { cdktf: "^0.21.0", constructs: "^10.4.2" },
  cdktn: { cdktn: "^0.24.0", constructs: ">=10.6.0 <10.8.0" },
};

/** The bindings that set-up made, as the prebuilt providers are laid out and described. */
export function writeProvider(folder: string, library: Library): void {
  const version = bindingsVersion;
  const lib = join(folder, "lib");
  cpSync(join(made, "lib"), lib, {
    recursive: true,
    filter: (path) => !path.endsWith(".made-from"),
  });
  if (library === "cdktn") importFromCdktn(lib);
  cpSync(join(home, "tools", "pack", "MPL-2.0.txt"), join(folder, "LICENSE"));
  const about = { isDeprecated: false, provider: { name: source, version } };
  writeJson(join(folder, "package.json"), {
    name: `@${library}/provider-aiven`,
    version,
    description: `Prebuilt aiven Provider for ${library === "cdktf" ? "Terraform CDK" : "CDK Terrain"} (${library})`,
    license: "MPL-2.0",
    keywords: ["aiven", "cdk", library, "provider", "terraform"],
    main: "lib/index.js",
    types: "lib/index.d.ts",
    exports: {
      ".": "./lib/index.js",
      "./lib/*": "./lib/*/index.js",
      "./lib/*/index": "./lib/*/index.js",
      "./package.json": "./package.json",
    },
    engines: { node: ">=20.9.0" },
    publishConfig: { access: "public" },
    peerDependencies: peersOf[library],
    cdktf: about,
    ...(library === "cdktn" && { cdktn: about }),
  });
  writeText(join(folder, "README.md"), readme(library, version));
  writeProviderPages(folder, library, version);
}

function importFromCdktn(lib: string): void {
  for (const name of readdirSync(lib, { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|d\.ts)$/.test(name)) continue;
    const file = join(lib, name);
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/(from |require\(|import\()(["'])cdktf\2/g, "$1$2cdktn$2"));
  }
}

function readme(library: Library, version: string): string {
  const name = `@${library}/provider-aiven`;
  return `# ${name}

Bindings of the Terraform provider [aiven/aiven](https://registry.terraform.io/providers/aiven/aiven/${version})
${version} for ${library}, made by its generator from the provider's schema.

    npm install ${name} ${library} constructs

\`\`\`ts
import { Pg } from "${name}/lib/pg";
import { AivenProvider } from "${name}/lib/provider";
\`\`\`

A page for each resource and data source is in [docs](docs/README.md).
`;
}
