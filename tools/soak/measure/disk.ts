import { lstat, readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** What takes the disk, in the order of the report. */
export const diskParts = [
  "Kafka's logs",
  "PostgreSQL's WAL",
  "PostgreSQL's data",
  "all else",
] as const;

export type DiskPart = (typeof diskParts)[number];

const blockBytes = 512; // of stat, whatever the file system's own are

/** Bytes on disk of a run folder, by what they are: what files take and not how long they look. */
export async function diskUse(folder: string): Promise<Record<DiskPart, number>> {
  const use = Object.fromEntries(diskParts.map((part) => [part, 0])) as Record<DiskPart, number>;
  await walk(folder, (file, bytes) => (use[partOf(file)] += bytes));
  return use;
}

/** By the folders in which the rehearsal's engines keep their data. */
export function partOf(file: string): DiskPart {
  if (/\/broker-\d+\/data\//.test(file)) return "Kafka's logs";
  if (file.includes("/data/pg_wal/")) return "PostgreSQL's WAL";
  return file.includes("/data/") ? "PostgreSQL's data" : "all else";
}

async function walk(folder: string, onFile: (file: string, bytes: number) => void): Promise<void> {
  // what is deleted meanwhile takes nothing
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  // side by side: one after the other, two thousand files would wait for a busy machine each
  await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      // for a run as root, the folder in which PostgreSQL's own user has its data
      const isLink = entry.isSymbolicLink() && entry.name === "elsewhere";
      const info = await (isLink ? stat(path) : lstat(path)).catch(() => undefined);
      if (info?.isDirectory()) await walk(path, onFile);
      else if (info?.isFile()) onFile(path, info.blocks * blockBytes);
    }),
  );
}
