import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { home } from "../../src/base/project";
import { CannotRun, UserError } from "../../src/base/user-error";
import { navigation } from "./navigation";
import { sitePages } from "./pages";

const folder = join(home, "tools", "site");
const made = join(folder, ".made");

/** Where the site is, as a web server would have it. */
export const siteFolder = join(home, "site");

/**
 * Builds the site from docs/.
 *
 * @returns how many pages it has
 * @throws UserError if a page links to what is not there
 */
export function buildSite(onProgress: (message: string) => void): number {
  const pages = sitePages(home);
  rmSync(made, { recursive: true, force: true });
  rmSync(siteFolder, { recursive: true, force: true });
  for (const { path, text } of pages) {
    const file = join(made, "pages", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  writeFileSync(join(made, "navigation.json"), JSON.stringify(navigation(pages)));
  onProgress("installing the site's generator");
  installGenerator();
  onProgress(`building ${pages.length} pages`);
  generate();
  return pages.length;
}

/** Its packages stay out of the project's own install. */
function installGenerator(): void {
  const installed = join(folder, "node_modules", ".package-lock.json");
  const lock = join(folder, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  const { status, output } = run("npm", ["ci", "--no-progress"]);
  if (status !== 0) throw new CannotRun(`npm could not install the site's generator:\n${output}`);
}

/** @throws UserError naming the links that the generator calls broken */
function generate(): void {
  const program = join(folder, "node_modules", "@rspress", "core", "bin", "rspress.js");
  const { status, output } = run(process.execPath, [program, "build"]);
  if (status !== 0) throw new UserError(`The site was not built:\n${problems(output)}`);
}

function run(program: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" },
    maxBuffer: 64 * 2 ** 20,
  });
  return { status, output: stdout + stderr };
}

/** The links that lead nowhere; without any, all of it. */
function problems(printed: string): string {
  const dead = [
    ...printed.matchAll(/^.*Dead (?:links|anchors) found[^]*?(?=\n\s*\n|\n\S|$(?![^]))/gm),
  ];
  return dead.length > 0 ? [...new Set(dead.map(([text]) => text))].join("\n") : printed;
}
