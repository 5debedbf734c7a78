import type { Fault } from "./fault";
import type { Count } from "./tally";

/** What became of a stream of changes when a part broke. */
export interface FaultReport extends Count {
  readonly fault: Fault;
  readonly connector: string;
  readonly slot: string;
  readonly slotLosses: readonly string[];
  /** What the connector failed of. */
  readonly failures: readonly string[];
}

export function reportLines(report: FaultReport): string[] {
  const { fault, written, events, missing, duplicates, outOfOrder } = report;
  const { slotLosses, failures, longestMs } = report;
  return [
    `fault ${fault}: ${missing === 0 ? "nothing missing" : `${missing} changes MISSING`}`,
    `changes written  ${written}`,
    `events seen      ${events}`,
    `missing          ${missing}${missingBetween(report)}`,
    ...(missing > 0 ? [`out of date      ${outOfDate(report)}`] : []),
    `duplicated       ${duplicates}`,
    `out of order     ${outOfOrder}  (for a key)`,
    `caught up        ${caughtUp(report)}; the slowest change took ${seconds(longestMs)}`,
    ...slotLosses.map((loss) => `slot             ${loss}`),
    ...failures.map(
      (failure) => `connector        failed and does not recover by itself: ${failure}`,
    ),
  ];
}

/** What a stream lost, and what to do. */
export function lossOf(report: FaultReport): string[] {
  const { fault, missing, written, outOfOrder, slotLosses, failures } = report;
  const { slot, connector, ghostRows } = report;
  const faults = [
    ...(missing > 0
      ? [`${missing} of ${written} changes are missing${missingBetween(report)}`]
      : []),
    ...(outOfOrder > 0 ? [`${outOfOrder} changes came after a later one of their row`] : []),
  ];
  if (faults.length === 0) return [];
  if (slotLosses.length === 0) return [`fault ${fault}: ${faults.join(", ")}`];
  const unnoticed = failures.length === 0 ? `, though connector ${connector} said RUNNING` : "";
  const isHealed = report.staleRows === ghostRows;
  const remedy = isHealed
    ? "the connector took a new snapshot, which gave every row's present state"
    : `stop connector ${connector}, reset its offsets and resume it: a new snapshot gives every row's ` +
      'present state (snapshot.mode "when_needed" takes it by itself)';
  const ghosts =
    ghostRows > 0 ? "; let consumers drop the keys that the snapshot does not hold" : "";
  return [
    `fault ${fault}: ${faults.join(", ")}; replication slot ${slot} was lost${unnoticed}: what was ` +
      `written until it exists again is in no log; ${remedy}${ghosts}`,
  ];
}

function outOfDate({ staleRows, ghostRows }: FaultReport): string {
  return `${staleRows} rows at consumers, ${ghostRows} of them deleted meanwhile; the present state of the other rows arrived`;
}

function missingBetween({ missingBetween: between, missing }: FaultReport): string {
  if (!between) return "";
  const [first, last] = between;
  return missing === last - first + 1
    ? ` (numbers ${first} to ${last}, all of them)`
    : ` (between numbers ${first} and ${last})`;
}

function caughtUp({ missing, caughtUpMs }: FaultReport): string {
  if (missing > 0) return "never";
  return caughtUpMs === 0 ? "at once" : `${seconds(caughtUpMs)} after the fault`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
