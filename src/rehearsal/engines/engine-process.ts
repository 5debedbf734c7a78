import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { printable } from "../../base/text/printable";
import type { Guard, LastSignal } from "./guard";
import { masked } from "../../base/text/masked";

export interface EngineProcessOptions {
  /** What people call it: "PostgreSQL", "Kafka broker 2". */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** On top of the few variables that every program needs; nothing else of ours is passed on. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly logFile: string;
  readonly guard: Guard;
  readonly lastSignal: LastSignal;
  /** Never shown, should the engine's own log hold one; the list may grow. */
  readonly secrets?: readonly string[];
}

export interface EngineEnd {
  /** "was ended by signal SIGKILL" */
  readonly how: string;
  /** The lines of its log that matter, with its place; empty where the log is empty or gone. */
  readonly log: string;
}

type Exit = Awaited<EngineProcess["exited"]>;

/** By process id. */
const ends = new Map<number, () => EngineEnd>();

/** How a process ended that was started here; undefined while it runs. */
export function endOf(pid: number): EngineEnd | undefined {
  return ends.get(pid)?.();
}

/** A program in a session of its own: the terminal's Ctrl-C reaches us and not it. */
export class EngineProcess {
  readonly pid: number;
  /** Resolves, never rejects, once the process is gone. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  #alive = true;
  readonly #logStart: number;

  constructor(private readonly options: EngineProcessOptions) {
    const { name, command, args, cwd, env, logFile, guard, lastSignal } = options;
    mkdirSync(dirname(logFile), { recursive: true });
    this.#logStart = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
    const log = openSync(logFile, "a", 0o600);
    const child = spawn(command, args, {
      cwd,
      detached: true,
      stdio: ["ignore", log, log],
      env: { ...engineEnvironment(), ...env },
    });
    closeSync(log);
    this.exited = new Promise((resolve) => {
      child.once("error", () => resolve({ code: null, signal: null }));
      child.once("exit", (code, signal) => resolve({ code, signal }));
    });
    void this.exited.then((exit) => {
      this.#alive = false;
      if (child.pid === undefined) return;
      guard.forget(child.pid);
      ends.set(child.pid, () => ({ how: `was ended ${by(exit)}`, log: this.#log() }));
    });
    if (child.pid === undefined) throw new Error(`${name} could not be started: no ${command}`);
    this.pid = child.pid;
    ends.delete(child.pid); // that of an earlier process
    guard.watch(child.pid, lastSignal);
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Sends the signal; a process that is gone already is no error. */
  signal(signal: NodeJS.Signals): void {
    if (!this.#alive) return;
    try {
      process.kill(this.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }

  /**
   * Asks with `signal`, and after the grace puts an end to it with `last`.
   * @returns whether asking was enough
   */
  async stop(signal: NodeJS.Signals, graceMs: number, last: NodeJS.Signals): Promise<boolean> {
    let asked = true;
    this.signal(signal);
    const timer = setTimeout(() => {
      asked = false;
      this.signal(last);
    }, graceMs);
    await this.exited;
    clearTimeout(timer);
    return asked;
  }

  /** For a program that does one thing and ends: fails unless it ends with code 0. */
  async completed(signal: AbortSignal | undefined): Promise<void> {
    const abort = () => this.signal(`SIG${this.options.lastSignal}`);
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
    const exit = await this.exited;
    signal?.removeEventListener("abort", abort);
    signal?.throwIfAborted();
    if (exit.code !== 0) throw this.#failure(`failed (ended ${by(exit)})`);
  }

  /**
   * Tries `attempt` again and again until it holds; an attempt that throws is one that does not
   * hold yet. Fails as soon as the process is gone, and puts an end to it when the caller gives up.
   */
  async ready(
    attempt: () => Promise<boolean>,
    { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal | undefined },
  ): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    let lastError: unknown;
    try {
      for (;;) {
        signal?.throwIfAborted();
        if (!this.#alive) {
          throw this.#failure(`ended as it started, ${by(await this.exited)}`);
        }
        const holds = await attempt().catch((error: unknown) => void (lastError = error));
        if (holds) return;
        if (Date.now() > deadline) {
          const why = lastError instanceof Error ? ` (${lastError.message})` : "";
          throw this.#failure(`was not ready after ${Math.round(timeoutMs / 1000)} s${why}`);
        }
        await Promise.race([sleep(40, undefined, { signal }), this.exited]);
      }
    } catch (error) {
      this.signal(`SIG${this.options.lastSignal}`);
      await this.exited;
      signal?.throwIfAborted();
      throw error;
    }
  }

  #failure(what: string): Error {
    const { name, logFile } = this.options;
    const lines = this.#relevantLines();
    return new Error(
      `${name} ${what}${lines && `:\n${lines}\n`}${lines ? "A" : "; a"}ll of its log: ${logFile}`,
    );
  }

  #log(): string {
    const lines = this.#relevantLines();
    return lines && `${lines}\nAll of its log: ${this.options.logFile}`;
  }

  #relevantLines(): string {
    const { logFile, secrets = [] } = this.options;
    if (!existsSync(logFile)) return "";
    const log = readFileSync(logFile).subarray(this.#logStart).toString("utf8");
    return relevantLines(masked(log, secrets));
  }
}

function by({ code, signal }: Exit): string {
  return signal === null ? `with exit code ${code}` : `by signal ${signal}`;
}

/** Of a log the lines that say what went wrong, else the last ones. */
function relevantLines(log: string): string {
  const lines = log
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.includes("the database system is starting up"));
  const violations = lines.filter((line) =>
    /\b(ERROR|FATAL|PANIC|HINT|Error|Caused by)\b|Exception:/.test(line),
  );
  return (violations.length > 0 ? violations : lines)
    .slice(-5)
    .map((line) => `  ${printable(line, 400)}`)
    .join("\n");
}

/**
 * A Java without a UTF-8 locale finds no file below a folder with an umlaut. The same one for every
 * user, so that messages and sort orders do not follow the machine; macOS has no C.UTF-8 before 14.
 */
const locale = process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8";

/** No token of the user's cloud account has any business in an engine's environment. */
export function engineEnvironment(): Record<string, string> {
  // the run folder tells whose engine it is
  const passedOn = [
    "AIVEN_CDC_RUN_DIR",
    "PATH",
    "HOME",
    "TMPDIR",
    "JAVA_HOME",
    "LD_LIBRARY_PATH",
    "SystemRoot",
  ];
  const given = passedOn.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(given), LC_ALL: locale };
}
