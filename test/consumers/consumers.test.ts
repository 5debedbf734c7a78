import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";
import { blocksOf } from "../pages/blocks";
import { Cdc } from "../rehearsal/support/cdc";
import { avroEvents, startRegistry } from "./avro-events";
import { BrokenParts } from "./broken-parts";
import { built, type Environment, lack, RunningSample, samples } from "./samples";

const topic = "shop.public.orders";
const changes = 5_000;
const guide = "docs/guides/consumers.md";

const cdc = new Cdc({ brokers: "all" });
let rehearsal: BrokenParts;
let environment: Environment;
let source: Client;
const folders = new Map<string, string>();
const running = new Map<string, RunningSample>();
const lacking: string[] = [];
const languages = () => samples.filter(({ language }) => folders.has(language));

beforeAll(async () => {
  rehearsal = new BrokenParts("examples/consumers/stack.ts", cdc);
  const ready = rehearsal.ready();
  await Promise.all(
    samples.map(async (sample) => {
      const reason = await lack(sample);
      if (reason === undefined) folders.set(sample.language, await built(sample, cdc.folder));
      else lacking.push(reason);
    }),
  );
  if (lacking.length > 0) process.stderr.write(`${lacking.join("\n")}\n`);
  await ready;
  environment = await guidesEnvironment();
  source = await connected(environment.TARGET_URI);
  for (const { language } of samples) await source.query(`CREATE DATABASE copy_${language}`);
}, 600_000);
afterAll(async () => {
  for (const each of running.values()) each.kill("SIGKILL");
  await source?.end().catch(() => undefined);
  await rehearsal.end();
  await cdc.close();
});

/** What the guide has its readers run, with the folder of this test in the place of theirs. */
async function guidesEnvironment(): Promise<Environment> {
  const block = blocksOf(guide).find(({ code }) => code.includes("export KAFKA_CA_CERT"));
  const code = (block?.code ?? "")
    .replaceAll("cdktf.out", cdc.outdir.CDKTF_OUTDIR)
    .replaceAll("npx cdc", `${process.execPath} src/cli/cdc.cjs`);
  const { stdout } = await promisify(execFile)("bash", ["-euc", `${code}\nenv -0`], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, AIVEN_CDC_RUN_DIR: cdc.runDir },
  });
  const all = stdout.split("\0").map((line) => line.split(/=(.*)/s) as [string, string]);
  return Object.fromEntries(all.filter(([name]) => /^(KAFKA|TARGET)_/.test(name)));
}

async function connected(uri = "", database?: string): Promise<Client> {
  const url = new URL(uri);
  url.search = "";
  if (database !== undefined) url.pathname = database;
  const client = new Client({ connectionString: url.href, ssl: { rejectUnauthorized: false } });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

const without = (...names: string[]) => Object.fromEntries(names.map((name) => [name, undefined]));

type More = Readonly<Record<string, string | undefined>>;

function environmentOf(language: string, more: More): Environment {
  const target = new URL(environment.TARGET_URI ?? "");
  target.pathname = `copy_${language}`;
  const own = { KAFKA_GROUP: `orders-copy-${language}`, TARGET_URI: target.href };
  const all = Object.entries({ ...environment, ...own, ...more });
  return Object.fromEntries(all.filter((each): each is [string, string] => each[1] !== undefined));
}

function start(language: string, more: More = {}): RunningSample {
  const sample = samples.find((each) => each.language === language);
  const folder = folders.get(language);
  if (!sample || folder === undefined) throw new Error(`no sample ${language}`);
  const started = new RunningSample(sample, folder, environmentOf(language, more));
  running.set(language, started);
  return started;
}

/** Rows as text, once for each column that the copies have. */
async function rows(client: Client, table: string): Promise<string[]> {
  const { rows: found } = await client.query<{ row: string }>(
    `SELECT concat_ws('|', id, name, amount, updated_at) AS row FROM ${table} ORDER BY id`,
  );
  return found.map(({ row }) => row);
}

/** Waits until the copies are as the source; then what differs, if anything does. */
async function areEqual(): Promise<void> {
  for (const { language } of languages()) {
    const until = Date.now() + 90_000;
    for (;;) {
      const copy = await copyOf(language, (client) => rows(client, "orders_copy"));
      const expected = await retried(() => rows(source, "public.orders"));
      if (JSON.stringify(copy) === JSON.stringify(expected)) break;
      if (Date.now() > until) {
        process.stderr.write(running.get(language)?.output.slice(-3_000) ?? "");
        expect({ language, copy }).toEqual({ language, copy: expected });
      }
      await sleep(500);
    }
  }
}

async function copyOf<T>(language: string, use: (client: Client) => Promise<T>): Promise<T> {
  return retried(async () => {
    const client = await connected(environment.TARGET_URI, `copy_${language}`);
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  });
}

/** A connection that the crash of the server ended is made again. */
async function retried<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch {
    await sleep(1_000);
    source = await connected(environment.TARGET_URI);
    return use();
  }
}

/** What the last line says, without its time. */
const lastLine = ({ output }: RunningSample) => output.trim().split("\n").at(-1) ?? "";

test("everything for each language is there, or it is said what is missing", () => {
  expect(folders.size + lacking.length).toBe(3);
});

/** Starts each with what it is to be refused with, and waits for its end. */
async function refusals(more: More) {
  const ended = await Promise.all(
    languages().map(async ({ language }) => {
      const refused = start(language, more);
      const { code } = await refused.ended;
      return { language, code, message: lastLine(refused).replace(/^.* ends: /, "") };
    }),
  );
  return Object.fromEntries(ended.map(({ language, ...rest }) => [language, rest]));
}

/** Of the languages that can be built here. */
const whereBuilt = (messages: Readonly<Record<string, RegExp>>) =>
  Object.fromEntries(
    languages().map(({ language }) => [
      language,
      { code: 1, message: expect.stringMatching(messages[language] ?? /never/) },
    ]),
  );

test("without a certificate they are refused, and say so", async () => {
  expect(await refusals(without("KAFKA_ACCESS_CERT", "KAFKA_ACCESS_KEY"))).toEqual(
    whereBuilt({
      node: /: Connection closed: as brokers do that refuse the certificate$/,
      java: /^Failed to process post-handshake messages: Received fatal alert: bad_certificate$/,
      python: /:ssl\/tls alert bad certificate: SSL alert number 42/,
    }),
  );
});

test("with the certificate of a user without rights they are refused, and say so", async () => {
  const { stdout } = await cdc.run([
    ...["rehearse", "terraform", `-chdir=${cdc.outdir.CDKTF_OUTDIR}/stacks/consumers`],
    ...["state", "pull"],
  ]);
  const { resources } = JSON.parse(stdout) as {
    resources: { type: string; instances: { attributes: { kafka: Environment[] } }[] }[];
  };
  // with default_acl = false the administrator may do nothing
  const service = resources.find(({ type }) => type === "aiven_kafka");
  const [{ access_cert: cert, access_key: key } = {}] =
    service?.instances[0]?.attributes.kafka ?? [];
  expect(await refusals({ KAFKA_ACCESS_CERT: cert, KAFKA_ACCESS_KEY: key })).toEqual(
    whereBuilt({
      node: /Group authorization failed\.$/,
      java: /^Not authorized to access (topics: \[shop\.public\.orders\]|group: orders-copy-java)$/,
      python: /Group authorization failed\.$/,
    }),
  );
});

test("with nothing but the stack's outputs their tables become what the source is", async () => {
  for (const { language } of languages()) await start(language).until("reads ");
  await areEqual();
  expect((await rows(source, "public.orders")).length).toBeGreaterThan(0);
});

/** Keeps them running, as systemd or Kubernetes does; each end is an attempt of its own. */
function supervise(language: string, ends: string[], signal: AbortSignal): void {
  const current = running.get(language);
  void current?.ended.then(({ code, signal: by }) => {
    ends.push(
      `${language} ${by ?? code}${code === null || !current ? "" : ` (${lastLine(current)})`}`,
    );
    if (signal.aborted) return;
    start(language);
    supervise(language, ends, signal);
  });
}

test(`after each fault under ${4 * changes} changes, and a SIGKILL each, source and copies are equal`, async () => {
  const over = new AbortController();
  const ends: string[] = [];
  for (const { language } of languages()) supervise(language, ends, over.signal);
  for (const fault of ["broker", "connect", "postgres", "network"] as const) {
    const done = rehearsal.order({ fault, changes, perSecond: 1_000 });
    await sleep(2_000);
    const victims = fault === "network" ? samples.map((each) => each.language) : [];
    const killed = { broker: "node", connect: "java", postgres: "python", network: "" }[fault];
    for (const language of [killed, ...victims]) running.get(language)?.kill("SIGKILL");
    await done;
    await areEqual();
    await retried(() => source.query("DELETE FROM public.orders WHERE id >= 1000000"));
    await areEqual();
  }
  over.abort();
  for (const { language } of languages()) {
    expect(ends.filter((end) => end === `${language} SIGKILL`).length).toBe(2);
  }
}, 600_000);

test("a column that is added is kept aside, and a long value that an update leaves alone is kept", async () => {
  const long = "(SELECT string_agg(md5(n::text), '') FROM generate_series(1, 500) AS n)";
  await source.query("ALTER TABLE public.orders REPLICA IDENTITY DEFAULT, ADD COLUMN note text");
  await source.query(
    `INSERT INTO public.orders (id, name, amount, note) VALUES (1000, ${long}, 1, ${long})`,
  );
  await source.query("UPDATE public.orders SET amount = 2 WHERE id = 1000");
  await areEqual();
  const { rows: expected } = await source.query(
    "SELECT jsonb_build_object('note', note) AS more FROM public.orders WHERE id = 1000",
  );
  for (const { language } of languages()) {
    const { rows: more } = await copyOf(language, (client) =>
      client.query("SELECT more FROM orders_copy WHERE id = 1000"),
    );
    expect({ language, more }).toEqual({ language, more: expected });
  }
});

const base64 = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64");

test("what is no change of a row is passed over", async () => {
  const values = [
    { ts_ms: 1 },
    { status: "BEGIN", id: "1:1", event_count: null, data_collections: null, ts_ms: 1 },
    { op: "m", ts_ms: 1, message: { prefix: "heartbeat", content: "" } },
  ];
  await rehearsal.order({ topic, records: values.map((value) => ({ value: base64(value) })) });
  await source.query("INSERT INTO public.orders (id, name, amount) VALUES (1001, 'Alan', 3)");
  await areEqual();
});

test.each([
  ["no JSON", base64('{"op":'), base64({ id: 1 })],
  ["not of the table's types", base64({ op: "c", after: { id: "one" } }), base64({ id: "one" })],
  ["without a key", base64({ op: "c", after: { id: 1 } }), undefined],
])(
  "a record that is %s ends them, and only one that is named is skipped",
  async (_, value, key) => {
    await rehearsal.order({ topic, records: [{ value, ...(key !== undefined && { key }) }] });
    const skips = new Set<string | undefined>();
    for (const { language } of languages()) {
      const ended = running.get(language);
      expect({ language, ...(await ended?.ended) }).toMatchObject({ language, code: 1 });
      const message = / ends: (\S+) cannot be applied: .*; set SKIP=(\S+) to go on after it$/s;
      const [, at, skip] = message.exec(ended?.output.trim() ?? "") ?? [];
      expect(at).toMatch(/^shop\.public\.orders\/0\/\d+$/);
      expect(skip).toBe(at);
      skips.add(skip);
      start(language, { SKIP: skip });
    }
    expect(skips.size).toBe(languages().length > 0 ? 1 : 0);
    await source.query("UPDATE public.orders SET amount = amount + 1 WHERE id = 1001");
    await areEqual();
  },
);

test("SIGTERM ends them in order", async () => {
  for (const { language } of languages()) running.get(language)?.kill("SIGTERM");
  for (const { language, exitCode: code } of languages()) {
    const ended = running.get(language);
    expect({ language, ...(await ended?.ended) }).toEqual({ language, code, signal: null });
    expect(ended?.output).toMatch(/ ends on (SIGTERM|a signal)\n/);
  }
});

test("events in Avro are decoded by the schemas of a registry, also of a later version", async () => {
  const folder = folders.get("node");
  if (folder === undefined) return;
  const { inserted, deleted } = avroEvents(folder);
  const order = { id: 2001, name: "Barbara", amount: "4.50", updated_at: "2026-11-01T10:00:00Z" };
  const later = { ...order, id: 2002, name: "Edsger", note: "of version 2" };
  const registry = await startRegistry();
  try {
    await rehearsal.order({ topic, records: [order, later].map(inserted) });
    await rehearsal.order({ topic, records: [deleted(order)] });
    for (const { language } of languages()) {
      registry.fail();
      const reading = start(language, registry.environment);
      await reading.until("applied ");
      const found = await copyOf(language, async (client) => {
        const sql = "SELECT name, amount, more FROM orders_copy WHERE id BETWEEN 2001 AND 2002";
        for (;;) {
          const { rows: all } = await client.query<{ name: string }>(sql);
          if (all.length === 1 && all[0]?.name === later.name) return all;
          if (!reading.isRunning) throw new Error(reading.output);
          await sleep(200);
        }
      });
      expect({ language, found }).toEqual({
        language,
        found: [{ name: later.name, amount: later.amount, more: { note: later.note } }],
      });
      expect(reading.output).toContain("the registry answers 503 for schema");
    }
  } finally {
    for (const { language } of languages()) running.get(language)?.kill("SIGKILL");
    await registry.close();
  }
});
