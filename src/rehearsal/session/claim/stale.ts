import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../../../base/is-alive";
import { connectTo } from "../socket/connect";
import {
  entriesOf,
  isPendingFolder,
  readSessionInfo,
  sessionFolder,
  sessionIdsIn,
} from "./session-folder";

/** Process numbers of hosts that were killed and left their session in a run folder. */
export async function killedHosts(runDir: string): Promise<number[]> {
  const pending = entriesOf(runDir).filter(isPendingFolder);
  const folders = [sessionFolder(runDir), ...pending.map((name) => join(runDir, name))];
  const killed: number[] = [];
  for (const folder of folders) {
    for (const id of sessionIdsIn(folder)) {
      const holder = await connectTo(folder, id);
      holder?.socket.destroy();
      const pid = readSessionInfo(folder, id)?.pid;
      if (!holder && pid !== undefined) killed.push(pid);
    }
  }
  return killed;
}

/** Folders for temporary files that this program makes, and removes unless it is killed. */
const ours = /^(aiven-cdc-(postgres|synth|npm)|cdc-session)-\w{6}$/;

/** What a command of today may still be at work in. */
const oldMs = 24 * 60 * 60 * 1_000;

/** Such folders of this user that are older than a day, and that no PostgreSQL runs in. */
export function abandonedFolders(folder = tmpdir(), now = Date.now()): string[] {
  return readdirSync(folder)
    .filter((name) => ours.test(name))
    .map((name) => join(folder, name))
    .filter((path) => {
      const stats = lstatSync(path, { throwIfNoEntry: false });
      const isOwn = process.getuid === undefined || stats?.uid === process.getuid();
      return stats?.isDirectory() && isOwn && now - stats.mtimeMs > oldMs && !isServed(path);
    });
}

/** Whether a PostgreSQL that is alive has its data there. */
function isServed(path: string): boolean {
  return readdirSync(path).some((name) => {
    try {
      const [pid] = readFileSync(join(path, name, "postmaster.pid"), "utf8").split("\n");
      return isAlive(Number(pid));
    } catch {
      return false; // no data folder, or its server has ended
    }
  });
}
