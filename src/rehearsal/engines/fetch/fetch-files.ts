import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { forEachConcurrently } from "./concurrency";
import { Downloader } from "./download";
import { installedFiles, type LockedDownload, type LockedFile } from "./lock";
import type { Repository } from "./repository/repository";
import { sha256 } from "./sha256";
import { unpack } from "./unpack";

/** More gain nothing from Maven Central, and some proxies refuse them. */
const atOnce = 12;

export interface FetchFilesOptions {
  readonly downloads: readonly LockedDownload[];
  readonly repository: Repository;
  /** The folder that gets the files. */
  readonly into: string;
  /** How many bytes have arrived, of all files together. */
  readonly onBytes: (bytes: number) => void;
  readonly signal: AbortSignal;
  /** @default - that of {@link Downloader} */
  readonly retryDelayMs?: number;
}

/** Fetches downloads and unpacks them. Only content with the locked hash is ever written. */
export async function fetchFiles(options: FetchFilesOptions): Promise<void> {
  const { downloads, repository, into, onBytes, signal, retryDelayMs } = options;
  const downloader = await Downloader.open(repository, retryDelayMs);
  const failed = new AbortController();
  let arrived = 0;
  const onMore = (bytes: number) => onBytes((arrived += bytes));
  try {
    await forEachConcurrently(downloads, atOnce, async (download) => {
      try {
        const local = await readLocal(join(repository.localRepository, download.path), download);
        if (local) onMore(local.length);
        const stopped = AbortSignal.any([signal, failed.signal]);
        const content = local ?? (await downloader.download(download, stopped, onMore));
        for (const [path, bytes] of await contentsOf(download, content)) {
          await mkdir(dirname(join(into, path)), { recursive: true });
          await writeFile(join(into, path), bytes);
        }
      } catch (error) {
        failed.abort(error); // one failure is enough, the other downloads need not end
        throw failed.signal.reason;
      }
    });
  } finally {
    await downloader.close();
  }
}

async function contentsOf(
  download: LockedDownload,
  content: Buffer,
): Promise<ReadonlyMap<string, Buffer>> {
  if (download.contains) return unpack(content, download.contains, download.path);
  const [file] = installedFiles(download);
  return new Map(file && [[file.path, content]]);
}

/** Maven's own copy, if it is the locked file. */
async function readLocal(path: string, { size, sha256: locked }: LockedFile) {
  try {
    if ((await stat(path)).size !== size) return undefined;
    const content = await readFile(path);
    return (await sha256(content)) === locked ? content : undefined;
  } catch {
    return undefined; // a cache that cannot be read is as good as none
  }
}
