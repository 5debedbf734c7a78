import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { masked } from "../../../base/text/masked";
import { isPrivateFolder } from "../claim/session-folder";

export interface KeptLogsOptions {
  readonly runDir: string;
  /** Folders for kept logs: the first that can be made, and that no other user can write to. */
  readonly folders: readonly string[];
  /** Values that no kept log shows. */
  readonly secrets: () => readonly string[];
}

/** Runs whose logs are kept. */
const keptRuns = 3;
/** Of each log the end, in bytes: what a disk holds of three runs stays small. */
const maxLogBytes = 5_000_000;
/** More than is kept: a secret that this cuts in two is not masked, and must not be kept. */
const maxReadBytes = 2 * maxLogBytes;
const runPattern = /^\d{4}-\d{2}-\d{2}T[\d.-]+Z-\d+$/;

/** The logs of a run that failed, out of the folder that is cleared as the run ends. */
export class KeptLogs {
  #folder: string | undefined;

  constructor(private readonly options: KeptLogsOptions) {}

  /**
   * Copies the engines' logs as they are now.
   * @returns the folder that they are kept in, or undefined if there are none
   */
  keep(): string | undefined {
    const services = join(this.options.runDir, "services");
    const logs = logsIn(services);
    if (logs.length === 0) return undefined;
    const folder = (this.#folder ??= this.#newFolder());
    if (folder === undefined) return undefined;
    for (const log of logs) {
      const read = endOf(log);
      if (read === undefined) continue;
      const text = masked(read, this.options.secrets()).slice(-maxLogBytes);
      const copy = join(folder, relative(services, log));
      mkdirSync(dirname(copy), { recursive: true, mode: 0o700 });
      writeFileSync(copy, text, { mode: 0o600 });
    }
    return folder;
  }

  /** If a message names a log, keeps the logs and returns the message with the kept one's name. */
  named(message: string): string {
    const services = join(this.options.runDir, "services");
    if (!message.includes(`${services}/`)) return message;
    const kept = this.keep();
    return kept === undefined ? message : message.replaceAll(services, kept);
  }

  #newFolder(): string | undefined {
    const time = new Date().toISOString().replaceAll(":", "-");
    const name = `${time}-${process.pid}`;
    for (const parent of this.options.folders) {
      try {
        mkdirSync(parent, { recursive: true, mode: 0o700 });
        if (!isPrivateFolder(parent)) continue;
        removeEarlierRuns(parent);
        mkdirSync(join(parent, name), { mode: 0o700 });
        return join(parent, name);
      } catch {
        continue; // an error on the way must not hide the one that the logs are kept for
      }
    }
    return undefined;
  }
}

/** Leaves room for one more. */
function removeEarlierRuns(parent: string): void {
  const earlier = readdirSync(parent).filter((name) => runPattern.test(name));
  for (const name of earlier.sort().slice(0, -(keptRuns - 1))) {
    rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function logsIn(folder: string): string[] {
  return entries(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return logsIn(path);
    return entry.isFile() && isLog(entry.name) ? [path] : [];
  });
}

/** Kafka calls the segments of its topics 00000000000000000000.log. */
function isLog(name: string): boolean {
  return name.endsWith(".log") && !/^\d+\.log$/.test(name);
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // an engine removes folders of its own
  }
}

/** A log is never read through a link: engines may run as another user. */
function endOf(file: string): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return undefined;
    const length = Math.min(stats.size, maxReadBytes);
    const buffer = Buffer.alloc(length);
    const read = readSync(descriptor, buffer, 0, length, stats.size - length);
    return buffer.toString("utf8", 0, read);
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
