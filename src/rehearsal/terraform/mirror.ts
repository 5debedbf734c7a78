import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, parse, relative, resolve, sep } from "node:path";
import { UserError } from "../../base/user-error";
import { isHandWritten, rehearsedStates } from "./remote-states";

/** What Terraform keeps beside a configuration: of the real deployment, so not for a rehearsal. */
const realState =
  /^(\.terraform|terraform\.tfstate.*|.*\.tfstate(\.backup)?|\.terraform\.tfstate\.lock\.info)$/;
const overrideFile = "zz_rehearsal_override.tf.json";
export const lockFile = ".terraform.lock.hcl";

const aivensEntry = /^provider "[^"]*\/aiven\/aiven" \{\n[\s\S]*?^\}\n?/m;

/**
 * A lock file without the real provider. A saved plan holds the lock file that it was made with, so
 * the real Terraform refuses a rehearsed one instead of applying it into the rehearsal's state.
 */
export function withoutAiven(lock: string): string {
  return lock.replace(aivensEntry, "");
}

/** Its entry of the real provider, if it has one. */
export function aivensLock(lock: string): string {
  return aivensEntry.exec(lock)?.[0] ?? "";
}

/** Whether an entry of a mirror is Terraform's or the rehearsal's, and no file of the user's. */
export function isOursOrState(name: string): boolean {
  return realState.test(name) || name.startsWith(overrideFile) || name.startsWith(lockFile);
}

/**
 * A folder that Terraform takes for `dir`, except that its state is the rehearsal's own whatever
 * backend the configuration names: every entry is a link to the real one, and an override file
 * beside them names the backend. The mirror repeats the absolute path of `dir` with links to the
 * neighbours of each folder on the way, so that `../modules/x` leads where it led.
 *
 * @returns the folder to hand to `terraform -chdir`
 */
export function mirror(dir: string, runDir: string): string {
  if (!existsSync(dir))
    throw new UserError(`No folder ${dir}; name one with a Terraform configuration`);
  const root = join(runDir, "mirror");
  const folder = mirroredPath(dir, root);
  if (looksUpwards(dir)) linkNeighbours(dir, root, runDir);
  mkdirSync(folder, { recursive: true });
  refreshLinks(dir, folder);
  const lock = join(dir, lockFile);
  if (existsSync(lock)) {
    writeIfChanged(join(folder, lockFile), withoutAiven(readFileSync(lock, "utf8")));
  }
  const text = JSON.stringify(override(dir, runDir), undefined, 2);
  writeIfChanged(join(folder, overrideFile), text);
  return folder;
}

/** Where the rehearsal keeps the state of the configuration in `dir`. */
export function statePath(dir: string, runDir: string): string {
  const name = createHash("sha256").update(resolve(dir)).digest("hex").slice(0, 16);
  return join(runDir, "state", name, "terraform.tfstate");
}

function mirroredPath(dir: string, root: string): string {
  return join(root, relative(parse(dir).root, dir));
}

/** Most configurations refer to nothing above them, and a folder like /tmp has many neighbours. */
function looksUpwards(dir: string): boolean {
  return readdirSync(dir).some(
    (name) => isHandWritten(name) && readFileSync(join(dir, name), "utf8").includes("../"),
  );
}

function linkNeighbours(dir: string, root: string, runDir: string): void {
  for (let child = dir; dirname(child) !== child; child = dirname(child)) {
    const parent = dirname(child);
    const copy = mirroredPath(parent, root);
    mkdirSync(copy, { recursive: true });
    for (const entry of readable(parent)) {
      const path = join(parent, entry);
      const leadsHere = `${dir}${sep}`.startsWith(`${path}${sep}`);
      if (!leadsHere && !runDir.startsWith(path)) linkTo(path, join(copy, entry));
    }
  }
}

/**
 * Files come and go between two commands. A link that is still right stays: another command may
 * read the folder at this moment.
 */
function refreshLinks(dir: string, folder: string): void {
  const wanted = readdirSync(dir).filter((entry) => !realState.test(entry) && entry !== lockFile);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const isRight = wanted.includes(entry.name);
    if (entry.isSymbolicLink() && !isRight) rmSync(join(folder, entry.name), { force: true });
  }
  for (const entry of wanted) linkTo(join(dir, entry), join(folder, entry));
}

/** A reader sees the file as it was or as it is, and never a part of it. */
function writeIfChanged(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

/** A link to what may not be there yet; what is in its place stays. */
export function linkTo(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function readable(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

/** An override replaces a backend as well as a `cloud` block. */
function override(dir: string, runDir: string): object {
  return {
    terraform: { backend: { local: { path: statePath(dir, runDir) } } },
    ...rehearsedStates(dir, (other) => statePath(other, runDir)),
  };
}
