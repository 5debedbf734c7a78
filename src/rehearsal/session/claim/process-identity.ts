import { readFileSync } from "node:fs";
import { isAlive } from "../../../base/is-alive";

/** A process that cannot be confused with a later one of the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time as the kernel counts it. Undefined where there is no /proc. */
  readonly startTicks?: string;
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, startTicks: statusOf(pid)?.startTicks };
}

/** A zombie has ended: in a container nobody may ever collect its exit code. */
export function hasEnded({ pid, startTicks }: ProcessIdentity): boolean {
  if (startTicks === undefined) return !isAlive(pid);
  const status = statusOf(pid);
  return status === undefined || /[ZX]/.test(status.state) || status.startTicks !== startTicks;
}

function statusOf(pid: number): { state: string; startTicks: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The program's name comes second, in parentheses, and may itself contain any of these.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state = "", startTicks = ""] = [fields[0], fields[19]];
    return { state, startTicks };
  } catch {
    return undefined;
  }
}
