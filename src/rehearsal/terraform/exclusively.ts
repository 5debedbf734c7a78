import { mkdirSync, rmdirSync, statSync } from "node:fs";

/** Longer than any `terraform init` without a registry takes: whoever holds on so long was killed. */
const staleMs = 60_000;

/**
 * Runs a job while no other process runs one under the same name.
 *
 * @param name a folder that exists while the job runs
 */
export function exclusively<T>(name: string, job: () => T): T {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  while (!made(name)) Atomics.wait(pause, 0, 0, 50);
  const giveUp = () => {
    try {
      rmdirSync(name);
    } catch {
      // taken over, or gone with the rehearsal
    }
  };
  process.once("exit", giveUp); // a job may end the process
  try {
    return job();
  } finally {
    process.off("exit", giveUp);
    giveUp();
  }
}

function made(name: string): boolean {
  try {
    mkdirSync(name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const since = statSync(name, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  if (Date.now() - since > staleMs) {
    try {
      rmdirSync(name);
    } catch {
      // another process was quicker
    }
  }
  return false;
}
