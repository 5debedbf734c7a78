import type { DiskGrowth } from "../measure/disk-growth";
import type { Memory } from "../measure/memory";
import type { SoakRun } from "../soak";

/** Below this share of the rate that was asked for, a soak has not soaked. */
const leastRate = 0.95;

/** Changes a second that were written. */
export function reachedRate({ count, seconds }: Pick<SoakRun, "count" | "seconds">): number {
  return count.written / seconds;
}

/** What broke, a sentence each; none when all is well. */
export function findings(
  run: SoakRun,
  memory: readonly Memory[],
  disk: readonly DiskGrowth[],
): string[] {
  const { count, options, slotLosses, failures } = run;
  const rate = reachedRate(run);
  return [
    ...(count.missing > 0 ? [`${count.missing} of ${count.written} changes are missing`] : []),
    ...(count.outOfOrder > 0
      ? [`${count.outOfOrder} changes came after a later one of their row`]
      : []),
    ...(count.snapshotEvents > 0
      ? [`the connector took a new snapshot: ${count.snapshotEvents} events`]
      : []),
    ...slotLosses,
    ...failures.map((failure) => `the connector failed and does not recover: ${failure}`),
    ...memory
      .filter(({ verdict }) => verdict === "grows")
      .map(
        ({ name, slope = NaN, margin = NaN }) =>
          `memory of ${name} grows by ${slope.toFixed(1)} ± ${margin.toFixed(1)} MB an hour`,
      ),
    ...disk
      .filter(({ verdict }) => verdict === "grows")
      .map(
        ({ part, firstHalfMb, secondHalfMb }) =>
          `the disk of ${part} grows: up to ${firstHalfMb.toFixed(0)} MB in the first half, up to ${secondHalfMb.toFixed(0)} MB in the second`,
      ),
    ...(rate < leastRate * options.rate
      ? [`${rate.toFixed(0)} changes a second were written, ${options.rate} were asked for`]
      : []),
  ];
}
