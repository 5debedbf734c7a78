import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";

const prefix = ".making-";
const heartbeatMs = 60_000;

/** Ten missed heartbeats: a set-up that was killed, not one on a busy machine. */
const abandonedAfterMs = 10 * heartbeatMs;

/**
 * Runs a task with a new folder to make something in, and removes the folder. The folder's time is
 * kept current, so that another process knows that it is in use. A process id would not do: it is
 * another one in each container that shares the folder.
 *
 * @param dir the new folder lies in it
 */
export async function withMakingFolder(
  dir: string,
  task: (making: string) => Promise<void>,
): Promise<void> {
  const making = join(dir, `${prefix}${randomUUID()}`);
  await mkdir(making, { recursive: true });
  const touch = () => void utimes(making, new Date(), new Date()).catch(() => undefined);
  const heartbeat = setInterval(touch, heartbeatMs).unref();
  try {
    await removeAbandoned(dir);
    await task(making);
  } finally {
    clearInterval(heartbeat);
    await rm(making, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Removes what killed set-ups have left. */
async function removeAbandoned(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(dir, name);
    const used = await stat(folder).catch(() => undefined);
    if (!used || used.mtimeMs > Date.now() - abandonedAfterMs) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Moves a folder, unless another process was quicker: what that one made is as good. */
export async function moveIn(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST"].includes(String((error as NodeJS.ErrnoException).code)))
      throw error;
  }
}
