import type { ReadEntry } from "tar";
import type { LockedFile } from "./lock";
import { sha256 } from "./sha256";

/**
 * The locked files of a .tar.gz, by path. Nothing else is unpacked, so no entry of the archive can
 * name a place outside.
 *
 * @param title what names the archive in an error
 */
export async function unpack(
  archive: Buffer,
  files: readonly LockedFile[],
  title: string,
): Promise<ReadonlyMap<string, Buffer>> {
  const contents = await readArchive(archive, (path) => files.some((file) => file.path === path));
  for (const { path, sha256: locked } of files) {
    const content = contents.get(path);
    const found = content ? await sha256(content) : "no such file";
    // The archive has the locked hash, so the lock contradicts itself.
    if (found !== locked) throw new Error(`${path} in ${title}: expected ${locked}, got ${found}`);
  }
  return contents;
}

/** The contents of an archive's regular files, by path. */
export async function readArchive(
  archive: Buffer,
  isWanted: (path: string) => boolean,
): Promise<Map<string, Buffer>> {
  const { Parser } = await import("tar"); // loaded when needed: most starts fetch nothing
  const contents = new Map<string, Buffer>();
  const reads: Promise<void>[] = [];
  await new Promise<void>((resolve, reject) => {
    const parser = new Parser({ strict: true });
    parser.on("entry", (entry: ReadEntry) => {
      if (entry.type !== "File" || !isWanted(entry.path)) return void entry.resume();
      reads.push(entry.concat().then((content) => void contents.set(entry.path, content)));
    });
    parser.once("end", resolve);
    parser.once("error", reject);
    parser.end(archive);
  });
  await Promise.all(reads);
  return contents;
}
