import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join, relative, resolve } from "node:path";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { CannotRun } from "../../../base/user-error";

const run = promisify(execFile);

/** Runs a program that refuses to run as root. */
export interface OtherUser {
  /** The command line that runs this one as the other user, without any privilege. */
  wrap(command: string, args: readonly string[]): { command: string; args: string[] };
  /** Gives a file, or a folder with all that is in it, to the other user. */
  own(path: string): Promise<void>;
  /**
   * A folder that the other user can enter: the given one, or one of the machine's temporary folders
   * which a link in the given one names.
   */
  enterable(folder: string): Promise<string>;
  /** The folder of these programs, or of a copy of them that the other user can run. */
  runnable(programs: string, place: string): Promise<string>;
}

const nobodyElse: OtherUser = {
  wrap: (command, args) => ({ command, args: [...args] }),
  own: () => Promise.resolve(),
  enterable: (folder) => Promise.resolve(folder),
  runnable: (programs) => Promise.resolve(programs),
};

/**
 * PostgreSQL refuses to run as root, so root runs it as `nobody`. That user cannot enter root's own
 * folders (a clone in /root or made with mktemp is 0700): data and programs then lie in a temporary
 * folder. No privilege is handed on, because whoever reaches the server as its superuser may run
 * programs there.
 */
export function otherUserThanRoot(): OtherUser {
  if (process.getuid?.() !== 0) return nobodyElse;
  const setpriv = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "setpriv"))
    .find((file) => existsSync(file));
  // initdb asks the system for the name of the user it runs as: it has to be one that exists.
  const [, uid, gid] =
    /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8"))?.map(Number) ?? [];
  if (!setpriv || uid === undefined || gid === undefined) {
    throw new CannotRun(
      "PostgreSQL does not run as root, and this machine has no " +
        `${setpriv ? "user `nobody`" : "`setpriv`"} to run it otherwise; run the command as an ordinary user` +
        (setpriv ? "" : ", or install util-linux (apt install util-linux)"),
    );
  }
  const asNobody = [
    ...[`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", "--no-new-privs"],
    ...["--inh-caps=-all", "--ambient-caps=-all", "--bounding-set=-all"],
  ];
  return {
    wrap: (command, args) => ({ command: setpriv, args: [...asNobody, command, ...args] }),
    own: async (path) => void (await run("chown", ["-R", `${uid}:${gid}`, path])),
    enterable: async (folder) => {
      if (await everybodyCanEnter(folder)) return folder;
      return linked(folder) ?? (await link(folder));
    },
    runnable: async (programs, place) => {
      if (await everybodyCanEnter(programs)) return programs;
      const copy = join(place, "programs");
      const [root, folders] = layoutOf(programs);
      for (const folder of folders.filter((each) => !existsSync(join(copy, each)))) {
        await mkdir(dirname(join(copy, folder)), { recursive: true, mode: 0o755 });
        await run("cp", ["-R", join(root, folder), join(copy, folder)]);
      }
      await run("chmod", ["-R", "a+rX", copy]);
      return join(copy, relative(root, programs));
    },
  };
}

/** PostgreSQL finds the files it needs by their way from its programs: they move together. */
function layoutOf(programs: string): [root: string, folders: string[]] {
  const [, root, version] = /^(.*)\/lib\/postgresql\/(\d+)\/bin$/.exec(programs) ?? [];
  if (root === undefined) return [dirname(programs), ["bin", "lib", "share"]];
  return [root, [`lib/postgresql/${version}`, `share/postgresql/${version}`]];
}

const linkName = "elsewhere";
const prefix = "aiven-cdc-postgres-";

/** Removes the temporary folder that stands in for this one, if there is one. */
export async function removeElsewhere(folder: string): Promise<void> {
  const elsewhere = linked(folder);
  if (elsewhere !== undefined) await rm(elsewhere, { recursive: true, force: true });
  await rm(join(folder, linkName), { force: true });
}

/** The same for every service below a folder: a rehearsal that was killed left them. */
export function removeAllElsewhere(services: string): void {
  for (const project of foldersIn(services)) {
    for (const folder of foldersIn(project)) {
      const elsewhere = linked(folder);
      if (elsewhere !== undefined) rmSync(elsewhere, { recursive: true, force: true });
    }
  }
}

/** The temporary folder that stands in for this one, if it is surely one of ours. */
function linked(folder: string): string | undefined {
  try {
    const target = readlinkSync(join(folder, linkName));
    if (!basename(target).startsWith(prefix)) return undefined;
    const found = lstatSync(target);
    return found.isDirectory() && found.uid === process.getuid?.() ? target : undefined;
  } catch {
    return undefined; // there is no link, or nothing where it leads
  }
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name));
  } catch {
    return []; // no service was made
  }
}

async function link(folder: string): Promise<string> {
  for (const candidate of [tmpdir(), "/tmp", "/var/tmp"]) {
    if (!(await everybodyCanEnter(candidate))) continue;
    const elsewhere = await mkdtemp(join(candidate, prefix));
    // others may pass through to the data folder, which is its server's alone
    await chmod(elsewhere, 0o711);
    await rm(join(folder, linkName), { force: true });
    await symlink(elsewhere, join(folder, linkName));
    return elsewhere;
  }
  throw new CannotRun(
    "PostgreSQL does not run as root, and user `nobody` can enter neither " +
      `${folder} nor a temporary folder; set TMPDIR to a folder that everybody can enter, or run the command as an ordinary user`,
  );
}

async function everybodyCanEnter(folder: string): Promise<boolean> {
  for (let path = resolve(folder); ; path = dirname(path)) {
    const { mode } = await stat(path);
    if ((mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}
