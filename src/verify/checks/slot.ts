import type { Client } from "pg";
import { failed, type CheckResult, ok } from "../check-result";

/** A replication slot, as far as a reader's progress is concerned. */
export interface Slot {
  readonly active: boolean;
  /** The output plugin; null for a physical slot. */
  readonly plugin: string | null;
  /** Null for a physical slot. */
  readonly database: string | null;
  /** Gone with the session that made it. */
  readonly isTemporary: boolean;
  /** PostgreSQL's `wal_status`: reserved, extended, unreserved or lost. */
  readonly walStatus: string | null;
  /** Why PostgreSQL has given it up, from 17 on (PostgreSQL: `invalidation_reason`). */
  readonly invalidation: string | null;
  /** Bytes of the log that the connector has not confirmed (`confirmed_flush_lsn`). */
  readonly behind: number | null;
  /** Bytes of the log that the slot keeps PostgreSQL from removing (`restart_lsn`). */
  readonly held: number | null;
}

/** What the connector needs its slot to be. */
export interface WantedSlot {
  /** `plugin.name`, e.g. pgoutput. */
  readonly plugin: string;
  readonly database: string;
  /** MB as PostgreSQL counts them, of 1,048,576 bytes. */
  readonly maxLagMb: number;
}

/** @returns undefined where there is no slot of that name */
export async function readSlot(client: Client, name: string): Promise<Slot | undefined> {
  const { rows } = await client.query<
    { slot: Record<string, unknown> } & Record<"behind" | "held", number | null>
  >(
    `SELECT to_jsonb(s) AS slot,
            pg_wal_lsn_diff(position, confirmed_flush_lsn)::float8 AS behind,
            pg_wal_lsn_diff(position, restart_lsn)::float8 AS held
       FROM pg_replication_slots s,
            (SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
                         ELSE pg_current_wal_lsn() END AS position) server
      WHERE slot_name = $1`,
    [name],
  );
  const [found] = rows;
  if (!found) return undefined;
  const { slot, behind, held } = found;
  // columns that older versions do not have are missing
  const textOf = (column: string) => (slot[column] ?? null) as string | null;
  return {
    active: slot.active === true,
    plugin: textOf("plugin"),
    database: textOf("database"),
    isTemporary: slot.temporary === true,
    walStatus: textOf("wal_status"),
    invalidation: textOf("invalidation_reason"),
    behind,
    held,
  };
}

export function judgeSlot(
  name: string,
  slot: Slot | undefined,
  { plugin, database, maxLagMb }: WantedSlot,
): CheckResult {
  const what = `slot ${name}`;
  if (!slot) {
    return failed(
      what,
      "is not there: the connector misses changes until it creates it again, and must then take a new snapshot",
    );
  }
  const { active, walStatus, invalidation, behind, held } = slot;
  if (slot.plugin === null) {
    return failed(what, "is a physical slot: the connector needs a logical one; set slot.name");
  }
  if (slot.plugin !== plugin) {
    return failed(
      what,
      `reads by plugin ${slot.plugin}, the connector by ${plugin} (plugin.name); name another slot with slot.name, and take a new snapshot`,
    );
  }
  if (slot.database !== database) {
    return failed(
      what,
      `belongs to database ${slot.database}, the connector reads ${database}; name another slot with slot.name`,
    );
  }
  if (walStatus === "lost" || invalidation !== null) {
    return failed(
      what,
      `is invalid (${invalidation ?? "wal_status lost"}): PostgreSQL no longer keeps what it had not read; drop it, and have the connector take a new snapshot`,
    );
  }
  const lag = `${mb(behind)} MB behind, ${mb(held)} MB of log held`;
  if (slot.isTemporary) {
    return failed(
      what,
      `is temporary: it is lost with its session, and changes with it; create a permanent one: ${lag}`,
    );
  }
  if (walStatus === "unreserved") {
    return failed(what, `is about to be lost (wal_status unreserved): ${lag}`);
  }
  if (!active) return failed(what, `is not active, nobody reads it: ${lag}`);
  if (Math.max(behind ?? 0, held ?? 0) > maxLagMb * 2 ** 20) {
    return failed(what, `${lag}, at most ${maxLagMb} MB (--max-lag-mb)`);
  }
  return ok(what, `active, ${lag}`);
}

/** As PostgreSQL names the plugin: Debezium had several modes of one (`wal2json_streaming`). */
export function pluginOf(config: Readonly<Record<string, string>>): string {
  const name = config["plugin.name"] ?? "decoderbufs";
  return name.startsWith("wal2json") ? "wal2json" : name;
}

function mb(bytes: number | null): string {
  return ((bytes ?? 0) / 2 ** 20).toFixed(1);
}
