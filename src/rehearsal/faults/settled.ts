import { setTimeout as sleep } from "node:timers/promises";
import type { Pipeline } from "./pipeline";
import type { SlotWatch } from "./slot-watch";
import type { Tally } from "./tally";

/** After the last event expected, so long for those that come twice. */
const settleMs = 2_500;
/** Without any event for so long, after the connector has tried again, nothing more is coming. */
const patienceMs = 30_000;
/** The same once the slot was lost: nobody holds the changes any more. */
const lostPatienceMs = 8_000;
/** How long Debezium waits before it tries again, unless it is configured. */
const retryWaitMs = 10_000;
/** A failed connector is restarted so soon here; Aiven looks every 15 minutes. */
const restartAfterMs = 2_000;
const maxRestarts = 2;

export interface Settling {
  readonly pipeline: Pipeline;
  readonly tally: Pick<Tally, "unseen" | "lastEventAt">;
  readonly watch: SlotWatch;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Returns once every change has been seen and no more events come, or nothing more is to be
 * expected; restarts a failed connector where Aiven is configured to.
 *
 * @returns what the connector failed of
 */
export async function settled(settling: Settling): Promise<string[]> {
  const { pipeline, tally, watch, onProgress, signal } = settling;
  const { rest } = pipeline.connect;
  const { name, config } = pipeline.connector;
  const failures: string[] = [];
  for (let since = performance.now(); ; await sleep(250, undefined, { signal })) {
    const quietSince = Math.max(since, tally.lastEventAt, watch.remadeAt ?? 0);
    const quietMs = performance.now() - quietSince;
    const failure = await rest.failure(name).catch(() => undefined);
    if (failure !== undefined) {
      failures.push(failure);
      onProgress(`connector ${name} failed: ${failure}`);
      if (config["_aiven.restart.on.failure"] !== "true" || failures.length > maxRestarts) {
        return failures;
      }
      await sleep(restartAfterMs, undefined, { signal });
      await rest.restart(name);
      onProgress(`restarted connector ${name}, as Aiven does within 15 minutes`);
      since = performance.now();
      await sleep(1_000, undefined, { signal });
      continue;
    }
    if (tally.unseen === 0 ? quietMs > settleMs : quietMs > patience(settling)) return failures;
  }
}

function patience({ watch, pipeline: { connector } }: Settling): number {
  if (watch.losses.length > 0 && !watch.isLost) return lostPatienceMs;
  const waitMs = Number(connector.config["retriable.restart.connector.wait.ms"] ?? retryWaitMs);
  return waitMs + (watch.isLost ? lostPatienceMs : patienceMs);
}
