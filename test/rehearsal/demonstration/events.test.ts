import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Client } from "pg";
import { compile } from "../../../src/launcher/compile.cjs";
import { Cdc } from "../support/cdc";
import { connected, eventually, value } from "../support/database";

interface ReadRecord {
  readonly key: Readonly<Record<string, unknown>> | null;
  /** Of a large one its length. */
  readonly value: Readonly<Record<string, unknown>> | number | null;
}
interface Event {
  readonly op: string;
  readonly before: unknown;
  readonly after: unknown;
}

const cdc = new Cdc();
const dir = join(cdc.outdir.CDKTF_OUTDIR, "stacks", "events");
const reader = compile("test/rehearsal/support/read-topics.ts", {
  cwd: process.cwd(),
  format: "esm",
});
let database: Client;
let records: Record<string, ReadRecord[]>;

async function rehearse(...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await cdc.run([
    ...["rehearse", "--", "terraform", `-chdir=${dir}`, ...args],
  ]);
  expect(code === 0 ? "" : stdout + stderr).toBe("");
}

const apply = (...args: string[]) =>
  rehearse("apply", "-auto-approve", "-input=false", "-no-color", ...args);

/** Operation, key, before and after of each event of a table; a tombstone has none of the last. */
const changesOf = (table: string) =>
  (records[`shop.public.${table}`] ?? []).map(({ key, value: written }) => {
    const event = written as unknown as Event | null;
    return event
      ? { op: event.op, key, before: event.before, after: event.after }
      : { op: "tombstone", key };
  });

beforeAll(async () => {
  const { code, stderr } = await cdc.run(["synth", "test/rehearsal/apps/events.ts"]);
  expect(code === 0 ? "" : stderr).toBe("");
  await rehearse("init", "-input=false");
  await apply("-target=aiven_pg.postgres");
  database = await connected(cdc);
  await database.query(`
    CREATE TABLE orders (id int PRIMARY KEY, region text);
    CREATE TABLE refunds (id int PRIMARY KEY, region text);
    CREATE TABLE log (at int, kind text, note text);
    CREATE TABLE audit (note text);
    CREATE TABLE "Order Notes" (id int PRIMARY KEY, "order id" int, "n$" int);
    CREATE TABLE docs (id int PRIMARY KEY, body text);
    INSERT INTO orders VALUES (1, 'north');`);
  await apply();
  // Debezium sets them as its task starts, after the publication
  const full =
    "SELECT count(*)::int FROM pg_class WHERE relreplident = 'f' AND relname IN ('refunds', 'log')";
  expect(
    await eventually(
      () => value(database, full),
      (count) => count === 2,
      60_000,
    ),
  ).toBe(2);
  await database.query(`
    BEGIN;
    INSERT INTO orders VALUES (2, 'south');
    INSERT INTO refunds VALUES (1, 'south');
    INSERT INTO orders VALUES (3, 'west');
    COMMIT;
    DELETE FROM orders WHERE id = 2;
    DELETE FROM refunds WHERE id = 1;
    INSERT INTO log VALUES (7, 'a', 'first');
    UPDATE log SET note = 'second' WHERE at = 7;
    INSERT INTO audit VALUES ('once');
    INSERT INTO "Order Notes" VALUES (1, 5, 6);
    INSERT INTO docs SELECT 1, string_agg(md5(random()::text), '') FROM generate_series(1, 156250);`);
  const asked = {
    "shop.public.orders": 5,
    "shop.public.refunds": 3,
    "shop.public.log": 2,
    "shop.public.audit": 1,
    "shop.public.Order_Notes": 1,
    "shop.public.docs": 1,
    "shop.transaction": '"event_count":3',
  };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [reader, cdc.runDir, dir, JSON.stringify(asked)],
    { maxBuffer: 1 << 26 },
  );
  records = JSON.parse(stdout) as typeof records;
}, 400_000);

afterAll(async () => {
  await database?.end();
  await cdc.close();
});

test("events have the key that was chosen, and a delete has of it what the replica identity has", () => {
  expect(changesOf("orders")).toEqual([
    { op: "r", key: { region: "north" }, before: null, after: { id: 1, region: "north" } },
    { op: "c", key: { region: "south" }, before: null, after: { id: 2, region: "south" } },
    { op: "c", key: { region: "west" }, before: null, after: { id: 3, region: "west" } },
    { op: "d", key: { region: null }, before: { id: 2, region: null }, after: null },
    { op: "tombstone", key: { region: null } },
  ]);
  expect(changesOf("refunds")).toEqual([
    { op: "c", key: { region: "south" }, before: null, after: { id: 1, region: "south" } },
    { op: "d", key: { region: "south" }, before: { id: 1, region: "south" }, after: null },
    { op: "tombstone", key: { region: "south" } },
  ]);
});

test("names with spaces and $ are columns of a key too", () => {
  expect(changesOf("Order_Notes").map(({ key }) => key)).toEqual([{ "order id": 5, n$: 6 }]);
});

test("a table without a primary key is updated with REPLICA IDENTITY FULL, and only inserted into without", async () => {
  const key = { at: 7, kind: "a" };
  const [first, second] = ["first", "second"].map((note) => ({ ...key, note }));
  expect(changesOf("log")).toEqual([
    { op: "c", key, before: null, after: first },
    { op: "u", key, before: first, after: second },
  ]);
  expect(changesOf("audit")).toEqual([
    { op: "c", key: null, before: null, after: { note: "once" } },
  ]);
  await expect(database.query("UPDATE audit SET note = 'twice'")).rejects.toThrow(
    'cannot update table "audit" because it does not have a replica identity and publishes updates',
  );
});

interface Transaction {
  readonly id: string;
  readonly status: string;
  readonly event_count: number | null;
  readonly data_collections: readonly object[] | null;
}

/** PostgreSQL's number of it; what follows is where the log stood, and differs from event to event. */
const numberOf = ({ id }: { readonly id: string }) => id.split(":")[0];

test("a transaction has an event where it begins and where it ends, with its number of events by table", () => {
  const all = (records["shop.transaction"] ?? []).map((each) => each.value as never as Transaction);
  const end = all.find(({ event_count: count }) => count === 3) as Transaction;
  expect(end.status).toBe("END");
  expect(end.data_collections).toHaveLength(2);
  expect(end.data_collections).toEqual(
    expect.arrayContaining([
      { data_collection: "public.orders", event_count: 2 },
      { data_collection: "public.refunds", event_count: 1 },
    ]),
  );
  const begin = all.find((each) => each.status === "BEGIN" && numberOf(each) === numberOf(end));
  expect(begin?.id).not.toBe(end.id);
  const [, , third] = (records["shop.public.orders"] ?? []).map((each) => each.value);
  const { transaction } = third as never as { transaction: Transaction };
  expect(numberOf(transaction)).toBe(numberOf(end));
  expect(transaction).toMatchObject({ total_order: 3, data_collection_order: 2 });
});

test("rows of a snapshot have no transaction, and each beat of the heartbeat has one of its own", () => {
  const [first] = (records["shop.public.orders"] ?? []).map((each) => each.value);
  expect(first).toMatchObject({ op: "r", transaction: null });
  const beats = (records["shop.transaction"] ?? []).filter(({ value: each }) =>
    JSON.stringify(each).includes("LogicalDecodingMessage"),
  );
  expect(beats.length).toBeGreaterThan(0);
});

test("a row of 5 MB arrives", () => {
  const [row] = records["shop.public.docs"] ?? [];
  expect(row?.value).toBeGreaterThan(5_000_000);
});
