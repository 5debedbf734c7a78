import { join } from "node:path";
import type { Client } from "pg";
import { Cdc, defaultApp } from "../rehearsal/support/cdc";
import { askConnect } from "../rehearsal/support/connect-rest";
import { connected, eventually, value } from "../rehearsal/support/database";

const app = "test/rehearsal/apps/verified.ts";
const cdc = new Cdc();
let running: ReturnType<Cdc["start"]>;
let client: Client;

beforeAll(async () => {
  running = await cdc.up(app);
  client = await connected(cdc);
});

afterAll(async () => {
  await client?.end();
  await cdc.down(running);
});

const verify = (...options: string[]) => cdc.run(["verify", "--app", app, ...options]);
const ask = (change: string) =>
  askConnect(cdc, running.output(), `/connectors/shop/${change}`, { method: "PUT" });
const isActive = () =>
  value(client, "SELECT active FROM pg_replication_slots WHERE slot_name = 'shop'");

test("a pipeline that is well is told so, check by check, with the latency of a change", async () => {
  const { code, stdout, stderr } = await verify();
  expect(stderr).toBe("");
  expect(stdout.split("\n").map((line) => line.replace(/ {2,}/g, "  ").trim())).toEqual([
    "shop, in the rehearsal that runs here",
    "ok  connector shop  RUNNING",
    "ok  task 0  RUNNING",
    "ok  brokers  all 3 answer",
    expect.stringMatching(
      /^ok {2}partitions {2}\d+ of the pipeline's topics, all replicas in sync$/,
    ),
    expect.stringMatching(/^ok {2}slot shop {2}active, 0\.\d MB behind, 0\.\d MB of log held$/),
    "ok  publication shop  holds all 2 captured tables",
    "ok  replica identity  full: updates and deletes carry the whole previous row",
    "ok  user avnadmin  may log in, replicate and read 2 captured tables",
    "ok  capture  no table was unpublished since its first event, or a later snapshot covers it",
    expect.stringMatching(/^ok {2}canary {2}arrived on shop\.message after \d+ ms$/),
    "",
  ]);
  expect(code).toBe(0);
});

test("a user's own canary arrives, too, and a key in place of the row before is worth a warning", async () => {
  await client.query("ALTER TABLE orders REPLICA IDENTITY DEFAULT");
  const own = "INSERT INTO public.orders (name, amount) VALUES ('{id}', 1)";
  const { code, stdout } = await verify("--canary-sql", own);
  expect(stdout).toMatch(/ok +canary +arrived on shop\.public\.orders after \d+ ms\n/);
  expect(stdout).toMatch(/warning +replica identity +of public\.orders is a key: /);
  expect(code).toBe(0);
});

test("each part that is not well is named, and the others are told all the same", async () => {
  await client.query("ALTER PUBLICATION shop DROP TABLE public.order_lines");
  await ask("stop");
  await eventually(isActive, (active) => active === false, 30_000);
  const stopped = await verify("--timeout", "2");
  expect(stopped.code).toBe(1);
  expect(stopped.stdout).toMatch(/failed +connector shop +STOPPED: nothing is captured/);
  expect(stopped.stdout).toMatch(/failed +slot shop +is not active, nobody reads it: /);
  expect(stopped.stdout).toMatch(
    /failed +publication shop +does not hold public\.order_lines: their changes are not captured/,
  );
  expect(stopped.stdout).toMatch(
    /failed +canary +has not arrived on shop\.message within 2 s \(--timeout\)/,
  );

  await client.query("SELECT pg_drop_replication_slot('shop')");
  await client.query("DROP PUBLICATION shop");
  const gone = await verify("--timeout", "2");
  expect(gone.code).toBe(1);
  expect(gone.stdout).toMatch(/failed +slot shop +is not there: /);
  expect(gone.stdout).toMatch(/failed +publication shop +is not there: /);
});

test("an app that is not deployed there is told how to get there", async () => {
  const { code, stderr } = await cdc.run(["verify", ...defaultApp]);
  expect(code).toBe(1);
  expect(stderr).toBe(
    "No pipeline of examples/default.ts runs in the rehearsal that runs here; apply it there: npm run rehearse -- npx cdktf deploy\n",
  );
});

test("where nothing runs and nothing is deployed, it is told what to run", async () => {
  const elsewhere = { AIVEN_CDC_RUN_DIR: join(cdc.folder, "no-run") };
  const { code, stderr } = await cdc.run(["verify", ...defaultApp], elsewhere);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^No pipeline of examples\/default\.ts is deployed, according to its state, and no rehearsal runs here; rehearse it with `npm start -- --app examples\/default\.ts`, or deploy it with `npx cdktf deploy`; if it was deployed from elsewhere, run `terraform -chdir=\S+ init` first\n$/,
  );
});
