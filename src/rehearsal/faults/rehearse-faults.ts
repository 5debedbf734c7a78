import { setTimeout as sleep } from "node:timers/promises";
import type { Events } from "../demonstration/demonstrate";
import type { LocalCloud } from "../cloud/local-cloud";
import { breakers } from "./breakers";
import { planChanges } from "./changes";
import type { Fault } from "./fault";
import { pipelineOf } from "./pipeline";
import type { FaultReport } from "./report";
import { settled } from "./settled";
import { watchSlot } from "./slot-watch";
import { writeSteadily } from "./stream";
import { Tally } from "./tally";

export interface FaultRehearsal {
  readonly cloud: LocalCloud;
  readonly events: Events;
  readonly faults: readonly Fault[];
  /** Changes written around each fault. */
  readonly changes: number;
  readonly perSecond: number;
  /** How long a part stays broken. */
  readonly outageMs: number;
  readonly onProgress: (message: string) => void;
  readonly onReport: (report: FaultReport) => void;
  readonly signal: AbortSignal;
}

/** Far above the keys of rows that were there before. */
const firstKey = 1_000_000;

/** Breaks one part after the other, each in the middle of a stream of changes of its own. */
export async function rehearseFaults(rehearsal: FaultRehearsal): Promise<FaultReport[]> {
  const reports: FaultReport[] = [];
  const show = rehearsal.events.onEvent;
  try {
    for (const [index, fault] of rehearsal.faults.entries()) {
      const report = await rehearse(fault, (index + 1) * firstKey, rehearsal);
      reports.push(report);
      rehearsal.onReport(report);
    }
  } finally {
    rehearsal.events.onEvent = show;
  }
  return reports;
}

async function rehearse(
  fault: Fault,
  firstKey: number,
  { cloud, events, changes, perSecond, outageMs, onProgress, ...rehearsal }: FaultRehearsal,
): Promise<FaultReport> {
  const pipeline = pipelineOf(cloud);
  const plan = planChanges(changes, firstKey);
  const tally = new Tally(pipeline.sample.table, plan);
  const { kafka, prefix } = pipeline;
  // Another pipeline may capture a table of the same name.
  events.onEvent = (event, from) => {
    if (from === kafka && event.prefix === prefix) tally.see(event);
  };
  // What fails on one side ends the other.
  const failed = new AbortController();
  const signal = AbortSignal.any([rehearsal.signal, failed.signal]);
  const breaker = await breakers[fault](pipeline, tally, signal);
  const watch = watchSlot(pipeline, onProgress);
  let brokenAt = Infinity;
  try {
    onProgress(
      `${fault}: writing ${changes} changes to ${pipeline.sample.table}, ${perSecond} a second`,
    );
    const half = new AbortController();
    const written = writeSteadily({
      sample: pipeline.sample,
      changes: plan,
      perSecond,
      onWritten: (count) => {
        tally.wrote(count);
        if (tally.written >= changes / 2) half.abort();
      },
      signal,
    });
    const broken = aborted(AbortSignal.any([half.signal, signal])).then(async () => {
      signal.throwIfAborted();
      brokenAt = performance.now();
      onProgress(`${fault}: ${await breaker.break()}`);
      if (!breaker.repair) return;
      await sleep(outageMs, undefined, { signal });
      onProgress(`${fault}: ${await breaker.repair()}`);
    });
    await Promise.all([written, broken]).catch((error: unknown) => {
      failed.abort();
      throw error;
    });
    const failures = await settled({ pipeline, tally, watch, onProgress, signal });
    return {
      fault,
      slot: pipeline.slot,
      connector: pipeline.connector.name,
      slotLosses: [...watch.losses],
      failures,
      ...tally.count(brokenAt),
    };
  } finally {
    await watch.close();
    await breaker.close?.();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
