import { join } from "node:path";
import { Cdc } from "../support/cdc";
import { connected } from "../support/database";

const cdc = new Cdc();
afterAll(() => cdc.close());

const app = "test/rehearsal/apps/odd-tables.ts";
async function capture(tables: readonly string[]) {
  const synth = await cdc.run(["synth", app], { ODD_TABLES: tables.join("|") });
  if (synth.code !== 0) return { code: synth.code, text: synth.stderr };
  const stack = join(cdc.outdir.CDKTF_OUTDIR, "stacks", "odd-tables");
  const { code, stdout, stderr } = await cdc.run([
    ...["rehearse", "terraform", `-chdir=${stack}`, "apply", "-auto-approve", "-no-color"],
  ]);
  return { code, text: (stdout + stderr).replace(/[\s│]+/g, " ") };
}
const streamed = ["public.Order Items", "public.order$x", "public.log"];

test("tables with odd names and partitions are captured, others refused with what to do", async () => {
  const running = await cdc.up(app);
  const database = await connected(cdc);
  await database.query(`
    CREATE TABLE "Order Items" (id int PRIMARY KEY, name text);
    CREATE TABLE "order$x" (id int PRIMARY KEY, name text);
    CREATE TABLE log (id int PRIMARY KEY, name text) PARTITION BY RANGE (id);
    CREATE TABLE log_low PARTITION OF log FOR VALUES FROM (0) TO (100);
    CREATE TABLE keyless (id int);
    CREATE VIEW seen AS SELECT * FROM "order$x";
    CREATE TABLE "größe" (id int PRIMARY KEY);`);

  const beyondAscii = await capture([...streamed, "public.größe"]);
  expect(beyondAscii.code).not.toBe(0);
  expect(beyondAscii.text).toContain(
    'tables must be named in ASCII, because Debezium loses every change of others after their snapshot, got "public.größe"; ' +
      "rename the table (ALTER TABLE … RENAME TO …), with a view under the old name for its users",
  );

  const keyless = await capture([...streamed, "public.keyless"]);
  expect(keyless.code).not.toBe(0);
  expect(keyless.text).toContain(
    "a table to be published has neither a primary key nor a replica identity",
  );

  const view = await capture([...streamed, "public.seen"]);
  expect(view.code).not.toBe(0);
  expect(view.text).toContain(
    "public.seen is a view, of which PostgreSQL publishes no change: capture its tables",
  );

  const captured = await capture(streamed);
  expect(captured.code === 0 ? "" : captured.text).toBe("");
  await database.query(`
    INSERT INTO "Order Items" VALUES (1, 'first');
    INSERT INTO "order$x" VALUES (2, 'second');
    INSERT INTO log VALUES (3, 'third');`);
  await database.end();
  for (const [id, topic] of [
    [1, "shop.public.Order_Items"],
    [2, "shop.public.order_x"],
    [3, "shop.public.log"],
  ]) {
    await running.until(`insert    id=${id}  (${topic}`);
  }
  await cdc.down(running);
}, 240_000);
