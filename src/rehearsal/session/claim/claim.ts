import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { dirname, join } from "node:path";
import { connectTo, findHolder, type Holder } from "../socket/connect";
import { identityOf } from "./process-identity";
import { clearRunFolder, refused, takeRunFolder } from "./run-folder";
import {
  chooseSocket,
  entriesOf,
  isPendingFolder,
  isSessionFile,
  mustBePrivate,
  newSessionId,
  pendingFolder,
  readSessionInfo,
  recordFolder,
  removeIfEmpty,
  removeSessionFiles,
  sessionFolder,
  sessionIdsIn,
  type SessionInfo,
  writeSessionInfo,
} from "./session-folder";

export interface ClaimOptions {
  readonly runDir: string;
  /** Whether only this program uses a folder of this name. */
  readonly isOursByLocation: boolean;
  readonly version: string;
  readonly onConnection: (socket: Socket) => void;
  /** Waits for a host that is about to end, and throws for any other. */
  readonly onHolder: (holder: Holder) => Promise<void>;
}

/** A run folder that belongs to this process until it is released, or the process ends. */
export interface Claim {
  readonly info: SessionInfo;
  /** Process number of a host that was killed and left files in the folder. */
  readonly killed: number | undefined;
  /** A folder for temporary files, for the next host to remove if this one is killed. */
  record(folder: string): void;
  /** Clears the folder, then lets others claim it. */
  release(): Promise<void>;
}

/**
 * Claims a run folder and clears it.
 *
 * A host listens on a socket in `session.<id>` and then renames that folder to `session`. The
 * rename fails while `session` has any file in it, so one host wins. If the host is killed, the
 * kernel closes its socket. The next host then removes the files of that one session by their names,
 * which no other session shares: it cannot remove the files of a host that claims meanwhile.
 *
 * @throws UserError if the folder is not a rehearsal's, or what `onHolder` throws
 */
export async function claimRunFolder(options: ClaimOptions): Promise<Claim> {
  const { runDir } = options;
  let killed: number | undefined;
  for (;;) {
    await takeRunFolder(runDir, options.isOursByLocation);
    const holder = await findHolder(runDir);
    if (holder) {
      await options.onHolder(holder);
      continue;
    }
    // Before what marks the folder as ours is removed.
    const pending = await prepare(options);
    if (!pending) continue;
    killed = (await removeDeadSessions(sessionFolder(runDir))) ?? killed;
    if (!renamed(pending.folder, sessionFolder(runDir))) {
      pending.discard();
      continue;
    }
    const claim = claimed(runDir, pending);
    try {
      await removeDeadPending(runDir);
      clearRunFolder(runDir);
    } catch (error) {
      claim.giveUp();
      throw error;
    }
    return { ...claim, killed };
  }
}

interface Pending {
  readonly info: SessionInfo;
  readonly folder: string;
  readonly server: Server;
  discard(): void;
}

/** @returns undefined if another host cleared the pending folder meanwhile */
async function prepare({ runDir, version, onConnection }: ClaimOptions) {
  const id = newSessionId();
  const folder = pendingFolder(runDir, id);
  const server = createServer(onConnection);
  const discard = () => {
    removeSessionFiles(folder, id);
    removeIfEmpty(folder);
    server.close();
    removeIfEmpty(runDir);
  };
  try {
    mkdirSync(folder, { mode: 0o700 });
    mustBePrivate(folder);
    const { path, outside } = chooseSocket(folder, id);
    if (outside) recordFolder(folder, id, dirname(path));
    await listening(server, path);
    const info: SessionInfo = {
      id,
      ...identityOf(process.pid),
      startedAt: new Date().toISOString(),
      version,
      ...(outside && { socket: path }),
    };
    writeSessionInfo(folder, info);
    return { info, folder, server, discard } satisfies Pending;
  } catch (error) {
    const wasCleared = !existsSync(folder) && existsSync(dirname(runDir));
    discard();
    if (wasCleared && isRepeatable(error)) return undefined;
    throw refused(runDir, error);
  }
}

/** Node reports a missing folder of a socket as EACCES. */
function isRepeatable(error: unknown): boolean {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || (code === "EACCES" && syscall === "listen");
}

function claimed(runDir: string, { info, server }: Pending) {
  const folder = sessionFolder(runDir);
  const giveUp = () => {
    removeSessionFiles(folder, info.id);
    removeIfEmpty(folder);
    removeIfEmpty(runDir);
    server.close();
  };
  return {
    info,
    record: (path: string) => recordFolder(folder, info.id, path),
    release: async () => {
      await removeDeadPending(runDir);
      clearRunFolder(runDir);
      giveUp();
    },
    /** Lets others claim the folder with what is in it. */
    giveUp,
  };
}

/** @returns the process number of a host that was killed */
async function removeDeadSessions(folder: string): Promise<number | undefined> {
  let killed: number | undefined;
  for (const name of entriesOf(folder)) {
    if (!isSessionFile(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
  for (const id of sessionIdsIn(folder)) {
    if (await isAlive(folder, id)) continue;
    killed = readSessionInfo(folder, id)?.pid ?? killed;
    removeSessionFiles(folder, id);
  }
  return killed;
}

/** What processes left that were killed before they could claim the folder. */
async function removeDeadPending(runDir: string): Promise<void> {
  for (const name of entriesOf(runDir).filter(isPendingFolder)) {
    const folder = join(runDir, name);
    const ids = sessionIdsIn(folder);
    const alive = await Promise.all(ids.map((id) => isAlive(folder, id)));
    if (alive.includes(true)) continue;
    await removeDeadSessions(folder);
    // A host that has just made this folder may still write to it. It stays then, for the next host.
    removeIfEmpty(folder);
  }
}

async function isAlive(folder: string, id: string): Promise<boolean> {
  const holder = await connectTo(folder, id);
  holder?.socket.destroy();
  return holder !== undefined;
}

/** @returns false if another host has claimed the folder, or has cleared `from` */
function renamed(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (["ENOTEMPTY", "EEXIST", "ENOENT"].includes(code)) return false;
    throw error;
  }
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
