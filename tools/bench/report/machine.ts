import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { engineVersions } from "../../../src/rehearsal/cloud/engine-versions";
import { postgresPackage } from "../../../src/rehearsal/engines/postgres/postgres-package";
import { environment } from "../run";
import { home } from "../../../src/base/project";

/** Where the figures were taken, and of what. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGib: number;
  readonly os: string;
  readonly versions: Readonly<Record<string, string>>;
}

export function machine(): Machine {
  const processors = cpus();
  const { kafka, debezium } = engineVersions({});
  return {
    cores: processors.length,
    processor: processors[0]?.model.trim() ?? "unknown",
    memoryGib: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release()}`,
    versions: {
      node: process.versions.node,
      terraform: said(["terraform", "version"], /v(\d\S*)/),
      java: said(["java", "-version"], /version "([^"]+)"/),
      kafka,
      debezium,
      postgres: packageVersion(postgresPackage),
      cdktf: packageVersion("cdktf"),
    },
  };
}

function said([command = "", ...args]: readonly string[], version: RegExp): string {
  const { stdout, stderr } = spawnSync(command, args, { encoding: "utf8", env: environment() });
  return version.exec(`${stdout ?? ""}${stderr ?? ""}`)?.[1] ?? "not there";
}

function packageVersion(name: string): string {
  const file = join(home, "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
