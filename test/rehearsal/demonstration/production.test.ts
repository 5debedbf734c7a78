import type { Client } from "pg";
import { Cdc, events } from "../support/cdc";
import { connected } from "../support/database";

const cdc = new Cdc({ brokers: "all" });
let running: ReturnType<Cdc["start"]>;
let owner: Client;

beforeAll(async () => {
  running = await cdc.up("examples/production.ts");
  owner = await connected(cdc);
});

afterAll(async () => {
  await owner?.end();
  await cdc.down(running);
});

test("a production pipeline captures, as a user of its own and into topics made beforehand", () => {
  const seen = events(running.output()).filter((event) => event.includes("(shop.public.orders)"));
  expect(seen.map((event) => event.split(" ")[0]).sort()).toEqual(
    ["delete", "insert", "snapshot", "snapshot", "tombstone", "update"].sort(),
  );
  expect(running.output()).not.toContain("warning");
});

test("where no topic makes itself, a signal starts an incremental snapshot nevertheless", async () => {
  const before = events(running.output()).length;
  await owner.query(`INSERT INTO public.debezium_signal VALUES ('again', 'execute-snapshot', $1)`, [
    JSON.stringify({ "data-collections": ["public.orders"], type: "incremental" }),
  ]);
  await running.until("type=snapshot-window-close");
  const now = events(running.output());
  expect(now.length).toBeGreaterThan(before);
  const snapshots = now.filter((event) => /^snapshot id=\d+ \(shop\.public\.orders\)/.test(event));
  expect(snapshots).toHaveLength(4);
});
