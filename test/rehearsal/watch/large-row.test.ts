import { Cdc } from "../support/cdc";
import { connected } from "../support/database";

let cdc: Cdc;
let running: ReturnType<Cdc["start"]> | undefined;
beforeEach(() => (cdc = new Cdc()));
afterEach(() => running && cdc.down(running));

/** A row of so many bytes; random text, so that compression does not make it small. */
async function insert(table: string, bytes: number): Promise<void> {
  const client = await connected(cdc);
  try {
    await client.query(
      `INSERT INTO ${table} (name, amount)
       SELECT string_agg(md5(random()::text), ''), 1 FROM generate_series(1, $1)`,
      [bytes / 32],
    );
  } finally {
    await client.end();
  }
}

/** Milliseconds until the program has printed the text. */
async function printed(text: string): Promise<number> {
  const began = performance.now();
  await running?.until(text);
  return performance.now() - began;
}

test("a row of 2 MB is reported within 15 s with connector, cause and remedy; so is a worker that ends", async () => {
  running = await cdc.up("test/rehearsal/apps/idle.ts");
  await insert("idle", 2_000_000);
  expect(await printed("connector idle, task 0, is FAILED: RecordTooLargeException")).toBeLessThan(
    15_000,
  );
  expect(running.output()).toContain("raise maxMessageBytes of the pipeline to at least 2097152");
  process.kill(cdc.engine("ConnectDistributed"), "SIGKILL");
  expect(await printed("Kafka Connect idle-connect has ended (process ")).toBeLessThan(15_000);
}, 180_000);

test("with maxMessageBytes set, rows of 2 MB and 8 MB arrive, and nothing is reported", async () => {
  running = await cdc.up("test/rehearsal/apps/large-rows.ts");
  await insert("large", 2_000_000);
  await printed("insert    id=4");
  await insert("large", 8_000_000);
  await printed("insert    id=5");
  expect(running.output()).not.toMatch(/FAILED|has ended|does not answer/);
}, 180_000);
