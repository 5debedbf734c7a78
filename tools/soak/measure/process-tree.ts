import { readdir, readFile } from "node:fs/promises";

/** What a process takes, or several together. */
export interface Taken {
  /** PSS: memory that n processes share counts a nth for each. */
  readonly bytes: number;
  /** Since they were started, those of children that have ended included. */
  readonly cpuSeconds: number;
}

/** A process to look at. */
export interface Root {
  readonly name: string;
  readonly pid: number;
  /** Whether what it started counts with it: a PostgreSQL has a process for each connection. */
  readonly withChildren: boolean;
}

const ticksPerSecond = 100; // what Linux reports in, whatever the kernel counts in

/** Every process by its id, with the id of the one that started it; Linux alone has /proc. */
export type ProcessTable = ReadonlyMap<number, number>;

export async function processTable(): Promise<ProcessTable> {
  const pids = (await readdir("/proc")).map(Number).filter(Boolean);
  const parents = await Promise.all(pids.map(async (pid) => Number((await statOf(pid))[1])));
  return new Map(pids.map((pid, at) => [pid, parents[at] ?? NaN]));
}

/** @returns undefined where the process has ended or may not be read */
export async function takenBy(
  { pid, withChildren }: Root,
  table: ProcessTable,
): Promise<Taken | undefined> {
  const pids = withChildren ? [pid, ...below(pid, table)] : [pid];
  const [own, ...others] = await Promise.all(pids.map((each) => taken(each, withChildren)));
  if (!own) return undefined;
  return [own, ...others].reduce<Taken>(
    (sum, each) => ({
      bytes: sum.bytes + (each?.bytes ?? 0),
      cpuSeconds: sum.cpuSeconds + (each?.cpuSeconds ?? 0),
    }),
    { bytes: 0, cpuSeconds: 0 },
  );
}

/** The processes that this one started, and those that they started. */
function below(pid: number, table: ProcessTable): number[] {
  const children = [...table].filter(([, parent]) => parent === pid);
  return children.flatMap(([child]) => [child, ...below(child, table)]);
}

async function taken(pid: number, withEnded: boolean): Promise<Taken | undefined> {
  const [rollup, fields] = await Promise.all([
    readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => ""),
    statOf(pid),
  ]);
  const [, kilobytes] = /^Pss: *(\d+) kB/m.exec(rollup) ?? [];
  if (kilobytes === undefined) return undefined;
  // user and system, and the same of children that were waited for
  const ticks = (withEnded ? [11, 12, 13, 14] : [11, 12]).map((at) => Number(fields[at]));
  return {
    bytes: Number(kilobytes) * 1024,
    cpuSeconds: ticks.reduce((sum, each) => sum + each, 0) / ticksPerSecond,
  };
}

/** The fields of its stat from the state on; none where it has ended. */
async function statOf(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // the name, in parentheses, may have spaces
  return stat === "" ? [] : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
