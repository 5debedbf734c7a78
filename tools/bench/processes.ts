import { readdirSync, readFileSync } from "node:fs";

/** Resident memory of a process and everything that it started, MiB by what it is. Linux only. */
export function residentBelow(root: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const all = readdirSync("/proc").map(Number).filter(Boolean).flatMap(processOf);
  const visit = (pid: number) => {
    const process = all.find((each) => each.pid === pid);
    if (!process) return;
    const { name, mib } = process;
    found.set(name, (found.get(name) ?? 0) + mib);
    all.filter(({ parent }) => parent === pid).forEach((child) => visit(child.pid));
  };
  visit(root);
  return found;
}

function processOf(pid: number) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const field = (name: string) =>
      Number(new RegExp(`^${name}:\\s*(\\d+)`, "m").exec(status)?.[1]);
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return [
      { pid, parent: field("PPid"), mib: (field("VmRSS") || 0) / 1_024, name: nameOf(words) },
    ];
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
