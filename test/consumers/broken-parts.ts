import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { join } from "node:path";
import { compile } from "../../src/launcher/compile.cjs";
import type { Cdc } from "../rehearsal/support/cdc";
import type { Order } from "./rehearsal";

/** A rehearsal in a process of its own, in which parts are broken on demand. */
export class BrokenParts {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #ended: Promise<unknown>;
  readonly #waiting: ((line: string) => void)[] = [];
  #output = "";
  #isRunning = true;

  constructor(app: string, { runDir, outdir }: Cdc) {
    const program = compile(join(__dirname, "rehearsal.ts"), { cwd: process.cwd(), format: "esm" });
    this.#child = spawn(process.execPath, [program, app], {
      env: { ...process.env, ...outdir, NO_COLOR: "1", AIVEN_CDC_RUN_DIR: runDir },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#child.stderr.on("data", (chunk: Buffer) => (this.#output += chunk.toString()));
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      const { type } = JSON.parse(line) as { type: string };
      if (type === "ready" || type === "done") this.#waiting.shift()?.(type);
    });
    this.#ended = new Promise((resolve) => this.#child.once("close", resolve)).then(() => {
      this.#isRunning = false;
      for (const wake of this.#waiting) wake("ended");
    });
  }

  /** Resolves once the demonstration is over. */
  ready(): Promise<void> {
    return this.#next();
  }

  /** Resolves once it is done. */
  async order(order: Order): Promise<void> {
    const done = this.#next();
    this.#child.stdin.write(`${JSON.stringify(order)}\n`);
    await done;
  }

  async end(): Promise<void> {
    this.#child.kill("SIGINT");
    await this.#ended;
  }

  async #next(): Promise<void> {
    const line = this.#isRunning
      ? await new Promise<string>((resolve) => this.#waiting.push(resolve))
      : "ended";
    if (line === "ended") throw new Error(`the rehearsal ended:\n${this.#output}`);
  }
}
