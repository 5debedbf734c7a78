import { spawn } from "node:child_process";

/**
 * Reads "watch PID SIGNAL" and "forget PID" until its input ends, which the kernel sees to however
 * we die, and then signals what is still watched.
 */
const script = `
while read -r verb pid signal; do
  case $verb in
    watch) pids="$pids $pid"; eval "signal_$pid=$signal" ;;
    forget) eval "signal_$pid=" ;;
  esac
done
for pid in $pids; do
  eval "signal=\\$signal_$pid"
  if [ -n "$signal" ]; then kill -s "$signal" "$pid"; fi
done
`;

/** What an engine is sent when nobody is left to stop it in order. */
export type LastSignal = "KILL" | "QUIT";

export interface Guard {
  readonly pid: number;
  watch(pid: number, lastSignal: LastSignal): void;
  forget(pid: number): void;
  /** Calls the listener when a watched process has ended. @returns removes the listener */
  onForget(listener: () => void): () => void;
  /** Ends the guard, and with it whatever it still watches. */
  close(): Promise<void>;
}

/**
 * Sees to it that no engine outlives this process, not even after a `kill -9` of it: a tiny shell in
 * a session of its own, holding nothing but the other end of a pipe.
 */
export function startGuard(): Guard {
  const shell = spawn("sh", ["-c", script], {
    detached: true,
    cwd: "/",
    env: { PATH: process.env.PATH ?? "/usr/bin:/bin" },
    stdio: ["pipe", "ignore", "ignore"],
  });
  const { pid, stdin } = shell;
  if (pid === undefined) throw new Error("the guard of the engines could not be started: no `sh`");
  const ended = new Promise<void>((resolve) => shell.once("exit", () => resolve()));
  // A guard that someone killed must not take the rehearsal down with a broken pipe.
  stdin.on("error", () => undefined);
  shell.on("error", () => undefined);
  shell.unref();
  const listeners = new Set<() => void>();
  (stdin as typeof stdin & { unref?(): void }).unref?.();
  return {
    pid,
    watch: (engine, lastSignal) => void stdin.write(`watch ${engine} ${lastSignal}\n`),
    forget: (engine) => {
      stdin.write(`forget ${engine}\n`);
      listeners.forEach((listener) => listener());
    },
    onForget: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => {
      shell.ref();
      stdin.end();
      return ended;
    },
  };
}
