import { requirement, recommendation } from "../message";
import type { Rule } from "../rule";
import { serviceRules, type ServiceSubject } from "./service-rules";
import { versionRules } from "./version-rules";

export interface PostgresSubject extends ServiceSubject {
  readonly pgVersion: string;
  /** WAL kept for replication slots at most, MB; -1 for all of it. */
  readonly maxSlotWalKeepMb: number;
}

const largestWalKeep = 2_147_483_647;

/** PostgreSQL's own `max_wal_size`: how far a slot trails between checkpoints when all is well. */
const walOfACheckpoint = 1024;

const walKeepRange: Rule<PostgresSubject> = {
  name: "pg-slot-wal-keep",
  severity: "error",
  refusedByAiven: true,
  description: `maxSlotWalKeepMb is a whole number of MB from -1 (no limit) to ${largestWalKeep}.`,
  source: "terraform-provider-aiven, `pg_user_config.pg.max_slot_wal_keep_size`",
  property: "maxSlotWalKeepMb",
  check({ maxSlotWalKeepMb: mb }) {
    if (mb === undefined || (Number.isInteger(mb) && mb >= -1 && mb <= largestWalKeep)) {
      return undefined;
    }
    const what = `be a whole number from -1 (no limit) to ${largestWalKeep}`;
    return requirement("maxSlotWalKeepMb", what, mb, {
      advice: "set it in MB, or leave it out for no limit",
    });
  },
};

const walKeepSmall: Rule<PostgresSubject> = {
  name: "pg-slot-wal-keep-small",
  severity: "warning",
  description: `maxSlotWalKeepMb is at least ${walOfACheckpoint}: a slot trails by the WAL of a checkpoint, max_wal_size, even while the connector reads. A slot that trails by more than the limit is lost, with every change that the connector has not read.`,
  source: "PostgreSQL, `max_slot_wal_keep_size` and `max_wal_size`",
  property: "maxSlotWalKeepMb",
  check({ maxSlotWalKeepMb: mb }) {
    if (mb === undefined || mb < 0 || mb >= walOfACheckpoint) return undefined;
    return recommendation(
      "maxSlotWalKeepMb",
      `be at least ${walOfACheckpoint}`,
      mb,
      "a connector that pauses under load loses its slot and every change that it has not read",
      { advice: "use as much of the disk as a long outage fills" },
    );
  },
};

export const postgresOwnRules: readonly Rule<PostgresSubject>[] = [
  ...versionRules({
    of: "pg",
    title: "PostgreSQL",
    property: "pgVersion",
    name: "pg-version",
  }),
  walKeepRange,
  walKeepSmall,
];

/** What must hold for `aiven_pg`. */
export const postgresRules: readonly Rule<PostgresSubject>[] = [
  ...serviceRules,
  ...postgresOwnRules,
];
