import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brokersVariable } from "../../../src/rehearsal/session/settings";

const launcher = join(process.cwd(), "src", "cli", "cdc.cjs");

/** The default stack, as an app of the tests' own: main.ts is the user's. */
export const defaultApp = ["--app", "examples/default.ts"];

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CdcOptions {
  /**
   * Of a Kafka, at most.
   *
   * @default 1 - a start takes half of what it takes with three; those that are about the cluster have all
   */
  readonly brokers?: number | "all";
  /** Checks the types of each app, as for a user. @default false - `npm run types` checks those of the project */
  readonly types?: boolean;
}

/** The program `cdc`, run as its users run it, in a rehearsal folder of its own. */
export class Cdc {
  readonly folder = mkdtempSync(join(tmpdir(), "aiven-cdc-test-"));
  readonly runDir = join(this.folder, "run");
  /** Where apps are synthesized to. */
  readonly outdir = { CDKTF_OUTDIR: join(this.folder, "cdktf.out") };

  readonly #settings: Record<string, string>;

  constructor({ brokers = 1, types = false }: CdcOptions = {}) {
    this.#settings = {
      ...(brokers !== "all" && { [brokersVariable]: String(brokers) }),
      ...(!types && { AIVEN_CDC_NO_TYPES: "1" }),
    };
  }

  run(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
    return this.start(args, env).ended;
  }

  start(args: readonly string[], env: Record<string, string> = {}) {
    const child = spawn(process.execPath, [launcher, ...args], {
      env: {
        ...process.env,
        NO_COLOR: "1",
        AIVEN_CDC_RUN_DIR: this.runDir,
        ...this.outdir,
        ...this.#settings,
        ...env,
      },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = new Promise<Ended>((resolve) =>
      child.once("close", (code) => resolve({ code, stdout, stderr })),
    );
    const until = async (text: string) => {
      while (!stdout.includes(text)) {
        if (child.exitCode !== null)
          throw new Error(`ended without "${text}":\n${stdout}${stderr}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    return { child, ended, until, output: () => stdout };
  }

  /** Rehearses an app up to where it stays up. */
  async up(app: string) {
    const running = this.start(["start", "--app", app]);
    await running.until("It stays up");
    return running;
  }

  /** Ends it as Ctrl-C does, and clears everything. */
  async down(running: ReturnType<Cdc["start"]>): Promise<void> {
    running.child.kill("SIGINT");
    await running.ended;
    await this.close();
  }

  /** Processes that run in this rehearsal's folder. */
  engines(): number[] {
    return readdirSync("/proc")
      .map(Number)
      .filter(
        (pid) => pid > 0 && (cwdOf(pid)?.startsWith(this.runDir) || isPostgresOf(pid, this.runDir)),
      );
  }

  /** The process in this rehearsal's folder whose command line has this text. */
  engine(text: string): number {
    const pid = this.engines().find((each) =>
      readFileSync(`/proc/${each}/cmdline`, "utf8").includes(text),
    );
    if (pid === undefined) throw new Error(`no process of this rehearsal runs ${text}`);
    return pid;
  }

  /** Whether the rehearsal left data, state or credentials. */
  get leftSomething(): boolean {
    return existsSync(this.runDir);
  }

  async close(): Promise<void> {
    await this.run(["stop"]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The rows of an event as they are printed, without what differs from run to run. */
export const events = (stdout: string) =>
  stdout
    .replace(/^ *\d+\.\d s {2}/gm, "")
    .replace(/ updated_at=\S+/g, "")
    .split(/\n(?! )/)
    .filter((event) => /^(snapshot|insert|update|delete|tombstone)/.test(event))
    .map((event) => event.replace(/, partition \d+, offset \d+\)/, ")").replace(/ +/g, " "))
    .sort();

/** Run by root, PostgreSQL works in a temporary folder outside the run folder. */
function isPostgresOf(pid: number, runDir: string): boolean {
  try {
    return (
      readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "postgres" &&
      readFileSync(`/proc/${pid}/environ`, "utf8").includes(`AIVEN_CDC_RUN_DIR=${runDir}\0`)
    );
  } catch {
    return false; // ended meanwhile, or another user's
  }
}

function cwdOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined; // ended meanwhile, or another user's
  }
}
