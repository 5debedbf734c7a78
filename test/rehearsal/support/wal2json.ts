import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A PostgreSQL with wal2json, and what its programs need of this environment. */
export interface Wal2json {
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Unpacks Debian's PostgreSQL with wal2json into a folder, without root's rights and without
 * touching what the machine has installed; the reason where that can't be done.
 */
export function fetchWal2json(folder: string): Wal2json | string {
  const cache = join(folder, "apt");
  const root = join(folder, "root");
  try {
    mkdirSync(join(cache, "archives", "partial"), { recursive: true });
    mkdirSync(join(cache, "lists", "partial"), { recursive: true });
    const version = offered(cache);
    const packages = [`postgresql-${version}`, `postgresql-${version}-wal2json`];
    apt(cache, ["install", "--download-only", "--reinstall", ...packages]);
    for (const file of readdirSync(join(cache, "archives"))) {
      if (file.endsWith(".deb")) run("dpkg", ["-x", join(cache, "archives", file), root]);
    }
    const bin = join(root, "usr", "lib", "postgresql", version, "bin");
    // Of the libraries it needs, those that are not installed were fetched along with it.
    const libraries = join(root, "usr", "lib");
    const folders = existsSync(libraries)
      ? readdirSync(libraries).filter((name) => name.endsWith("-linux-gnu"))
      : [];
    const env = {
      AIVEN_CDC_POSTGRES: bin,
      LD_LIBRARY_PATH: [...folders.map((name) => join(libraries, name))].join(":"),
    };
    run(join(bin, "postgres"), ["--version"], env);
    return { env };
  } catch (error) {
    const { message, stderr } = error as Error & { stderr?: string };
    return `Debian's PostgreSQL with wal2json can't be had: ${(stderr?.trim() || message).split("\n")[0]}`;
  }
}

/** The newest version that comes with the plugin; the packages are listed again if none are known. */
function offered(cache: string): string {
  const versions = () =>
    run("apt-cache", [...options(cache), "search", "--names-only", "^postgresql-[0-9]+-wal2json$"])
      .split("\n")
      .flatMap((line) => /^postgresql-(\d+)-/.exec(line)?.[1] ?? [])
      .sort((a, b) => Number(b) - Number(a));
  const [known] = versions();
  if (known !== undefined) return known;
  ownLists = true;
  apt(cache, ["update"]);
  const [listed] = versions();
  if (listed === undefined) throw new Error("apt knows no package postgresql-*-wal2json");
  return listed;
}

let ownLists = false;

function apt(cache: string, args: readonly string[]): void {
  run("apt-get", ["-y", "-qq", "--no-install-recommends", ...options(cache), ...args]);
}

function options(cache: string): string[] {
  const settings = ["Debug::NoLocking=1", `Dir::Cache=${cache}`];
  if (ownLists) settings.push(`Dir::State::lists=${join(cache, "lists")}`);
  return settings.flatMap((setting) => ["-o", setting]);
}

function run(command: string, args: readonly string[], env: Record<string, string> = {}): string {
  return execFileSync(command, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 60_000,
    env: { ...process.env, LC_ALL: "C", ...env },
  });
}
