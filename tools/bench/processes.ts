import { readdirSync, readFileSync } from "node:fs";

/** What processes of a kind take together. */
export interface Taken {
  readonly mib: number;
  /** Since they were started. */
  readonly cpuSeconds: number;
}

const ticksPerSecond = 100; // what Linux reports in, whatever the kernel counts in

/** What a process and everything that it started take, by what it is. Linux only. */
export function takenBelow(root: number): ReadonlyMap<string, Taken> {
  const found = new Map<string, Taken>();
  const all = readdirSync("/proc").map(Number).filter(Boolean).flatMap(processOf);
  const visit = (pid: number) => {
    const process = all.find((each) => each.pid === pid);
    if (!process) return;
    const { mib, cpuSeconds } = found.get(process.name) ?? { mib: 0, cpuSeconds: 0 };
    found.set(process.name, {
      mib: mib + process.mib,
      cpuSeconds: cpuSeconds + process.cpuSeconds,
    });
    all.filter(({ parent }) => parent === pid).forEach((child) => visit(child.pid));
  };
  visit(root);
  return found;
}

function processOf(pid: number) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // from the state on: the name before it, in parentheses, may have spaces
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [, parent] = fields.map(Number);
    const ticks = Number(fields[11]) + Number(fields[12]);
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const kib = Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? 0);
    const name = nameOf(readFileSync(`/proc/${pid}/cmdline`, "utf8"));
    return [{ pid, parent, name, mib: kib / 1_024, cpuSeconds: ticks / ticksPerSecond }];
  } catch {
    return []; // ended meanwhile
  }
}

function nameOf(commandLine: string): string {
  if (commandLine.includes("ConnectDistributed")) return "Kafka Connect";
  if (commandLine.includes("kafka.Kafka")) return "Kafka brokers";
  if (commandLine.includes("postgres")) return "PostgreSQL";
  return "the command";
}
