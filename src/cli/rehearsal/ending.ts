import { exitCodes } from "../../base/user-error";
import { watchParent } from "./orphaned";
import type { Terminal } from "./terminal";

/** How a rehearsal in this terminal ends before its time. */
export interface Ending {
  readonly signal: AbortSignal;
  abort(): void;
  /** Nothing is waited for any more. */
  close(): void;
}

/** Ends on Ctrl-C, on a signal, and with the process that started this one. */
export function endingOf(terminal: Terminal): Ending {
  const ending = new AbortController();
  const interrupt = () => {
    process.exitCode = exitCodes.interrupted;
    ending.abort();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      terminal.doing("ending the engines");
      interrupt();
    });
  }
  const orphaned = watchParent(interrupt);
  return {
    signal: ending.signal,
    abort: () => ending.abort(),
    close() {
      ending.abort(); // ends a synthesis that nobody waits for any more
      clearInterval(orphaned);
      terminal.stop();
    },
  };
}
