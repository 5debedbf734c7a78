import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { runDir } from "../home";
import { mustAgree, type Settings } from "./settings";
import { SessionClient } from "./socket/client";
import type { AfterDetach, Environment } from "./socket/protocol";
import { startHost } from "./socket/start-host";
import { CannotRun, exitCodes, Misuse } from "../../base/user-error";

/** What a rehearsal in the background does, a line each. */
export const progressFile = join(runDir, "progress.log");

/** Settings that are left open are those of the rehearsal that runs. */
export interface CommandOptions extends Settings {
  readonly command: readonly string[];
  readonly onProgress: (message: string) => void;
  /** Ends the command as SIGTERM does. */
  readonly signal?: AbortSignal;
}

interface Attached {
  readonly session: SessionClient;
  readonly environment: Environment;
  /** Whether this command started the rehearsal. */
  readonly isStarter: boolean;
}

/** How long a rehearsal that ends may take. */
const endMs = 60_000;

/**
 * Runs a command with the rehearsal attached: the one that runs here, else one made for it, which
 * stays up in the background while anything is deployed in it.
 *
 * @returns the command's exit code, and why the rehearsal goes on, or that it has ended
 */
export async function runAttached(
  options: CommandOptions,
): Promise<{ code: number; after: AfterDetach }> {
  const interruption = new Interruption(options.signal);
  const { session, environment, isStarter } = await attach(options);
  const detach = async (isOver: boolean) => {
    const after = await session.detach(isOver && isStarter);
    if (after !== "ending") session.leave();
    else if (!(await session.ended(endMs))) throw doesNotEnd(session.pid);
    return after;
  };
  try {
    if (interruption.signal !== undefined) {
      return { code: exitCodes.interrupted, after: await detach(true) };
    }
    const code = await run(options.command, environment, interruption);
    return { code, after: await detach(interruption.signal !== undefined) };
  } catch (error) {
    await detach(true);
    throw error;
  }
}

/** Two commands may start a rehearsal at once: one of them claims the folder, the other joins. */
async function attach(options: CommandOptions): Promise<Attached> {
  const { onProgress } = options;
  for (;;) {
    const running = await SessionClient.find(runDir, onProgress);
    const start = running ? undefined : await startHost(options);
    const session = running ?? (await SessionClient.find(runDir, onProgress));
    try {
      if (start === "taken" || !session) {
        session?.leave();
        if (start !== "taken") throw new Error("the rehearsal ended as soon as it had started");
        continue;
      }
      const environment = await session.attach();
      if (environment === "gone") {
        if (!(await session.ended(endMs))) throw doesNotEnd(session.pid);
        continue;
      }
      if (running) mustAgree(session.pid, environment, options);
      return { session, environment, isStarter: running === undefined };
    } catch (error) {
      session?.leave();
      throw error;
    } finally {
      if (start !== undefined && start !== "taken") start.letGo();
    }
  }
}

/** Signals that end a command. Those of a terminal reach the command that runs as well. */
class Interruption {
  signal: NodeJS.Signals | undefined;
  child: ChildProcess | undefined;

  constructor(abort: AbortSignal | undefined) {
    process.on("SIGINT", () => (this.signal ??= "SIGINT"));
    for (const name of ["SIGTERM", "SIGHUP"] as const) process.on(name, () => this.#end(name));
    abort?.addEventListener("abort", () => this.#end("SIGTERM"));
  }

  #end(name: NodeJS.Signals): void {
    this.signal ??= name;
    this.child?.kill("SIGTERM");
  }
}

function run(
  [program = "", ...args]: readonly string[],
  environment: Environment,
  interruption: Interruption,
): Promise<number> {
  const child = spawn(program, args, {
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  interruption.child = child;
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "ENOENT"
          ? new Misuse(
              `No program ${program} on the PATH; name one, for instance: npx cdc rehearse terraform plan`,
            )
          : error,
      ),
    );
    child.once("exit", (code, signal) => resolve(signal ? exitCodes.interrupted : (code ?? 1)));
  });
}

function doesNotEnd(pid: number): CannotRun {
  return new CannotRun(
    `The rehearsal (process ${pid}) has not ended after ${endMs / 1_000} s; end it with kill -9 ${pid}`,
  );
}
