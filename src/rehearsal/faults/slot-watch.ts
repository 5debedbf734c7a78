import { Client } from "pg";
import type { Pipeline } from "./pipeline";

/** What became of a replication slot: without it PostgreSQL keeps no changes for its reader. */
export interface SlotWatch {
  /** What happened to it, a sentence each; empty while all is well. */
  readonly losses: readonly string[];
  /** Whether there is none now. */
  readonly isLost: boolean;
  /** When it was there again, by performance.now(); what a new snapshot gives comes after. */
  readonly remadeAt: number | undefined;
  close(): Promise<void>;
}

const everyMs = 100;

interface Slot {
  readonly confirmed: string;
  readonly wal_status: string;
}

/** Looks at the slot again and again; a database that is away is no loss of the slot. */
export function watchSlot(
  { server, slot }: Pipeline,
  onLoss: (message: string) => void,
): SlotWatch {
  const losses: string[] = [];
  let client: Client | undefined;
  let known: Slot | undefined;
  let isLost = false;
  let remadeAt: number | undefined;
  const report = (message: string) => {
    losses.push(message);
    onLoss(message);
  };
  const look = async () => {
    client ??= await connected(server.engine.superuser);
    const { rows } = await client.query<Slot>(
      `SELECT confirmed_flush_lsn::text AS confirmed, wal_status
       FROM pg_replication_slots WHERE slot_name = $1`,
      [slot],
    );
    const [found] = rows;
    const isThere = found !== undefined && found.wal_status !== "lost";
    if (!isThere && known && !isLost) {
      isLost = true;
      report(
        found
          ? `replication slot ${slot} is lost: PostgreSQL removed WAL that it had not been read to (wal_status lost)`
          : `replication slot ${slot} is gone; it had been read to ${known.confirmed}`,
      );
    } else if (isThere && isLost) {
      isLost = false;
      remadeAt = performance.now();
      report(
        `replication slot ${slot} was created again at ${found.confirmed}; changes between ${known?.confirmed} and there are not in it`,
      );
    }
    if (isThere) known = found;
  };
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= look()
      .catch(() => {
        void client?.end().catch(() => undefined);
        client = undefined;
      })
      .finally(() => (running = undefined));
  }, everyMs);
  return {
    losses,
    get isLost() {
      return isLost;
    },
    get remadeAt() {
      return remadeAt;
    },
    close: async () => {
      clearInterval(timer);
      await running;
      await client?.end().catch(() => undefined);
    },
  };
}

async function connected(config: Pipeline["server"]["engine"]["superuser"]): Promise<Client> {
  const client = new Client({ ...config, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
