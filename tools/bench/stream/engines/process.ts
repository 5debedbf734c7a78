import { readFileSync } from "node:fs";

/** What a process has used since it started. */
export interface Usage {
  readonly cpuSeconds: number;
  /** Bytes it wrote to sockets and files. */
  readonly written: number;
}

/** Of /proc, which counts in hundredths of a second; elsewhere than on Linux nothing is known. */
export function usage(pid: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // the name, in brackets, may hold blanks
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    const io = readFileSync(`/proc/${pid}/io`, "utf8");
    return { cpuSeconds: ticks / 100, written: Number(/^wchar: (\d+)/m.exec(io)?.[1]) };
  } catch {
    return undefined;
  }
}
