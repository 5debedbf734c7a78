import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { defaultDebezium } from "../aiven/facts/versions";
import { home, project } from "../base/project";
import { debeziumVersions } from "../debezium/versions";
import { rehearsedVersions } from "../rehearsal/cloud/engine-versions";
import { postgresPackage } from "../rehearsal/engines/postgres/postgres-package";

/** `cdc --version`: its own, then what it works with, a line each. */
export function versions(asOf = new Date()): string {
  const byDefault = defaultDebezium(asOf);
  const debezium = debeziumVersions.map((each) =>
    each === byDefault ? `${each} (by default)` : each,
  );
  const lines: [string, string][] = [
    ["aiven-cdc", versionIn(join(home, "package.json"))],
    ["Node.js", process.versions.node],
    ["cdktf", installed("cdktf")],
    ["cdktn", installed("cdktn")],
    ["constructs", installed("constructs")],
    ["aiven/aiven", `${provider()} (Terraform provider)`],
    ["Debezium", debezium.join(", ")],
    ["Kafka", rehearsedVersions.kafka.join(", ")],
    ["PostgreSQL", installed(postgresPackage).replace(/-.*/, "")],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, version]) => `${name.padEnd(width)}  ${version}\n`).join("");
}

function provider(): string {
  return versionIn(join(home, ".gen", "provider-aiven", "package.json"));
}

function installed(name: string): string {
  // a package need not export its package.json
  const folders = createRequire(join(project, "package.json")).resolve.paths(name) ?? [];
  const files = folders.map((folder) => join(folder, name, "package.json"));
  const file = files.find((each) => existsSync(each));
  return file === undefined ? "not installed" : versionIn(file);
}

function versionIn(file: string): string {
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
