import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isAlive } from "../../base/is-alive";
import { runDir } from "../home";
import { UserError } from "../../base/user-error";

/** What a rehearsal tells those who want to join it. */
export interface Host {
  readonly pid: number;
  /** On top of their own environment: Terraform then finds the rehearsal. */
  readonly environment: Readonly<Record<string, string>>;
}

/** 170 MB of engines, 60 MB of a new PostgreSQL, and room for what is written. */
const neededMb = 400;

const hostFile = join(runDir, "host.json");

/** The rehearsal that runs in this folder, if one does. */
export function runningHost(): Host | undefined {
  const host = recordedHost();
  return host && isAlive(host.pid) ? host : undefined;
}

/**
 * Takes the folder for a new rehearsal and clears what an earlier one left: a rehearsal that was
 * killed has no state worth keeping, since its engines went with it.
 *
 * @returns the process that was killed, if one was
 */
export function claimRunDir(): number | undefined {
  const earlier = recordedHost();
  if (earlier && isAlive(earlier.pid)) {
    throw new UserError(
      `A rehearsal runs here already (process ${earlier.pid}). Work with it through ` +
        "`npm run rehearse -- COMMAND`, or end it: Ctrl-C where it runs, or `npm stop`",
    );
  }
  rmSync(runDir, { recursive: true, force: true });
  mkdirSync(runDir, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = statfsSync(runDir);
  const free = Math.round((bavail * bsize) / 1e6);
  if (free < neededMb) {
    rmSync(runDir, { recursive: true, force: true });
    throw new UserError(
      `The disk of ${dirname(runDir)} is full: ${free} MB are left, and a rehearsal needs ${neededMb} MB for engines and data; make room and run the command again`,
    );
  }
  return earlier?.pid;
}

export function announce(host: Host): void {
  writeFileSync(hostFile, JSON.stringify(host), { mode: 0o600 });
}

/** Nobody is to join a rehearsal that is about to end. */
export function withdraw(): void {
  rmSync(hostFile, { force: true });
}

const answerFile = join(runDir, "stays-up");

/** What a rehearsal says to a command that has ended, where it does not end with it. */
export function answerStaysUp(): void {
  writeFileSync(answerFile, "");
}

export function hasAnswered(): boolean {
  return existsSync(answerFile);
}

export function forgetAnswer(): void {
  rmSync(answerFile, { force: true });
}

/** Data, state, credentials: nothing of an ended rehearsal stays. */
export function clearRunDir(): void {
  rmSync(runDir, { recursive: true, force: true });
}

function recordedHost(): Host | undefined {
  if (!existsSync(hostFile)) return undefined;
  try {
    return JSON.parse(readFileSync(hostFile, "utf8")) as Host;
  } catch {
    return undefined; // killed as it wrote
  }
}
