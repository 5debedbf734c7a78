import { Client } from "pg";
import { describeFailure } from "../../debezium/connector-failure";
import { remedyFor } from "../../debezium/remedies";
import type { Connector, PostgresService } from "../cloud/services";
import type { Health } from "./health";

export interface SlotState {
  readonly slot_name: string;
  readonly active: boolean;
  /** `reserved`, `extended`, `unreserved` or `lost`; null while a slot has reserved nothing yet. */
  readonly wal_status: string | null;
}

/** With how much PostgreSQL keeps for it, in bytes of WAL. */
export interface MeasuredSlot extends SlotState {
  /** What PostgreSQL keeps for it. */
  readonly held_bytes: number | null;
  /** What its reader has yet to confirm. */
  readonly lag_bytes: number | null;
}

const readSlots = `
  SELECT slot_name, active, wal_status,
    pg_wal_lsn_diff(written, restart_lsn)::float8 AS held_bytes,
    pg_wal_lsn_diff(written, confirmed_flush_lsn)::float8 AS lag_bytes
  FROM pg_replication_slots,
    (SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
                 ELSE pg_current_wal_lsn() END AS written) AS log`;

/** Debezium makes its slot soon after its task starts, and reconnects within some 10 s. */
const connectMs = 15_000;

/** Connections that ask PostgreSQL servers for their slots, each kept open between two looks. */
export class SlotReader {
  readonly #clients = new Map<PostgresService, Client>();

  async read(service: PostgresService): Promise<MeasuredSlot[]> {
    try {
      const client = this.#clients.get(service) ?? (await this.#connect(service));
      const { rows } = await client.query<MeasuredSlot>(readSlots);
      return rows;
    } catch (error) {
      await this.#close(service);
      throw error;
    }
  }

  async closeAllBut(kept: readonly PostgresService[]): Promise<void> {
    const others = [...this.#clients.keys()].filter((service) => !kept.includes(service));
    await Promise.all(others.map((service) => this.#close(service)));
  }

  async #connect(service: PostgresService): Promise<Client> {
    const client = new Client({
      ...service.engine.superuser,
      // Not the user's database, which could not be dropped while somebody is connected to it.
      database: "postgres",
      connectionTimeoutMillis: 2_000,
      query_timeout: 5_000,
      application_name: "rehearsal watch",
    });
    client.on("error", () => void this.#close(service));
    this.#clients.set(service, client);
    await client.connect();
    return client;
  }

  async #close(service: PostgresService): Promise<void> {
    const client = this.#clients.get(service);
    this.#clients.delete(service);
    await client?.end().catch(() => undefined);
  }
}

export interface SlotOfConnector {
  readonly slot: string;
  readonly connector: Connector;
  /** Name of the PostgreSQL service. */
  readonly service: string;
  /** Undefined where the server has no slot of that name. */
  readonly state: SlotState | undefined;
  /** Whether it was there earlier. */
  readonly wasThere: boolean;
  /** The last stack trace that the connector's worker logged since the slot was last read. */
  readonly trace: string | undefined;
}

/** The replication slot of a connector that runs. */
export function slotHealth(of: SlotOfConnector): Health {
  const { slot, connector, service, state, wasThere, trace } = of;
  const health = {
    part: `replication slot ${slot} of ${service}`,
    slot,
    owner: connector,
    recovered: "is read again",
  };
  if (!state) {
    const remedy = remedyFor([`replication slot "${slot}" does not exist`]);
    const problem = `is missing, no change reaches connector ${connector.name}; ${remedy}`;
    return { ...health, problem, ...(!wasThere && { afterMs: connectMs }) };
  }
  if (state.wal_status === "lost") {
    const remedy = remedyFor(["wal_status lost"]);
    const problem = `is lost, PostgreSQL removed WAL that connector ${connector.name} had not read; ${remedy}`;
    return { ...health, problem };
  }
  if (state.active) return health;
  const why = trace === undefined ? "; restart the connector" : `: ${describeFailure(trace)}`;
  const problem = `has no reader: connector ${connector.name} is RUNNING, but not connected to PostgreSQL, which keeps WAL for it${why}`;
  return { ...health, problem, afterMs: connectMs };
}
