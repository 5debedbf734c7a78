import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { Cdc, events } from "../support/cdc";

const cdc = new Cdc();
let running: ReturnType<Cdc["start"]>;

beforeAll(async () => {
  running = await cdc.up("test/rehearsal/apps/replica.ts");
});

afterAll(() => cdc.down(running));

/** Asks the server that was started as this service. */
async function ask(service: string, sql: string): Promise<unknown[]> {
  const [, port] = new RegExp(`PostgreSQL for ${service} on 127\\.0\\.0\\.1:(\\d+)`).exec(
    running.output(),
  ) ?? [undefined, ""];
  const line = readFileSync(join(cdc.runDir, "pgpass"), "utf8")
    .split("\n")
    .find((each) => each.includes(`:${port}:`) && each.includes(":avnadmin:"));
  const client = new Client({
    ...{ host: "127.0.0.1", port: Number(port), user: "avnadmin", database: "defaultdb" },
    password: line?.split(":")[4],
    ssl: { rejectUnauthorized: false },
  });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("changes on the primary arrive from the replica", () => {
  expect(running.output()).toMatch(
    /PostgreSQL for orders-replica on 127\.0\.0\.1:\d+, a standby of orders/,
  );
  expect(events(running.output()).map((event) => event.split(" ")[0])).toEqual([
    "delete",
    "insert",
    "snapshot",
    "snapshot",
    "tombstone",
    "update",
  ]);
});

test("the slot is the replica's, and nothing can be written there", async () => {
  const slots = "SELECT slot_name, active FROM pg_replication_slots";
  expect(await ask("orders-replica", slots)).toEqual([{ slot_name: "orders", active: true }]);
  expect(await ask("orders", slots)).toEqual([]);
  expect(await ask("orders-replica", "SELECT pg_is_in_recovery() AS yes")).toEqual([{ yes: true }]);
  await expect(ask("orders-replica", "CREATE TABLE t (id int)")).rejects.toThrow(
    "cannot execute CREATE TABLE in a read-only transaction",
  );
});

test("cdc verify finds it in order", async () => {
  const { stdout, stderr } = await cdc.run(["verify", "--app", "test/rehearsal/apps/replica.ts"]);
  expect(stderr).toBe("");
  expect(stdout).toContain("none can be sent: it reads a read replica (read.only)");
  expect(stdout).toMatch(/slot orders +active, \d/);
});
