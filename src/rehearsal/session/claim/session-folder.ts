import { randomBytes } from "node:crypto";
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { CannotRun } from "../../../base/user-error";
import type { ProcessIdentity } from "./process-identity";

/** What a host writes about itself before others can see its session. */
export interface SessionInfo extends ProcessIdentity {
  readonly id: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly version: string;
  /** Absolute path of the socket. @default - `<id>.sock` in the session's folder */
  readonly socket?: string;
}

/** The limit of sun_path is 104 bytes on macOS and 108 on Linux, with a NUL at the end. */
const maxSocketPath = 103;
const filePattern = /^([0-9a-f]{16})\.(json|sock|folders)$/;
const pendingPattern = /^session\.[0-9a-f]{16}$/;

/** A folder that holds the socket of the host, and nothing else of the rehearsal. */
export function sessionFolder(runDir: string): string {
  return join(runDir, "session");
}

/** Where a host prepares its session before it claims `runDir`. */
export function pendingFolder(runDir: string, id: string): string {
  return join(runDir, `session.${id}`);
}

export function isPendingFolder(name: string): boolean {
  return pendingPattern.test(name);
}

export function isSessionFile(name: string): boolean {
  return filePattern.test(name);
}

export function newSessionId(): string {
  return randomBytes(8).toString("hex");
}

/** The session ids in a folder. Every file of a session bears its id: no two share a name. */
export function sessionIdsIn(folder: string): string[] {
  return [...new Set(entriesOf(folder).flatMap((name) => filePattern.exec(name)?.[1] ?? []))];
}

export function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

export function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}

export function isPrivateFolder(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats !== undefined && isPrivate(stats);
}

function isPrivate({ uid, mode }: Stats): boolean {
  const isOurs = process.getuid === undefined || uid === process.getuid();
  return (mode & 0o170077) === 0o040000 && isOurs;
}

/** @throws UserError where another user could have made the folder, and with it the socket */
export function mustBePrivate(folder: string): void {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (!stats || isPrivate(stats)) return;
  throw new CannotRun(
    `${folder} must be a folder of this user with mode 0700, got owner ${stats.uid} and mode ` +
      `${(stats.mode & 0o7777).toString(8).padStart(4, "0")}; run the command as that user, or name ` +
      "another folder with AIVEN_CDC_RUN_DIR",
  );
}

export function writeSessionInfo(folder: string, info: SessionInfo): void {
  writeFileSync(join(folder, `${info.id}.json`), JSON.stringify(info), { mode: 0o600, flag: "wx" });
}

export function readSessionInfo(folder: string, id: string): SessionInfo | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, `${id}.json`), "utf8")) as SessionInfo;
  } catch {
    return undefined; // gone, or its writer was killed
  }
}

/**
 * The path to bind a session's socket to: in its own folder where the path is short enough, else
 * in a new private folder for temporary files.
 */
export function chooseSocket(folder: string, id: string): { path: string; outside: boolean } {
  const path = join(folder, `${id}.sock`);
  if (Buffer.byteLength(path) <= maxSocketPath) return { path, outside: false };
  const parent = Buffer.byteLength(tmpdir()) > maxSocketPath - 25 ? "/tmp" : tmpdir();
  return { path: join(mkdtempSync(join(parent, "cdc-session-")), "s"), outside: true };
}

/** Records a folder for temporary files, for the next host to remove if this one is killed. */
export function recordFolder(folder: string, id: string, path: string): void {
  writeFileSync(join(folder, `${id}.folders`), `${path}\n`, { mode: 0o600, flag: "a" });
}

/** Removes the files of one session by their names: those of any other session stay. */
export function removeSessionFiles(folder: string, id: string): void {
  const recorded = readOrEmpty(join(folder, `${id}.folders`)).split("\n");
  const socket = readSessionInfo(folder, id)?.socket;
  for (const path of [...recorded, socket === undefined ? "" : dirname(socket)]) {
    removeSocketFolder(path);
  }
  for (const kind of ["folders", "sock", "json"]) unlinkIfThere(join(folder, `${id}.${kind}`));
}

/** A folder of ours for one socket, in the folder for temporary files. */
function removeSocketFolder(path: string): void {
  if (!/^cdc-/.test(basename(path)) || !isPrivateFolder(path)) return;
  unlinkIfThere(join(path, "s"));
  removeIfEmpty(path);
}

export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // another session is in it, or it is a mount point or a link
  }
}

export function unlinkIfThere(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
