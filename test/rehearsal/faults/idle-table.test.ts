import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { messageHeartbeat } from "../../../src/debezium/heartbeat";
import { Cdc } from "../support/cdc";
import { askConnect } from "../support/connect-rest";
import { connected, eventually, value } from "../support/database";

/**
 * How much the busy table writes, and how fast (as fast as it can unless told): by hand
 * `IDLE_WAL_MB=1024 IDLE_WAL_MB_PER_S=1.2 npx jest test/rehearsal/idle-table`. The slot lets go of the
 * log a beat of 10 s and two of PostgreSQL's own rounds of 15 s after it was written.
 */
const { IDLE_WAL_MB: megabytes = "150", IDLE_WAL_MB_PER_S: pace = "" } = process.env;
const confirmMs = 40_000;
const mega = 1024 * 1024;

const cdc = new Cdc();
let running: ReturnType<Cdc["start"]>;
let owner: Client;

beforeAll(async () => {
  running = await cdc.up("test/rehearsal/apps/idle.ts");
  owner = await connected(cdc);
});

afterAll(async () => {
  await owner?.end();
  await cdc.down(running);
});

/** Bytes of PostgreSQL's log behind which the slot is, and which it makes PostgreSQL keep. */
async function slot() {
  const { rows } = await owner.query(
    `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)::float AS behind,
            pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::float AS retained
       FROM pg_replication_slots WHERE slot_name = 'idle'`,
  );
  return rows[0] as { behind: number; retained: number };
}

test(
  "the slot of an idle table moves on beside a busy one, and holds back little of the log",
  async () => {
    await owner.query("CREATE TABLE busy (id bigint, filling text)");
    const start = await value(owner, "SELECT pg_current_wal_lsn()");
    const written = async () =>
      Number(await value(owner, "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), $1)", [start]));
    const began = Date.now();
    let most = 0;
    while ((await written()) < Number(megabytes) * mega) {
      await owner.query(
        "INSERT INTO busy SELECT g, repeat(md5(g::text), 30) FROM generate_series(1, 2000) g",
      );
      most = Math.max(most, (await slot()).retained);
      const due = pace && ((await written()) / mega / Number(pace)) * 1_000;
      if (due) await new Promise((end) => setTimeout(end, began + due - Date.now()));
    }
    const took = (Date.now() - began) / 1_000;

    const end = await value(owner, "SELECT pg_current_wal_lsn()");
    const passed = () =>
      value(
        owner,
        "SELECT confirmed_flush_lsn >= $1::pg_lsn FROM pg_replication_slots WHERE slot_name = 'idle'",
        [end],
      );
    expect(await eventually(passed, Boolean, confirmMs)).toBe(true);
    const caughtUp = (Date.now() - began) / 1_000 - took;

    const { behind, retained } = await eventually(
      slot,
      (now) => now.retained < 64 * mega,
      20_000 + confirmMs,
    );
    const onDisk = (Date.now() - began) / 1_000 - took;
    if (process.env.IDLE_WAL_MB) {
      process.stdout.write(
        `${megabytes} MB of log in ${took.toFixed(0)} s; most held back ${(most / mega).toFixed(1)} MB; ` +
          `confirmed ${caughtUp.toFixed(1)} s after; then ${(behind / 1024).toFixed(1)} kB behind, ` +
          `${(retained / mega).toFixed(1)} MB held back ${onDisk.toFixed(1)} s after\n`,
      );
    }
    expect(retained).toBeLessThan(64 * mega);
    if (pace) expect(most).toBeLessThan(64 * mega);
    expect(behind).toBeLessThan(mega);
  },
  60_000 + 2 * confirmMs + Number(megabytes) * (pace ? 1_500 / Number(pace) : 200),
);

// With a message that is no part of a transaction, two of three such transactions were lost.
test("a transaction that is open at a heartbeat survives a restart of the connector", async () => {
  const other = await connected(cdc);
  const ids = [1_001, 1_011, 1_021];
  const insert = (id: number) =>
    other.query("INSERT INTO public.idle (id, name, amount) VALUES ($1, 'open', 1)", [id]);
  try {
    for (const id of ids) {
      await other.query("BEGIN");
      await insert(id);
      await owner.query(messageHeartbeat);
      // until the connector has read it, and stored how far it is
      await sleep(1_500);
      await insert(id + 1);
      await askConnect(cdc, running.output(), "/connectors/idle/restart?includeTasks=true", {
        method: "POST",
      });
      await other.query("COMMIT");
      await eventually(async () => running.output(), arrived(id + 1), 20_000);
    }
  } finally {
    await other.end();
  }
  for (const id of ids.flatMap((first) => [first, first + 1])) {
    expect(running.output()).toMatch(new RegExp(`insert +id=${id} `));
  }
}, 120_000);

// With one message every 10 s, five of fourteen restarts took a snapshot.
test("restarts of an idle pipeline take no snapshot", async () => {
  const snapshots = () => running.output().match(/ snapshot /g)?.length;
  const before = snapshots();
  const other = await connected(cdc);
  // PostgreSQL's record of running transactions comes every 15 s, and the positions met after it
  const meets = "SELECT restart_lsn = confirmed_flush_lsn FROM pg_replication_slots";
  try {
    for (let restart = 0; restart < 6; restart++) {
      await eventually(() => value(other, meets), Boolean, 6_000);
      await askConnect(cdc, running.output(), "/connectors/idle/restart?includeTasks=true", {
        method: "POST",
      });
      await sleep(1_000);
    }
    await other.query("INSERT INTO public.idle (id, name, amount) VALUES (2001, 'last', 1)");
    await eventually(async () => running.output(), arrived(2_001), 20_000);
  } finally {
    await other.end();
  }
  expect(running.output()).toMatch(/insert +id=2001 /);
  expect(snapshots()).toBe(before);
}, 120_000);

const arrived = (id: number) => (output: string) => new RegExp(`insert +id=${id} `).test(output);
