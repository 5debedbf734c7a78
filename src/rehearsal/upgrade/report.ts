import { countLines, endLines, seconds } from "../faults/report";
import type { StreamResult } from "../faults/mid-stream";

/** What became of a stream of changes while Debezium was switched. */
export interface UpgradeReport extends StreamResult {
  /** As the workers call them: `3.1.0.Final`. */
  readonly from: string;
  readonly to: string;
}

export function upgradeReportLines(report: UpgradeReport): string[] {
  const { from, to, missing, connector } = report;
  return [
    `upgrade of ${connector} from Debezium ${from} to ${to}: ${missing === 0 ? "nothing missing" : `${missing} changes MISSING`}`,
    ...countLines(report),
    `without capture  ${seconds(report.silentMs)}, the longest time between two events since the switch began`,
    `caught up        ${caughtUp(report)}; the slowest change took ${seconds(report.longestMs)}`,
    `offsets          ${offsets(report)}`,
    ...endLines(report),
  ];
}

function caughtUp({ missing, caughtUpMs }: UpgradeReport): string {
  return missing > 0 ? "never" : `${seconds(caughtUpMs)} after the switch began`;
}

function offsets({ slot, slotLosses, snapshotEvents }: UpgradeReport): string {
  if (snapshotEvents > 0) return `NOT kept: a new snapshot sent ${snapshotEvents} events`;
  const isSame = slotLosses.length === 0;
  return isSame
    ? `kept: no new snapshot, and replication slot ${slot} is read on`
    : "NOT kept: the replication slot was lost";
}
