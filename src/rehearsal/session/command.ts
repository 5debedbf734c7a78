import { type ChildProcess, fork, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { dayOf } from "../../aiven/facts/days";
import { asOfVariable } from "../../stack/as-of";
import { runDir } from "../home";
import { isAlive } from "../../base/is-alive";
import { secretsVariable } from "./secrets-file";
import { forgetAnswer, hasAnswered, type Host, runningHost } from "./host";
import { home } from "../../base/project";
import { UserError } from "../../base/user-error";

/** Where a rehearsal in the background tells what it does. */
export const progressFile = join(runDir, "progress.log");

export interface CommandOptions {
  readonly command: readonly string[];
  /** The day that is rehearsed. @default - that of the rehearsal that runs, else today */
  readonly asOf?: Date;
  /** Values of secrets that no service here can give. @default - as that which runs, else none */
  readonly secretsFile?: string;
  readonly onProgress: (message: string) => void;
}

/**
 * Runs a command with the rehearsal attached: the one that runs here, else one made for it, which
 * stays up in the background while anything is deployed in it.
 *
 * @returns the command's exit code, and whether the rehearsal stays up
 */
export async function runAttached({ command, asOf, secretsFile, onProgress }: CommandOptions) {
  const [program = "", ...args] = command;
  let interrupted = false;
  process.on("SIGINT", () => (interrupted = true)); // the terminal tells the command as well
  const running = runningHost();
  if (running && asOf) mustRehearse(running, dayOf(asOf));
  if (running && secretsFile !== undefined) mustKnowSecrets(running, secretsFile);
  const host = running ?? (await startHost(asOf, secretsFile));
  const follower = follow(onProgress);
  try {
    const code = await run(program, args, host);
    if (interrupted && !running) await end(host);
    return { code, staysUp: !(interrupted && !running) && (await staysUp(host)) };
  } catch (error) {
    if (!running) await end(host);
    throw error;
  } finally {
    follower.end();
  }
}

/** Told that a command has ended, a rehearsal answers that it stays up, or ends. */
async function staysUp({ pid }: Host): Promise<boolean> {
  forgetAnswer();
  process.kill(pid, "SIGUSR2");
  while (isAlive(pid)) {
    if (hasAnswered()) return true;
    await sleep(50);
  }
  return false;
}

async function end({ pid }: Host): Promise<void> {
  if (isAlive(pid)) process.kill(pid, "SIGTERM");
  while (isAlive(pid)) await sleep(50);
}

function mustRehearse({ pid, environment }: Host, day: string): void {
  const runs = environment[asOfVariable];
  if (runs === day) return;
  throw new UserError(
    `A rehearsal as of ${runs ?? "today"} runs here (process ${pid}), got --as-of ${day}; ` +
      "leave the option out to join it, or end it with `npm stop`",
  );
}

function mustKnowSecrets({ pid, environment }: Host, file: string): void {
  const known = environment[secretsVariable];
  if (known === file) return;
  throw new UserError(
    `A rehearsal with ${known === undefined ? "no file of secrets" : `the secrets of ${known}`} runs here (process ${pid}), got --secrets ${file}; ` +
      "leave the option out to join it, or end it with `npm stop`",
  );
}

/** A process of its own, out of reach of this terminal's Ctrl-C. */
async function startHost(asOf: Date | undefined, secretsFile: string | undefined): Promise<Host> {
  const child: ChildProcess = fork(join(home, "src", "cli", "cdc.cjs"), ["host"], {
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    cwd: home,
    env: {
      ...process.env,
      ...(asOf && { [asOfVariable]: dayOf(asOf) }),
      ...(secretsFile !== undefined && { [secretsVariable]: secretsFile }),
    },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      child.once("message", ({ violation }: { violation?: string }) =>
        violation === undefined ? resolve() : reject(new UserError(violation)),
      );
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`the rehearsal ended with code ${code}`)));
    });
  } finally {
    if (child.connected) child.disconnect();
    child.unref();
  }
  const host = runningHost();
  if (!host) throw new Error("the rehearsal ended as soon as it had started");
  return host;
}

function run(program: string, args: readonly string[], host: Host): Promise<number> {
  const child = spawn(program, args, {
    stdio: "inherit",
    env: { ...process.env, ...host.environment },
  });
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "ENOENT"
          ? new UserError(
              `No program ${program} on the PATH; name one, for instance: npm run rehearse -- terraform plan`,
            )
          : error,
      ),
    );
    child.once("exit", (code, signal) => resolve(signal ? 130 : (code ?? 1)));
  });
}

/** Lines that a rehearsal writes from now on. */
function follow(onLine: (line: string) => void) {
  closeSync(openSync(progressFile, "a", 0o600));
  let seen = readFileSync(progressFile, "utf8").length;
  const look = () => {
    const text = readOrEmpty(progressFile).slice(seen);
    const complete = text.slice(0, text.lastIndexOf("\n") + 1);
    seen += complete.length;
    complete.split("\n").filter(Boolean).forEach(onLine);
  };
  const timer = setInterval(look, 150);
  return {
    end: () => {
      clearInterval(timer);
      look();
    },
  };
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // the rehearsal has ended and cleared its folder
  }
}
