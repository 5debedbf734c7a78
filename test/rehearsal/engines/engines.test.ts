import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { compile } from "../../../src/launcher/compile.cjs";

const home = resolve(__dirname, "../../..");

describe("the engines", () => {
  let dir: string;
  let child: ChildProcess | undefined;
  // In a folder that only its owner may enter: root's other user has to get in all the same.
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "engines-"))));
  afterEach(() => {
    child?.kill("SIGKILL");
    rmSync(dir, { recursive: true, force: true });
  });

  /** Its first line of JSON, or what it complained about. */
  async function run(scenario: string): Promise<Record<string, unknown>> {
    const program = compile(join(__dirname, "scenario.ts"), { cwd: home, format: "esm" });
    const process_ = spawn(
      process.execPath,
      [
        "--enable-source-maps",
        program,
        scenario,
        join(home, ".rehearsal", "engines"),
        join(dir, "run"),
      ],
      {
        cwd: home,
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, AIVEN_CDC_HOME: home },
      },
    );
    child = process_;
    let complaint = "";
    process_.stderr.on("data", (text) => (complaint += text));
    return new Promise((done, fail) => {
      createInterface(process_.stdout).once("line", (line) => done(JSON.parse(line)));
      process_.once("exit", (code) => fail(new Error(`ended with ${code}: ${complaint}`)));
    });
  }

  test("take changes from PostgreSQL through Debezium to three brokers, and none outlives a kill -9 of us", async () => {
    const { pids, ...said } = await run("pipeline");
    expect(said).toEqual({
      seen: [
        "replicator.public.tab1 c",
        "replicator.public.tab1 u",
        "replicator.public.tab1 d",
        null,
      ],
      error_count: 0,
      refused: expect.stringMatching(/password authentication failed/),
      replicas: 3,
      minInSync: "2",
    });
    expect(pids).toHaveLength(6);
    expect((pids as number[]).filter(runs)).toHaveLength(6);
    child?.kill("SIGKILL");
    await until(() => !(pids as number[]).some(runs), 5_000);
  }, 120_000);

  test("serve as Aiven's do, come back after a crash, and are gone once stopped", async () => {
    const { pids, takenPort, ...said } = await run("order");
    expect(said).toEqual({
      admin: {
        wal: "logical",
        connections: "33",
        super: false,
        replication: true,
        createdb: true,
        createrole: true,
        ssl: true,
      },
      clearText: expect.stringMatching(/no pg_hba.conf entry .* no encryption/),
      kept: 42,
      retention: "60000",
      topic: { partitions: 2, retention: "60000", policy: "compact" },
      gone: true,
      taken: `UserError: port ${takenPort} on 127.0.0.1 is in use by another program; take --port`,
    });
    expect((pids as number[]).filter(runs)).toEqual([]);
  }, 120_000);
});

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(holds: () => boolean, timeoutMs: number): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; !holds();) {
    if (Date.now() > deadline) throw new Error("does not come to hold");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
