import { connect, type Socket } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  isPrivateFolder,
  mustBePrivate,
  readSessionInfo,
  type SessionInfo,
  sessionFolder,
  sessionIdsIn,
} from "../claim/session-folder";

/** A live host and a connection to it. */
export interface Holder {
  readonly info: SessionInfo;
  readonly socket: Socket;
}

/** The host that holds `runDir`. Only its open socket counts: a process number proves nothing. */
export async function findHolder(runDir: string): Promise<Holder | undefined> {
  const folder = sessionFolder(runDir);
  for (;;) {
    mustBePrivate(folder);
    const ids = sessionIdsIn(folder);
    for (const id of ids) {
      const holder = await connectTo(folder, id);
      if (holder) return holder;
    }
    // Another host may have claimed the folder between the two readings.
    if (sessionIdsIn(folder).every((id) => ids.includes(id))) return undefined;
  }
}

/** @returns undefined if the host of this session is gone */
export async function connectTo(folder: string, id: string): Promise<Holder | undefined> {
  const info = readSessionInfo(folder, id);
  if (!info) return undefined;
  if (info.socket !== undefined && !isPrivateFolder(dirname(info.socket))) return undefined;
  const socket = await open(info.socket ?? join(folder, `${id}.sock`));
  return socket && { info, socket };
}

async function open(path: string): Promise<Socket | undefined> {
  for (;;) {
    try {
      return await new Promise<Socket>((resolve, reject) => {
        const socket = connect(path);
        socket.once("error", reject);
        socket.once("connect", () => {
          socket.on("error", () => undefined); // "close" follows
          resolve(socket);
        });
      });
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      if (["ECONNREFUSED", "ENOENT", "ENOTSOCK", "ECONNRESET"].includes(code)) return undefined;
      if (code !== "EAGAIN") throw error;
      await sleep(20); // the host is alive, with too many connections waiting
    }
  }
}
