import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SharedRuns } from "./concurrency";
import { fetchFiles } from "./fetch-files";
import { type EngineName, installedFiles, type LockedDownload, locksDir, readLock } from "./lock";
import { moveIn, withMakingFolder } from "./making";
import { linesOfSteps, type OnStep } from "../../../base/progress";
import { findRepository, type Repository } from "./repository/repository";
import {
  fingerprint,
  isVerified,
  type LockedFolder,
  rememberVerified,
  verifyFiles,
} from "./verify-files";

/** How the files of an engine become an engine. */
export interface EngineKind {
  readonly name: EngineName;
  /** "Debezium", for messages. */
  readonly title: string;
  /** Paths of files that {@link complete} makes, which no lock names. */
  readonly made: readonly string[];
  /** Whether {@link complete} has nothing to do in a folder. */
  readonly isComplete: (folder: string) => boolean;
  readonly complete: (folder: string, signal: AbortSignal) => Promise<void>;
}

export interface EngineSource {
  /**
   * A folder of locks.
   *
   * @default - the project's, {@link locksDir}
   */
  readonly locks?: string;
  /** @default - what the user's environment and Maven settings name */
  readonly repository?: Repository;
}

export interface EnsureEngineOptions {
  /** Each version of an engine has a folder of its own in it. */
  readonly dir: string;
  readonly kind: EngineKind;
  readonly version: string;
  readonly source: EngineSource;
  readonly onProgress: (message: string) => void;
  /** How far a download has come. @default - a line at each quarter */
  readonly onStep?: OnStep;
  readonly signal: AbortSignal | undefined;
}

export interface EngineFolder {
  readonly folder: string;
  /** Absolute paths, in order: an archive of classes fits only the class path it was made with. */
  readonly jars: readonly string[];
}

const runs = new SharedRuns<EngineFolder>();

/** Fetches what is missing of an engine, and compares all files with the lock. */
export function ensureEngine(options: EnsureEngineOptions): Promise<EngineFolder> {
  const { dir, kind, version, signal } = options;
  const folder = join(dir, `${kind.name}-${version}`);
  return runs.run(folder, signal, async (runSignal) => {
    const { downloads } = await readLock(options.source.locks ?? locksDir, kind.name, version);
    const files = downloads.flatMap(installedFiles);
    const title = `${kind.title} ${version}`;
    const locked: LockedFolder = { folder, title, files, made: kind.made };
    await ensure(locked, downloads, options, runSignal);
    const jars = files.map(({ path }) => path).sort();
    return { folder, jars: jars.map((path) => join(folder, path)) };
  });
}

async function ensure(
  locked: LockedFolder,
  downloads: readonly LockedDownload[],
  options: EnsureEngineOptions,
  signal: AbortSignal,
): Promise<void> {
  const { folder } = locked;
  const { isComplete, complete } = options.kind;
  if (existsSync(folder) && isComplete(folder) && (await isVerified(locked))) return;
  if (!existsSync(folder)) await fetchInto(locked, downloads, options, signal);
  let state = await fingerprint(locked);
  const missing = new Set((await verifyFiles(locked)).map(({ path }) => path));
  if (missing.size > 0) {
    const needed = downloads.filter((each) =>
      installedFiles(each).some(({ path }) => missing.has(path)),
    );
    await fetchInto(locked, needed, options, signal);
    state = await fingerprint(locked);
    await verifyFiles(locked);
  }
  await complete(folder, signal);
  await rememberVerified(locked, state);
}

async function fetchInto(
  { folder, title }: LockedFolder,
  downloads: readonly LockedDownload[],
  { dir, kind, source, onProgress, onStep = linesOfSteps(onProgress) }: EnsureEngineOptions,
  signal: AbortSignal,
): Promise<void> {
  const repository = source.repository ?? (await findRepository());
  const megabytes = downloads.reduce((sum, { size }) => sum + size, 0) / 1e6;
  onProgress(`fetching ${title} from ${repository.url} (${Math.ceil(megabytes)} MB, once)`);
  await withMakingFolder(dir, async (making) => {
    const made = join(making, kind.name);
    const what = `fetching ${title}`;
    const onBytes = (bytes: number) =>
      onStep({ what, done: bytes / 1e6, of: megabytes, unit: "MB" });
    await fetchFiles({ downloads, repository, into: made, onBytes, signal });
    if (existsSync(folder)) return addFiles(made, folder, downloads);
    await kind.complete(made, signal);
    // Moved as a whole: an interrupted set-up leaves nothing half made.
    await moveIn(made, folder);
  });
}

/** Completes a folder that another version of the lock has made, or that has lost files. */
async function addFiles(from: string, folder: string, downloads: readonly LockedDownload[]) {
  for (const { path } of downloads.flatMap(installedFiles)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await rename(join(from, path), join(folder, path));
  }
  // An archive of classes is of no use with another class path, and would never be made again.
  for (const name of await readdir(folder)) {
    if (name.endsWith(".jsa")) await rm(join(folder, name), { force: true });
  }
}
