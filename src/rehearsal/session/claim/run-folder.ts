import { chmodSync, mkdirSync, readFileSync, rmSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CannotRun, Misuse } from "../../../base/user-error";
import { removeAllElsewhere } from "../../engines/postgres/other-user";
import { entriesOf, isPendingFolder, sessionFolder, sessionIdsIn } from "./session-folder";

/** What earlier versions of this program wrote beside their host.json. */
const earlierContent =
  /^(host\.json|progress\.log|stays-up|pgpass|terraformrc|(bin|services|state|mirror|deployed)|kafka-.*\.(conf|pem))$/;
const ofFileSystem = "lost+found";

/**
 * Makes the run folder, or checks that it may be taken.
 *
 * @param isOursByLocation whether only this program uses a folder of this name
 * @throws UserError for any other folder, which stays as it is
 */
export async function takeRunFolder(runDir: string, isOursByLocation: boolean): Promise<void> {
  const stats = await mustBeTakeable(runDir, isOursByLocation);
  if (!stats) {
    make(runDir);
  } else if (stats.uid === process.getuid?.() && (stats.mode & 0o077) !== 0) {
    try {
      chmodSync(runDir, 0o700);
    } catch {
      // the session's folder is checked, and it is the one that must be private
    }
  }
}

/**
 * A run folder may be taken where it is not there, is empty, or a rehearsal made what is in it.
 *
 * @returns what it is; undefined where it is not there
 */
export async function mustBeTakeable(
  runDir: string,
  isOursByLocation: boolean,
): Promise<Stats | undefined> {
  const stats = statOf(runDir);
  if (!stats) return undefined;
  if (!stats.isDirectory()) {
    throw new Misuse(
      `AIVEN_CDC_RUN_DIR must name a folder, got the file ${runDir}; name a new or an empty folder`,
    );
  }
  const uid = process.getuid?.();
  if (uid !== undefined && uid !== 0 && stats.uid !== uid) {
    throw new CannotRun(
      `The folder ${runDir} belongs to another user (uid ${stats.uid}), and a rehearsal keeps ` +
        "secrets in it; name a folder of your own with AIVEN_CDC_RUN_DIR",
    );
  }
  if (!isOursByLocation) await mustBeOurs(runDir);
  return stats;
}

/** Removes everything but sessions, and never follows a link. */
export function clearRunFolder(runDir: string): void {
  removeAllElsewhere(join(runDir, "services"));
  for (const name of entriesOf(runDir)) {
    if (name === "session" || name === ofFileSystem || isPendingFolder(name)) continue;
    // Engines of a killed rehearsal may write for a moment longer.
    rmSync(join(runDir, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 25 });
  }
}

/** Sessions come and go while their folders are read one by one, so a refusal is checked again. */
async function mustBeOurs(runDir: string): Promise<void> {
  let foreign = foreignEntries(runDir);
  for (let attempt = 1; foreign.length > 0 && attempt < 10; attempt++) {
    await sleep(20);
    foreign = foreignEntries(runDir);
  }
  if (foreign.length === 0) return;
  throw new Misuse(
    `The folder ${runDir} holds files that no rehearsal made (${foreign.slice(0, 3).join(", ")}` +
      `${foreign.length > 3 ? ", …" : ""}), and a rehearsal clears its folder; ` +
      "name a new or an empty folder with AIVEN_CDC_RUN_DIR",
  );
}

/** Names in a folder that has no session, live or dead, to show that a rehearsal made them. */
function foreignEntries(runDir: string): string[] {
  const entries = readable(runDir).filter((name) => name !== ofFileSystem);
  const sessions = entries.filter((name) => name === "session" || isPendingFolder(name));
  const others = entries.filter((name) => !sessions.includes(name));
  const isMarked = sessions.some((name) => sessionIdsIn(join(runDir, name)).length > 0);
  if (isMarked || isOfEarlierVersion(runDir, others)) return [];
  return others.length === 0 && isEmpty(sessionFolder(runDir)) ? [] : others.concat(sessions);
}

function isOfEarlierVersion(runDir: string, entries: readonly string[]): boolean {
  if (!entries.includes("host.json")) return false;
  if (!entries.every((name) => earlierContent.test(name))) return false;
  try {
    const host: unknown = JSON.parse(readFileSync(join(runDir, "host.json"), "utf8"));
    return typeof (host as { pid?: unknown } | null)?.pid === "number";
  } catch {
    return false;
  }
}

function isEmpty(folder: string): boolean {
  const stats = statOf(folder);
  return !stats || (stats.isDirectory() && entriesOf(folder).length === 0);
}

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw refused(path, error);
  }
}

function readable(folder: string): string[] {
  try {
    return entriesOf(folder);
  } catch (error) {
    throw refused(folder, error);
  }
}

function make(runDir: string): void {
  try {
    mkdirSync(runDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw refused(runDir, error);
  }
}

/** @returns a UserError where the system refuses the folder, else the error itself */
export function refused(runDir: string, error: unknown): Error {
  const { code = "" } = error as NodeJS.ErrnoException;
  const why: Readonly<Record<string, string>> = {
    EACCES: "may not be written by this user",
    EPERM: "may not be written by this user",
    EROFS: "may not be written by this user: its file system is read-only",
    ENOTDIR: "cannot be made: a part of this path is a file",
    EEXIST: "is a link to a folder that does not exist",
    ENOENT: "may not be written by this user, or is a link to a folder that does not exist",
    ELOOP: "is a link that leads to itself",
    ENAMETOOLONG: "is too long a path for this file system",
  };
  const reason = why[code];
  if (reason === undefined) return error as Error;
  return new CannotRun(
    `The folder of the rehearsal ${runDir} ${reason}; name another folder with AIVEN_CDC_RUN_DIR`,
  );
}
