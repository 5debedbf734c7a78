import { type DiskPart, diskParts } from "../measure/disk";
import type { Sample } from "../measure/sampler";
import type { SoakRun } from "../soak";
import type { SoakReport } from "./page";

type Series = Readonly<Record<string, readonly (number | null)[]>>;

/** The file docs/soak.json: what the page says, and the samples column by column. */
export function soakJson({ run, ...report }: SoakReport): string {
  const { samples, ...rest } = run;
  const all = { ...report, ...rest, samples: columns(samples) };
  // a line for each column, since there are hundreds of values in one
  const text = JSON.stringify(all, null, 1);
  return `${text.replace(/\[\s+((?:null|[-\d.e+]+)(?:,\s+(?:null|[-\d.e+]+))*)\s+\]/g, (_, list: string) => `[${list.replace(/\s+/g, "")}]`)}\n`;
}

/** Minutes, then megabytes, CPU seconds and process ids by process; null where there was none. */
export function columns(samples: readonly Sample[]) {
  const names = [...new Set(samples.flatMap(({ processes }) => processes.map(({ name }) => name)))];
  const of = (value: (process: Sample["processes"][number]) => number): Series =>
    Object.fromEntries(
      names.map((name) => [
        name,
        samples.map(({ processes }) => {
          const process = processes.find((each) => each.name === name);
          return process ? value(process) : null;
        }),
      ]),
    );
  return {
    minutes: samples.map(({ minutes }) => rounded(minutes, 2)),
    lag: samples.map(({ lag }) => lag),
    memoryMb: of(({ bytes }) => rounded(bytes / 1e6, 1)),
    cpuSeconds: of(({ cpuSeconds }) => cpuSeconds),
    pids: of(({ pid }) => pid),
    diskMb: Object.fromEntries(
      diskParts.map((part) => [part, samples.map(({ disk }) => rounded(disk[part] / 1e6, 1))]),
    ),
  };
}

/** What {@link soakJson} has written of a run, to be judged again: rules change, and an hour is long. */
export function soakOf(json: string): Pick<SoakReport, "run" | "day" | "machine"> {
  const { samples, day, machine, ...rest } = JSON.parse(json) as Omit<SoakRun, "samples"> &
    Pick<SoakReport, "day" | "machine"> & { readonly samples: ReturnType<typeof columns> };
  const { options, count, breaks, seconds, slotLosses, failures } = rest;
  const { minutes, lag, memoryMb, cpuSeconds, pids, diskMb } = samples;
  const processesAt = (at: number) =>
    Object.entries(pids).flatMap(([name, ofName]) => {
      const [pid, mb, seconds] = [ofName[at], memoryMb[name]?.[at], cpuSeconds[name]?.[at]];
      if (pid == null || mb == null || seconds == null) return [];
      return [{ name, pid, bytes: mb * 1e6, cpuSeconds: seconds }];
    });
  const diskAt = (at: number) =>
    Object.fromEntries(diskParts.map((part) => [part, (diskMb[part]?.[at] ?? 0) * 1e6])) as Record<
      DiskPart,
      number
    >;
  const all = minutes.map((minute, at): Sample => ({
    minutes: minute,
    lag: lag[at] ?? 0,
    processes: processesAt(at),
    disk: diskAt(at),
  }));
  const run = { options, count, breaks, seconds, slotLosses, failures, samples: all };
  return { run, day, machine };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
