import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Client } from "pg";
import type { Figure } from "../figure";
import { figure, type Measure, type MeasureOptions } from "../measure";
import { takenBelow } from "../processes";
import { environment } from "../run";
import { home } from "../../../src/base/project";

/** No other tool rehearses. An apply with the real provider polls for this long at the least, against any API. */
const realApplySeconds = 95;
const mostMib = 1_024;

const anEvent = /^ *\d+\.\d s {2}(snapshot|insert|update|delete)/m;

/** A rehearsal in a folder of its own, as a user starts it. */
export class Rehearsal {
  readonly #runDir = mkdtempSync(join(tmpdir(), "bench-"));
  readonly #child: ChildProcess;
  #said = "";

  constructor(
    private readonly clone: string,
    signal: AbortSignal,
  ) {
    this.#child = this.#start(["start"], signal);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Seconds until it prints that. */
  async until(text: RegExp): Promise<number> {
    const started = performance.now();
    this.#said = "";
    while (!text.test(this.#said)) {
      if (this.#child.exitCode !== null) throw new Error(`The rehearsal ended:\n${this.#said}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return (performance.now() - started) / 1_000;
  }

  /** Applies another configuration, and waits for the first event of a row inserted after. */
  async applyAgain(signal: AbortSignal): Promise<number> {
    const dir = join(this.clone, "cdktf.out", "stacks", "cdc");
    const file = join(dir, "cdk.tf.json");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace(/("poll.interval.ms": )\d+/, "$1" + "40"),
    );
    const started = performance.now();
    const terraform = ["terraform", `-chdir=${dir}`, "apply", "-auto-approve", "-input=false"];
    const applying = this.#start(["rehearse", "--", ...terraform], signal);
    const code = await new Promise((settle) => applying.once("close", settle));
    if (code !== 0) throw new Error(`The second apply failed:\n${this.#said}`);
    const event = this.until(anEvent);
    await this.#insert();
    await event;
    return (performance.now() - started) / 1_000;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null) {
      this.#child.kill("SIGTERM");
      await new Promise((settle) => this.#child.once("close", settle));
    }
    rmSync(this.#runDir, { recursive: true, force: true });
  }

  async #insert(): Promise<void> {
    const login = readFileSync(join(this.#runDir, "pgpass"), "utf8").split("\n")[0] ?? "";
    const [host, port, , user, password] = login.split(":");
    const client = new Client({
      host,
      port: Number(port),
      user,
      password,
      database: "defaultdb",
      ssl: { rejectUnauthorized: false },
    });
    await client.connect();
    await client.query("UPDATE public.tab1 SET id = id");
    await client.end();
  }

  #start(args: readonly string[], signal: AbortSignal): ChildProcess {
    const launcher = join(this.clone, "src", "cli", "cdc.cjs");
    const child = spawn(process.execPath, [launcher, ...args], {
      cwd: this.clone,
      // another home of the project than the bench's own
      env: { ...environment(), AIVEN_CDC_RUN_DIR: this.#runDir, AIVEN_CDC_HOME: this.clone },
      signal,
    });
    const heard = (chunk: Buffer) => (this.#said += chunk.toString());
    child.stdout.on("data", heard);
    child.stderr.on("data", heard);
    return child;
  }
}

/** What a fresh clone holds: no packages, no bindings, no engines. */
function freshClone(): string {
  const clone = mkdtempSync(join(tmpdir(), "bench-clone-"));
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", list, { cwd: home, encoding: "utf8" }).split("\0");
  for (const file of files.filter((each) => each !== "")) {
    mkdirSync(dirname(join(clone, file)), { recursive: true });
    cpSync(join(home, file), join(clone, file), { force: true });
  }
  return clone;
}

const cold: Measure = {
  ids: ["rehearsal.cold"],
  bounded: [],
  async measure({ pairs, onProgress, signal }) {
    const values: number[] = [];
    for (let pair = 1; pair <= pairs; pair++) {
      onProgress(`a rehearsal in a fresh clone, ${pair} of ${pairs}`);
      const clone = freshClone();
      const rehearsal = new Rehearsal(clone, signal);
      try {
        values.push(await rehearsal.until(anEvent));
      } finally {
        await rehearsal.close();
        rmSync(clone, { recursive: true, force: true });
      }
    }
    return [
      toFirstEvent("rehearsal.cold", "rehearsal of a fresh clone, set-up and all", values, 25),
    ];
  },
};

const warm: Measure = {
  ids: ["rehearsal.warm", "rehearsal.again", "rehearsal.memory"],
  bounded: [],
  async measure({ pairs, onProgress, signal }: MeasureOptions) {
    const first: number[] = [];
    const again: number[] = [];
    const memory: ReadonlyMap<string, number>[] = [];
    for (let pair = 0; pair <= pairs; pair++) {
      onProgress(pair === 0 ? "a rehearsal to warm up" : `a rehearsal, ${pair} of ${pairs}`);
      const rehearsal = new Rehearsal(home, signal);
      try {
        const seconds = await rehearsal.until(anEvent);
        await rehearsal.until(/stays up/);
        const resident = new Map(
          [...takenBelow(rehearsal.pid)].map(([name, { mib }]) => [name, mib]),
        );
        const second = await rehearsal.applyAgain(signal);
        if (pair === 0) continue;
        first.push(seconds);
        again.push(second);
        memory.push(resident);
      } finally {
        await rehearsal.close();
      }
    }
    return [
      toFirstEvent("rehearsal.warm", "rehearsal, warm", first, 5),
      toFirstEvent("rehearsal.again", "rehearsal, a change applied while it runs", again),
      ...memoryFigures(memory),
    ];
  },
};

function toFirstEvent(id: string, title: string, values: number[], most?: number): Figure {
  return figure({
    id,
    title: `${title}, to the first event`,
    unit: "s",
    baseline: {
      name: "an apply with the real provider, at the least",
      values: values.map(() => realApplySeconds),
    },
    ours: { name: "`npm start`", values },
    bound: most === undefined ? undefined : { atMost: most / realApplySeconds },
  });
}

function memoryFigures(memory: readonly ReadonlyMap<string, number>[]): Figure[] {
  const of = (id: string, title: string, values: number[], bound?: Figure["bound"]) =>
    figure({
      id,
      title: `rehearsal, resident memory: ${title}`,
      unit: "MiB",
      baseline: { name: "1 GiB", values: values.map(() => mostMib) },
      ours: { name: "three brokers, one worker", values },
      bound,
    });
  const names = [...(memory[0]?.keys() ?? [])].sort();
  const sums = memory.map((each) => [...each.values()].reduce((sum, mib) => sum + mib, 0));
  return [
    of("rehearsal.memory", "all of it", sums, { atMost: 1 }),
    ...names.map((name) =>
      of(
        `rehearsal.memory.${name.toLowerCase().replace(/ /g, "-")}`,
        name,
        memory.map((each) => each.get(name) ?? NaN),
      ),
    ),
  ];
}

export const rehearsalMeasures: readonly Measure[] = [warm, cold];
