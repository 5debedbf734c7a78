import { setTimeout as sleep } from "node:timers/promises";

export interface UntilOptions {
  /** @default 5000 - brokers hear within it of what their controller has agreed to */
  readonly timeoutMs?: number;
  /** The pause between two attempts. @default 25 */
  readonly everyMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Repeats the attempt until it gives something.
 *
 * @returns what it gave, or `undefined` once the time is over
 * @throws what the attempt throws, and the signal's reason when it is aborted
 */
export async function until<T>(
  attempt: () => Promise<T | false | undefined>,
  { timeoutMs = 5_000, everyMs = 25, signal }: UntilOptions = {},
): Promise<T | undefined> {
  for (const deadline = Date.now() + timeoutMs; ;) {
    signal?.throwIfAborted();
    const result = await attempt();
    if (result !== undefined && result !== false) return result;
    if (Date.now() >= deadline) return undefined;
    await sleep(everyMs, undefined, { signal });
  }
}
