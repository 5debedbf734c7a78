import { readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { versions } from "../../src/cli/versions";
import { postgresPackage } from "../../src/rehearsal/engines/postgres/postgres-package";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, { version?: string }>;
};
const locked = (name: string) => lock.packages[`node_modules/${name}`]?.version;

test("its own version comes first, then those that it works with", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const lines = versions(new Date("2026-11-26")).trimEnd().split("\n");
  expect(Object.fromEntries(lines.map((line) => line.split(/ {2,}/)))).toEqual({
    "aiven-cdc": version,
    "Node.js": process.versions.node,
    cdktf: locked("cdktf"),
    cdktn: locked("cdktn"),
    constructs: locked("constructs"),
    "aiven/aiven": "4.61.0 (Terraform provider)",
    Debezium: "1.9.7, 2.5.0, 2.7.4, 3.1.0 (by default), 3.5.2",
    Kafka: "3.9.2, 4.2.2",
    PostgreSQL: locked(postgresPackage)?.replace(/-.*/, ""),
  });
});

test.each(["--version", "-V"])("cdc %s prints them and ends with 0", (flag) => {
  const launcher = join("src", "cli", "cdc.cjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, flag], {
    encoding: "utf8",
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: versions(), stderr: "" });
});
