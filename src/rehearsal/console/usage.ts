import { readdir, readFile } from "node:fs/promises";
import { processesOf } from "../cloud/processes";
import type { Service } from "../cloud/services";

/** What a process of a rehearsal takes from the machine. */
export interface Usage {
  /** "Kafka broker 1 of events" */
  readonly name: string;
  readonly memoryBytes: number;
  /** Of one core; undefined at the first look. */
  readonly cpuPercent?: number;
}

interface Process {
  readonly parent: number;
  readonly ticks: number;
  readonly memoryBytes: number;
}

const ticksPerSecond = 100; // what Linux reports in, whatever the kernel counts in
const pageBytes = 4_096;

/** Reads Linux's /proc; on another system there is nothing to show. */
export class UsageMeter {
  #ticks = new Map<string, number>();
  #at = 0;

  async read(services: readonly Service[]): Promise<Usage[]> {
    const all = await processes();
    if (all.size === 0) return [];
    const now = performance.now();
    const seconds = (now - this.#at) / 1_000;
    const ticks = new Map<string, number>();
    const self = { name: "The rehearsal itself", pid: process.pid };
    const usages = [...enginesOf(services), self].flatMap(({ name, pid }): Usage[] => {
      // a PostgreSQL server has a process for each connection; the engines are children of this one
      const own = [...all].filter(
        ([each, { parent }]) => each === pid || (parent === pid && pid !== process.pid),
      );
      if (own.length === 0) return [];
      const sum = (of: (process: Process) => number) =>
        own.reduce((total, [, process]) => total + of(process), 0);
      const total = sum((process) => process.ticks);
      ticks.set(name, total);
      const before = this.#ticks.get(name);
      const used = before === undefined ? undefined : Math.max(0, total - before) / ticksPerSecond;
      return [
        {
          ...{ name, memoryBytes: sum((process) => process.memoryBytes) },
          ...(used !== undefined && { cpuPercent: (100 * used) / seconds }),
        },
      ];
    });
    [this.#ticks, this.#at] = [ticks, now];
    return usages;
  }
}

function enginesOf(services: readonly Service[]): { name: string; pid: number }[] {
  return services.flatMap((service) =>
    processesOf(service).map(({ kind, pid }) => ({
      name: `${kind} ${service.type === "kafka" ? "of " : ""}${service.name}`,
      pid: pid(),
    })),
  );
}

async function processes(): Promise<Map<number, Process>> {
  const found = new Map<number, Process>();
  const entries = await readdir("/proc").catch(() => []);
  await Promise.all(
    entries.filter(Number).map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
      // the name, in parentheses, may have spaces
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const [parent, user, system, pages] = [1, 11, 12, 21].map((at) => Number(fields[at]));
      if (!parent || user === undefined || system === undefined || pages === undefined) return;
      found.set(Number(pid), { parent, ticks: user + system, memoryBytes: pages * pageBytes });
    }),
  );
  return found;
}
