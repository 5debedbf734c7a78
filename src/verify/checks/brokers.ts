import { failed, type CheckResult, listOf, ok, warning } from "../check-result";

export interface Broker {
  readonly id: number;
  /** `host:port`; unknown of a broker that the cluster no longer counts. */
  readonly address?: string;
  readonly answers: boolean;
}

export interface Partition {
  readonly topic: string;
  readonly partition: number;
  /** -1 while it has none. */
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
  /** Kafka: `min.insync.replicas`. @default - unknown */
  readonly minInSync?: number;
}

export interface Cluster {
  /** Those that the cluster counts, and those that replicas lie on. */
  readonly brokers: readonly Broker[];
  /** Of the topics that the pipeline needs, as far as they exist. */
  readonly partitions: readonly Partition[];
}

/** The brokers, and whether the pipeline's topics can be written. */
export function judgeCluster({ brokers, partitions }: Cluster): CheckResult[] {
  const silent = brokers.filter(({ answers }) => !answers);
  const answering = brokers.length - silent.length;
  const isWell = silent.length === 0;
  return [
    isWell
      ? ok("brokers", answering === 1 ? "the one broker answers" : `all ${answering} answer`)
      : warning(
          "brokers",
          `${answering} of ${brokers.length} answer; no answer from ${silent.map(nameOf).join(", ")}: is it restarting, or down? Until it is back, losing another may stop the pipeline`,
        ),
    ...judgePartitions(partitions, isWell),
  ];
}

function judgePartitions(
  partitions: readonly Partition[],
  allBrokersAnswer: boolean,
): CheckResult[] {
  const what = "partitions";
  const leaderless = partitions.filter(({ leader }) => leader < 0);
  const refusing = partitions.filter(
    ({ leader, inSync, minInSync = 0 }) => leader >= 0 && inSync.length < minInSync,
  );
  const violations = [
    ...(leaderless.length > 0
      ? [`${listOf(leaderless.map(name))} without a leader: nothing can be written or read`]
      : []),
    ...(refusing.length > 0
      ? [
          `${listOf(refusing.map((each) => `${name(each)} (${each.inSync.length} of ${each.minInSync})`))} with fewer replicas in sync than min.insync.replicas: Kafka refuses writes`,
        ]
      : []),
  ];
  if (violations.length > 0) {
    return [failed(what, `${violations.join("; ")}; bring back the brokers that do not answer`)];
  }
  const behind = partitions.filter(({ inSync, replicas }) => inSync.length < replicas.length);
  if (behind.length === 0) {
    return [ok(what, `${partitions.length} of the pipeline's topics, all replicas in sync`)];
  }
  // with a broker away that is to be expected, and said already
  if (!allBrokersAnswer) return [ok(what, "enough replicas in sync for writes")];
  return [
    warning(
      what,
      `${listOf(behind.map(name))} have replicas that are not in sync; they should catch up by themselves`,
    ),
  ];
}

function name({ topic, partition }: Partition): string {
  return `${topic}/${partition}`;
}

function nameOf({ id, address }: Broker): string {
  return address === undefined ? `broker ${id}` : `broker ${id} (${address})`;
}
