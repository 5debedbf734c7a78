import { randomUUID } from "node:crypto";
import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { CannotRun } from "../../../base/user-error";
import { forEachConcurrently } from "./concurrency";
import type { LockedFile } from "./lock";
import { sha256 } from "./sha256";

export interface LockedFolder {
  readonly folder: string;
  /** "Kafka and Kafka Connect 4.2.2" */
  readonly title: string;
  readonly files: readonly LockedFile[];
  /** Paths of files that are made here, so that no lock can name their hash. */
  readonly made: readonly string[];
}

/**
 * Compares a folder with its lock: reads and hashes every file.
 *
 * @returns the locked files that are not there
 * @throws UserError if a file differs, or a file with classes is not of the lock
 */
export async function verifyFiles(locked: LockedFolder): Promise<readonly LockedFile[]> {
  const { folder, title, files, made } = locked;
  const present = new Set(await filesWithClasses(folder));
  const violations = [...present]
    .filter((path) => !made.includes(path) && !files.some((file) => file.path === path))
    .map((path) => `${path} is not a file of ${title}`);
  await forEachConcurrently(
    files.filter(({ path }) => present.has(path)),
    8, // a few large files in memory
    async ({ path, size, sha256: expected }) => {
      const content = await readFile(join(folder, path));
      const found = await sha256(content);
      if (found === expected) return;
      violations.push(
        `${path} has changed: expected SHA-256 ${expected} (${size} bytes), found ${found} (${content.length} bytes)`,
      );
    },
  );
  if (violations.length === 0) return files.filter(({ path }) => !present.has(path));
  throw new CannotRun(
    `${folder} differs from the lock of ${title}, and is not used:\n` +
      violations
        .sort()
        .map((violation) => `  - ${violation}\n`)
        .join("") +
      `Delete that folder and run the command again, which fetches it again`,
  );
}

/**
 * Whether no file has changed since {@link rememberVerified}. The kernel sets a file's change time,
 * so no program can write to a file and leave it as it was.
 */
export async function isVerified(locked: LockedFolder): Promise<boolean> {
  const remembered = await readFile(recordOf(locked), "utf8").catch(() => "");
  return remembered !== "" && remembered === (await fingerprint(locked));
}

/** @param verified the fingerprint from before the files were read */
export async function rememberVerified(locked: LockedFolder, verified: string): Promise<void> {
  const record = recordOf(locked);
  const aside = `${record}.${randomUUID()}`;
  await writeFile(aside, verified);
  await rename(aside, record);
}

/** Size, times and inode of every file with classes, and the hashes that they are locked to. */
export async function fingerprint({ folder, files }: LockedFolder): Promise<string> {
  const paths = (await filesWithClasses(folder)).sort();
  const states = await Promise.all(
    paths.map(async (path) => {
      const { size, mtimeNs, ctimeNs, ino } = await stat(join(folder, path), { bigint: true });
      return [path, size, mtimeNs, ctimeNs, ino].join(" ");
    }),
  );
  const locked = files.map(({ path, sha256: hash }) => `${path} ${hash}`);
  return [...locked, ...states, ""].join("\n");
}

function recordOf({ folder }: LockedFolder): string {
  return `${folder}.verified`;
}

/** The paths of what Java or Kafka Connect loads classes from. */
async function filesWithClasses(folder: string): Promise<string[]> {
  const paths = await readdir(folder, { recursive: true });
  return paths
    .filter((path) => /\.(jar|zip|class)$/i.test(path))
    .map((path) => path.replaceAll(sep, "/"));
}
