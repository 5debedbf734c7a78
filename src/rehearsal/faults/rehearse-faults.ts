import { setTimeout as sleep } from "node:timers/promises";
import { breakers } from "./breakers";
import type { Fault } from "./fault";
import { inMidStream, type StreamRehearsal } from "./mid-stream";
import type { FaultReport } from "./report";

export interface FaultRehearsal extends StreamRehearsal {
  readonly faults: readonly Fault[];
  /** How long a part stays broken. */
  readonly outageMs: number;
  /** How many streams were written before: each has keys of its own. @default 0 */
  readonly streamsBefore?: number;
  readonly onReport: (report: FaultReport) => void;
}

/** Far above the keys of rows that were there before. */
const firstKey = 1_000_000;

/** Breaks one part after the other, each in the middle of a stream of changes of its own. */
export async function rehearseFaults(rehearsal: FaultRehearsal): Promise<FaultReport[]> {
  const reports: FaultReport[] = [];
  for (const [index, fault] of rehearsal.faults.entries()) {
    const stream = (rehearsal.streamsBefore ?? 0) + index + 1;
    const report = await rehearse(fault, stream * firstKey, rehearsal);
    reports.push(report);
    rehearsal.onReport(report);
  }
  return reports;
}

async function rehearse(
  fault: Fault,
  firstKey: number,
  rehearsal: FaultRehearsal,
): Promise<FaultReport> {
  const { outageMs, onProgress } = rehearsal;
  const result = await inMidStream({
    ...rehearsal,
    label: fault,
    firstKey,
    incident: async (pipeline, tally, signal) => {
      const breaker = await breakers[fault](pipeline, tally, signal);
      return {
        async happen() {
          onProgress(`${fault}: ${await breaker.break()}`);
          if (!breaker.repair) return;
          await sleep(outageMs, undefined, { signal });
          onProgress(`${fault}: ${await breaker.repair()}`);
        },
        close: () => breaker.close?.() ?? Promise.resolve(),
      };
    },
  });
  return { fault, ...result };
}
