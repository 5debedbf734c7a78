import { setTimeout as sleep } from "node:timers/promises";

/**
 * Returns once it holds, or after five seconds: a controller has agreed to a change, and each broker
 * hears of it a moment later.
 */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 5_000; Date.now() < deadline; await sleep(25)) {
    if (await holds()) return;
  }
}
