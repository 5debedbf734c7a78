import type { Fault } from "./fault";
import type { StreamResult } from "./mid-stream";

/** What became of a stream of changes when a part broke. */
export interface FaultReport extends StreamResult {
  readonly fault: Fault;
}

export function reportLines(report: FaultReport): string[] {
  const { fault, missing, longestMs } = report;
  return [
    `fault ${fault}: ${missing === 0 ? "nothing missing" : `${missing} changes MISSING`}`,
    ...countLines(report),
    `caught up        ${caughtUp(report)}; the slowest change took ${seconds(longestMs)}`,
    ...endLines(report),
  ];
}

/** What was written, and what of it arrived. */
export function countLines(result: StreamResult): string[] {
  const { written, events, missing, duplicates, outOfOrder } = result;
  return [
    `changes written  ${written}`,
    `events seen      ${events}`,
    `missing          ${missing}${missingBetween(result)}`,
    ...(missing > 0 ? [`out of date      ${outOfDate(result)}`] : []),
    `duplicated       ${duplicates}`,
    `out of order     ${outOfOrder}  (for a key)`,
  ];
}

/** What became of slot and connector, where that is anything. */
export function endLines({ slotLosses, failures }: StreamResult): string[] {
  return [
    ...slotLosses.map((loss) => `slot             ${loss}`),
    ...failures.map(
      (failure) => `connector        failed and does not recover by itself: ${failure}`,
    ),
  ];
}

/** What a stream lost, and what to do. */
export function lossOf(report: FaultReport): string[] {
  return lossesOf(`fault ${report.fault}`, report);
}

/** @param incident what lines begin with */
export function lossesOf(incident: string, report: StreamResult): string[] {
  const { missing, written, outOfOrder, slotLosses, failures } = report;
  const { slot, connector, ghostRows } = report;
  const faults = [
    ...(missing > 0
      ? [`${missing} of ${written} changes are missing${missingBetween(report)}`]
      : []),
    ...(outOfOrder > 0 ? [`${outOfOrder} changes came after a later one of their row`] : []),
  ];
  if (faults.length === 0) return [];
  if (slotLosses.length === 0) return [`${incident}: ${faults.join(", ")}`];
  const unnoticed = failures.length === 0 ? `, though connector ${connector} said RUNNING` : "";
  const isHealed = report.staleRows === ghostRows;
  const remedy = isHealed
    ? "the connector took a new snapshot, which gave every row's present state"
    : `stop connector ${connector}, reset its offsets and resume it: a new snapshot gives every row's ` +
      'present state (snapshot.mode "when_needed" takes it by itself)';
  const ghosts =
    ghostRows > 0 ? "; let consumers drop the keys that the snapshot does not hold" : "";
  return [
    `${incident}: ${faults.join(", ")}; replication slot ${slot} was lost${unnoticed}: what was ` +
      `written until it exists again is in no log; ${remedy}${ghosts}`,
  ];
}

function outOfDate({ staleRows, ghostRows }: StreamResult): string {
  return `${staleRows} rows at consumers, ${ghostRows} of them deleted meanwhile; the present state of the other rows arrived`;
}

function missingBetween({ missingBetween: between, missing }: StreamResult): string {
  if (!between) return "";
  const [first, last] = between;
  return missing === last - first + 1
    ? ` (numbers ${first} to ${last}, all of them)`
    : ` (between numbers ${first} and ${last})`;
}

function caughtUp({ missing, caughtUpMs }: StreamResult): string {
  if (missing > 0) return "never";
  return caughtUpMs === 0 ? "at once" : `${seconds(caughtUpMs)} after the fault`;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
