import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { home } from "../../src/base/project";

/** A rehearsal in a folder of its own, to which an app is applied again and again. */
export class AppliedRehearsal {
  readonly #folder = mkdtempSync(join(tmpdir(), "event-types-"));
  readonly runDir = join(this.#folder, "run");

  constructor(
    private readonly app: string,
    private readonly stack: string,
  ) {}

  /** Where the stack is synthesized to. */
  get dir(): string {
    return join(this.#folder, "cdktf.out", "stacks", this.stack);
  }

  /** Synthesizes the app and applies it, as a user does. */
  async apply(env: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.#cdc(["synth", this.app], env);
    await this.#terraform("init", "-input=false");
    await this.#terraform("apply", "-auto-approve", "-input=false", "-no-color");
  }

  async close(): Promise<void> {
    await this.#cdc(["stop"]);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #terraform(...args: string[]): Promise<void> {
    return this.#cdc(["rehearse", "--", "terraform", `-chdir=${this.dir}`, ...args]);
  }

  #cdc(args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<void> {
    const env = {
      ...process.env,
      NO_COLOR: "1",
      AIVEN_CDC_RUN_DIR: this.runDir,
      CDKTF_OUTDIR: join(this.#folder, "cdktf.out"),
      ...more,
    };
    const program = join(home, "src", "cli", "cdc.cjs");
    return new Promise((resolve, reject) => {
      execFile(
        process.execPath,
        [program, ...args],
        { cwd: home, env, maxBuffer: 1 << 26 },
        (error, stdout, stderr) => {
          if (error) reject(new Error(`cdc ${args.join(" ")} failed:\n${stdout}${stderr}`));
          else resolve();
        },
      );
    });
  }
}
