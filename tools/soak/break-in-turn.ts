import { setTimeout as sleep } from "node:timers/promises";
import type { LocalCloud } from "../../src/rehearsal/cloud/local-cloud";
import { breakers } from "../../src/rehearsal/faults/breakers";
import type { Fault } from "../../src/rehearsal/faults/fault";
import { pipelineOf } from "../../src/rehearsal/faults/pipeline";
import { settled } from "../../src/rehearsal/faults/settled";
import type { SlotWatch } from "../../src/rehearsal/faults/slot-watch";
import type { Load } from "./load/load";
import { type SoakOptions, soakFaults } from "./options";

export interface Breaking {
  readonly cloud: LocalCloud;
  readonly load: Load;
  readonly watch: SlotWatch;
  readonly options: SoakOptions;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
}

/** What broke, when, and what the connector failed of meanwhile. */
export interface Break {
  readonly fault: Fault;
  /** Minutes after the first change. */
  readonly atMinutes: number;
  readonly failures: readonly string[];
}

/** For so long changes go on after an outage; a part is not broken for a stream that ends before. */
const afterwardsMs = 10_000;

/** A stream has caught up once no more is on its way than is written in so many seconds. */
const promptSeconds = 1;

/** Breaks one part after the other for as long as changes are written, each when its time has come. */
export async function breakInTurn(breaking: Breaking): Promise<Break[]> {
  const { load, options, signal } = breaking;
  const breaks: Break[] = [];
  for (let nth = 0; ; nth++) {
    const dueMs = (nth + 1) * options.faultEvery * 60_000;
    if (dueMs >= options.minutes * 60_000) break;
    while (load.status.isWriting && load.status.writingMs < dueMs) {
      await sleep(100, undefined, { signal });
    }
    const leftMs = options.minutes * 60_000 - load.status.writingMs;
    if (leftMs < options.outage * 1_000 + afterwardsMs) break;
    const fault = soakFaults[nth % soakFaults.length] as Fault;
    breaks.push(await breakOne(fault, breaking));
  }
  return breaks;
}

async function breakOne(fault: Fault, breaking: Breaking): Promise<Break> {
  const { cloud, load, watch, options, onProgress, signal } = breaking;
  const atMinutes = load.status.writingMs / 60_000;
  load.begin(fault);
  const breaker = await breakers[fault](pipelineOf(cloud), load, signal);
  try {
    load.broken();
    onProgress(`${fault}: ${await breaker.break()}`);
    await sleep(options.outage * 1_000, undefined, { signal });
    const repaired = await breaker.repair?.();
    if (repaired !== undefined) onProgress(`${fault}: ${repaired}`);
    const failures = await caughtUp({ cloud, load, watch, onProgress, signal });
    // what was written meanwhile waits behind it; at the end of the stream it is still the fault's
    const promptLag = options.rate * promptSeconds;
    while (load.status.isWriting && load.status.lag > promptLag) {
      await sleep(100, undefined, { signal });
    }
    if (load.status.isWriting) load.over();
    return { fault, atMinutes, failures };
  } finally {
    await breaker.close?.();
  }
}

/**
 * Waits until everything that is written by now has arrived, or nothing of it comes any more.
 *
 * @returns what the connector failed of, and was restarted after as Aiven does it
 */
export function caughtUp({
  cloud,
  load,
  ...waiting
}: Omit<Breaking, "options">): Promise<string[]> {
  // workers that were started anew are others
  return settled({ pipeline: pipelineOf(cloud), tally: load.marked(), ...waiting });
}
