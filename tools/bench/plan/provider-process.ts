import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { home } from "../../../src/base/project";
import { compile } from "../../../src/launcher/compile.cjs";
import { environment, scratchPath } from "../run";

/** The rehearsal's provider in a process of its own, whose memory is Node's and nobody else's. */
export class ProviderProcess {
  readonly #peaks = scratchPath("provider-peaks");
  readonly #child: ChildProcess;

  constructor() {
    const program = compile(join("tools", "bench", "plan", "provider.ts"), {
      cwd: home,
      format: "cjs",
    });
    rmSync(this.#peaks, { force: true });
    const peak = join(home, "tools", "bench", "peak.cjs");
    this.#child = spawn(process.execPath, ["--require", peak, program, scratchPath("cloud")], {
      cwd: home,
      env: { ...environment(), BENCH_PEAKS: this.#peaks },
      stdio: ["pipe", "pipe", "inherit"],
    });
  }

  /** For TF_REATTACH_PROVIDERS, once it serves. */
  async reattach(): Promise<string> {
    const lines = createInterface({ input: this.#child.stdout as NodeJS.ReadableStream });
    const [line] = (await Promise.race([once(lines, "line"), once(lines, "close")])) as string[];
    if (line === undefined) throw new Error("The provider of the bench ended before it served");
    return line;
  }

  /** @returns the most that it had resident, MiB */
  async end(): Promise<number> {
    const closed = once(this.#child, "close");
    this.#child.stdin?.end();
    await closed;
    return Number(readFileSync(this.#peaks, "utf8").trim()) / 1_024;
  }
}
