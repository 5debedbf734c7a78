import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { readdir, readFile, readlink, symlink } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { CannotRun, Misuse } from "../../../base/user-error";
import { postgresPackage } from "./postgres-package";

const run = promisify(execFile);
const variable = "AIVEN_CDC_POSTGRES";

/** Where Debian and Red Hat put a PostgreSQL: one folder a version. */
const systemFolders = [
  { folder: "/usr/lib/postgresql", version: /^\d+$/ },
  { folder: "/usr", version: /^pgsql-\d+$/ },
];

/**
 * The folder of PostgreSQL's programs: the one that AIVEN_CDC_POSTGRES names, else the one that
 * came with the npm packages.
 */
export async function findPostgres(): Promise<string> {
  const named = process.env[variable];
  if (!named) return bundledPostgres();
  const missing = ["postgres", "initdb"].find((program) => !existsSync(join(named, program)));
  if (missing !== undefined) {
    throw new Misuse(
      `${variable} must name a folder with PostgreSQL's programs, got ${named}, which has no ${missing}; ` +
        "on Debian that folder is /usr/lib/postgresql/15/bin",
    );
  }
  return resolve(named);
}

/**
 * As {@link findPostgres}, but one that has the decoding plugin wal2json, if there is one here:
 * the newest that a package of the system brought.
 */
export async function findPostgresWithWal2json(): Promise<string | undefined> {
  if (process.env[variable]) {
    const named = await findPostgres();
    return hasWal2json(named) ? named : undefined;
  }
  const found: string[] = [];
  for (const { folder, version } of systemFolders) {
    const names = (await readdir(folder).catch(() => [])).filter((name) => version.test(name));
    found.push(...names.map((name) => join(folder, name, "bin")));
  }
  return found
    .sort((a, b) => b.localeCompare(a, "en", { numeric: true }))
    .find((bin) => existsSync(join(bin, "initdb")) && hasWal2json(bin));
}

export function hasWal2json(bin: string): boolean {
  return ["lib", "lib/postgresql"].some((folder) =>
    ["so", "dylib"].some((kind) => existsSync(join(bin, "..", folder, `wal2json.${kind}`))),
  );
}

/** "18.4" or "15.20". */
export async function postgresVersion(bin: string): Promise<string> {
  const { stdout } = await run(join(bin, "postgres"), ["--version"]).catch((error: Error) => {
    throw new CannotRun(`${join(bin, "postgres")} does not run: ${error.message.trim()}`);
  });
  return /\d+(\.\d+)?/.exec(stdout)?.[0] ?? stdout.trim();
}

/** Made whole where the package's install script has not run. */
async function bundledPostgres(): Promise<string> {
  const root = process.env.AIVEN_CDC_HOME ?? process.cwd();
  let entry: string;
  try {
    entry = createRequire(join(root, "package.json")).resolve(postgresPackage);
  } catch {
    throw new CannotRun(
      `no PostgreSQL for this machine: the npm package ${postgresPackage} is not installed in ${root}; ` +
        "run `npm ci` there without --omit=optional (it exists for Linux and macOS on Intel and ARM)",
    );
  }
  const home = resolve(dirname(entry), "..");
  await linkLibraries(home);
  return join(home, "native", "bin");
}

/**
 * npm packages hold no symbolic links, so this one lists its own for its install script to make.
 * We run no install scripts: the same is done here, and nothing where it has been done.
 */
async function linkLibraries(home: string): Promise<void> {
  const list = await readFile(join(home, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = JSON.parse(list) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(home, target);
    if (dirname(source) !== dirname(target)) throw new Error(`${link} would leave its folder`);
    if ((await readlink(link).catch(() => undefined)) === basename(source)) continue;
    try {
      await symlink(basename(source), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EEXIST") continue;
      throw new CannotRun(
        `PostgreSQL's libraries in ${dirname(link)} could not be linked (${code}); ` +
          "make that folder writable for this user, once",
      );
    }
  }
}
