import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "pg";
import { Cdc, defaultApp } from "../rehearsal/support/cdc";
import { askConnect } from "../rehearsal/support/connect-rest";
import { connected, eventually, value } from "../rehearsal/support/database";

const app = "test/rehearsal/apps/verified.ts";
const cdc = new Cdc({ brokers: "all" });
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
const ask = (change: string, method = "PUT") =>
  askConnect(cdc, running.output(), `/connectors/shop/${change}`, { method });
const isActive = () =>
  value(client, "SELECT active FROM pg_replication_slots WHERE slot_name = 'shop'");

test("a healthy pipeline is reported so, check by check, with the latency of a change", async () => {
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

test("a user's own canary arrives, too, and a key in place of the previous row is a warning", async () => {
  await client.query("ALTER TABLE orders REPLICA IDENTITY DEFAULT");
  const own = "INSERT INTO public.orders (name, amount) VALUES ('{id}', 1)";
  const { code, stdout } = await verify("--canary-sql", own);
  expect(stdout).toMatch(/ok +canary +arrived on shop\.public\.orders after \d+ ms\n/);
  expect(stdout).toMatch(/warning +replica identity +of public\.orders is a key: /);
  expect(code).toBe(0);
});

test("a restarted connector, and a table added to the publication, are well", async () => {
  await ask("restart?includeTasks=true", "POST");
  await client.query("CREATE TABLE added (id int PRIMARY KEY); INSERT INTO added VALUES (1)");
  await client.query("ALTER PUBLICATION shop ADD TABLE added");
  // the slot may still be the one of the task that ends
  const { code, stdout } = await eventually(verify, (ended) => ended.code === 0, 60_000);
  expect(stdout).toMatch(/ok +capture +no table was unpublished since/);
  expect(code).toBe(0);
});

test("rows inserted while the publication was away are reported once it is back, until a snapshot", async () => {
  await client.query("DROP PUBLICATION shop");
  await client.query("INSERT INTO orders (name, amount) VALUES ('unseen', 1)");
  await client.query("CREATE PUBLICATION shop FOR TABLE orders, order_lines");
  await client.query("REVOKE SELECT ON order_lines FROM avnadmin");
  const away = await verify("--canary-sql", "INSERT INTO orders (name, amount) VALUES ('{id}', 1)");
  expect(away.stdout).toMatch(/ok +canary +arrived on shop\.public\.orders/);
  expect(away.stdout).toMatch(
    /failed +capture +of public\.order_lines, public\.orders was interrupted: .*; take one: stop the connector/,
  );
  expect(away.stdout).toMatch(
    /failed +user avnadmin +may not read public\.order_lines: a snapshot fails; GRANT SELECT ON public\.order_lines/,
  );
  expect(away.code).toBe(1);

  await client.query("GRANT SELECT ON order_lines TO avnadmin");
  await ask("stop");
  await eventually(isActive, (active) => active === false, 30_000);
  await eventually(
    () => ask("offsets", "DELETE"),
    ({ status }) => status === 200,
    30_000,
  );
  await ask("resume");
  await eventually(isActive, (active) => active === true, 30_000);
  const covered = await verify();
  expect(covered.stdout).toMatch(/ok +capture +no table was unpublished since/);
  expect(covered.code).toBe(0);
});

test("a dead broker is reported, and everything else is still checked", async () => {
  const [broker] = cdc
    .engines()
    .filter((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("broker-1/server.prop"));
  process.kill(broker as number, "SIGKILL");
  // the others elect leaders of its partitions within seconds
  const { code, stdout } = await eventually(verify, (ended) => ended.code === 0, 60_000);
  expect(stdout).toMatch(/warning +brokers +2 of 3 answer; no answer from broker 1/);
  expect(stdout).toMatch(/ok +canary +arrived on shop\.message after \d+ ms\n/);
  expect(code).toBe(0);
});

test("each broken part is named, and the others are still reported", async () => {
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

test("an app that is not deployed there gets the command that deploys it", async () => {
  const { code, stderr } = await cdc.run(["verify", ...defaultApp]);
  expect(code).toBe(3);
  expect(stderr).toBe(
    "No pipeline of examples/default.ts runs in the rehearsal that runs here; apply it there: npx cdc rehearse npx cdktf deploy\n",
  );
});

test("where nothing runs and nothing is deployed, the message has what to run", async () => {
  const elsewhere = { AIVEN_CDC_RUN_DIR: join(cdc.folder, "no-run") };
  const { code, stderr } = await cdc.run(["verify", ...defaultApp], elsewhere);
  expect(code).toBe(3);
  expect(stderr).toMatch(
    /^No pipeline of examples\/default\.ts is deployed, according to its state, and no rehearsal runs here; rehearse it with `npx cdc start --app examples\/default\.ts`, or deploy it with `npx cdktf deploy`; if it was deployed from elsewhere, run `terraform -chdir=\S+ init` first\n$/,
  );
});
