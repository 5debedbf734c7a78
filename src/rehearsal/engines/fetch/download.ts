import { setTimeout } from "node:timers/promises";
import type * as Undici from "undici";
import { CannotRun } from "../../../base/user-error";
import { type Failure, describeError, describeStatus } from "./repository/download-failure";
import type { LockedFile } from "./lock";
import type { Repository } from "./repository/repository";
import { sha256 } from "./sha256";

const attempts = 4;

/** Bytes that arrived; fewer than none: those of an attempt that failed do not count. */
export type OnBytes = (bytes: number) => void;

/** Downloads files of one repository over connections that it keeps. */
export class Downloader {
  /**
   * @param retryDelayMs wait before the second attempt, doubled before each later one. By default
   * 500: a proxy that restarts or limits its clients is back within the 3.5 s of all waits
   */
  static async open(repository: Repository, retryDelayMs = 500): Promise<Downloader> {
    const undici = await import("undici"); // loaded when needed: most starts fetch nothing
    const dispatcher = dispatcherOf(repository, undici);
    return new Downloader(repository, retryDelayMs, dispatcher, undici.fetch);
  }

  private constructor(
    private readonly repository: Repository,
    private readonly retryDelayMs: number,
    private readonly dispatcher: Undici.Dispatcher,
    private readonly request: typeof Undici.fetch,
  ) {}

  /** The content of a file with the locked hash. */
  async download(
    file: LockedFile,
    signal: AbortSignal,
    onBytes: OnBytes = () => undefined,
  ): Promise<Buffer> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#attempt(file, signal, onBytes);
      if (Buffer.isBuffer(outcome)) return outcome;
      if (!outcome.transient || attempt === attempts) {
        const tries = attempt > 1 ? ` after ${attempt} attempts` : "";
        throw this.#unreachable(file, outcome, tries);
      }
      const jitter = 1 + Math.random() / 4;
      await setTimeout(this.retryDelayMs * 2 ** (attempt - 1) * jitter, undefined, { signal });
    }
  }

  /**
   * Asks for a file without fetching it.
   *
   * @returns the time by the clock of the server or proxy, where it tells
   * @throws CannotRun as {@link download}, at the first failure
   */
  async ask(file: LockedFile, signal: AbortSignal): Promise<Date | undefined> {
    const { authorization } = this.repository;
    const response = await this.request(this.#urlOf(file), {
      ...{ method: "HEAD", dispatcher: this.dispatcher, signal },
      headers: { ...(authorization && { authorization }) },
    }).catch((error: unknown) => {
      throw this.#unreachable(file, describeError(error, this.repository));
    });
    if (response.status !== 200) {
      throw this.#unreachable(file, describeStatus(response.status, this.repository));
    }
    const date = new Date(response.headers.get("date") ?? "");
    return Number.isNaN(date.getTime()) ? undefined : date;
  }

  #unreachable(file: LockedFile, { message }: Failure, tries = ""): CannotRun {
    return new CannotRun(`${this.#urlOf(file)} could not be fetched${tries}: ${message}`);
  }

  async close(): Promise<void> {
    await this.dispatcher.destroy();
  }

  async #attempt(
    file: LockedFile,
    signal: AbortSignal,
    onBytes: OnBytes,
  ): Promise<Buffer | Failure> {
    let seen = 0;
    try {
      const { authorization } = this.repository;
      const response = await this.request(this.#urlOf(file), {
        dispatcher: this.dispatcher,
        signal,
        // Some servers otherwise declare a .tar.gz as compressed, and fetch would decompress it.
        headers: { "accept-encoding": "identity", ...(authorization && { authorization }) },
      });
      if (response.status !== 200) {
        await response.body?.cancel();
        return describeStatus(response.status, this.repository);
      }
      const content = await readAtMost(response.body ?? [], file.size + 1, (bytes) => {
        seen += bytes;
        onBytes(bytes);
      });
      const found = await sha256(content);
      if (found === file.sha256) return content;
      onBytes(-seen);
      const size = content.length > file.size ? `more than ${file.size}` : content.length;
      return {
        message:
          `expected SHA-256 ${file.sha256} (${file.size} bytes), got ${found} (${size} bytes` +
          `, ${response.headers.get("content-type") ?? "no content type"}); the file is not used. ` +
          `The repository, which is ${this.repository.namedBy}, must serve Maven Central's files unchanged`,
        transient: false,
      };
    } catch (error) {
      signal.throwIfAborted();
      onBytes(-seen); // they come again
      return describeError(error, this.repository);
    }
  }

  #urlOf({ path }: LockedFile): string {
    return `${this.repository.url}/${path}`;
  }
}

/** A response of any length costs no more memory than the file that is expected. */
async function readAtMost(
  body: AsyncIterable<Uint8Array> | Uint8Array[],
  limit: number,
  onBytes: OnBytes,
) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    onBytes(chunk.length);
    if (size >= limit) break;
  }
  return Buffer.concat(chunks);
}

function dispatcherOf(
  { proxy }: Repository,
  { Agent, EnvHttpProxyAgent, ProxyAgent }: typeof Undici,
): Undici.Dispatcher {
  const options = {
    connections: 12,
    connect: { timeout: 10_000 },
    // A repository that fetches the file itself answers late.
    headersTimeout: 60_000,
    bodyTimeout: 30_000,
  };
  if (proxy) return new ProxyAgent({ ...options, uri: proxy });
  if (proxy === "") return new Agent(options);
  try {
    return new EnvHttpProxyAgent(options);
  } catch {
    throw new CannotRun(
      "HTTPS_PROXY and HTTP_PROXY must be the URL of a proxy; write for instance http://HOST:3128, or unset them",
    );
  }
}
