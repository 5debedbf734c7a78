import { requirement } from "../rules/message";
import type { Rule } from "../rules/rule";

/** When an alert fires. Each is a number of what its name ends with. */
export interface AlertThresholds {
  /** WAL that PostgreSQL keeps for a connector's slot, MB of 1024². */
  readonly slotLagMb: number;
  /** How long nobody reads a connector's slot, or there is none. */
  readonly slotInactiveMinutes: number;
  /** How long not even a heartbeat of a connector reaches Kafka. */
  readonly silenceMinutes: number;
  /** How long a task stays failed, or a connector is missing from its workers. */
  readonly taskFailedMinutes: number;
  /** How full the disk of a service is. */
  readonly diskUsedPercent: number;
  /** How long copies of partitions lag behind. */
  readonly underReplicatedMinutes: number;
}

export const defaultThresholds: AlertThresholds = {
  // a slot trails by up to a checkpoint's WAL when all is well, and max_wal_size is 1 GB
  slotLagMb: 2048,
  // a worker's restart and Debezium's next try, 30 s later, fit in
  slotInactiveMinutes: 5,
  // 150 beats at the constructs' 2 s, and ten at the 30 s that other heartbeats have
  silenceMinutes: 5,
  // Aiven itself looks after a failed task only every 15 minutes
  taskFailedMinutes: 5,
  // a service whose disk is full stops writing, and the autoscaler, if there is one, acts at 85
  diskUsedPercent: 80,
  // a broker that is replaced in a maintenance catches up in this time, as a rule
  underReplicatedMinutes: 15,
};

/** With an autoscaler, what it has not prevented: it acts at 85 % of the disk. */
export const autoscaledDiskUsedPercent = 90;

type Threshold = keyof AlertThresholds;

const names: Readonly<Record<Threshold, string>> = {
  slotLagMb: "alert-slot-lag",
  slotInactiveMinutes: "alert-slot-inactive",
  silenceMinutes: "alert-silence",
  taskFailedMinutes: "alert-task-failed",
  diskUsedPercent: "alert-disk-used",
  underReplicatedMinutes: "alert-under-replicated",
};

/** A day, a percentage of which something is left, or the largest amount of WAL that PostgreSQL can be set to keep. */
function largest(threshold: Threshold): number {
  if (threshold.endsWith("Minutes")) return 24 * 60;
  return threshold.endsWith("Percent") ? 99 : 2_147_483_647;
}

function inRange(threshold: Threshold): Rule<AlertThresholds> {
  const last = largest(threshold);
  return {
    name: names[threshold],
    severity: "error",
    description: `${threshold} is a whole number from 1 to ${last}: with another value the alert is always on, or never.`,
    source: "Prometheus, alerting rules",
    property: threshold,
    check(thresholds) {
      const value = thresholds[threshold];
      if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= last)) {
        return undefined;
      }
      const what = `be a whole number from 1 to ${last}`;
      return requirement(threshold, what, value, { suggestion: defaultThresholds[threshold] });
    },
  };
}

/** What must hold for the thresholds of alerts. */
export const alertRules: readonly Rule<AlertThresholds>[] = (Object.keys(names) as Threshold[]).map(
  inRange,
);
