/** Runs a task for each item, at most `limit` at once. After a failure no other task starts. */
export async function forEachConcurrently<T>(
  items: Iterable<T>,
  limit: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  let failed = false;
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined && !failed; item = queue.shift()) {
      await task(item).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: limit }, worker));
  for (const result of workers) if (result.status === "rejected") throw result.reason;
}

interface SharedRun<T> {
  readonly result: Promise<T>;
  readonly abort: AbortController;
  waiting: number;
}

/**
 * Runs a task once for all callers that ask for the same key at the same time. The task is aborted
 * when every caller's signal is.
 */
export class SharedRuns<T> {
  readonly #runs = new Map<string, SharedRun<T>>();

  async run(
    key: string,
    signal: AbortSignal | undefined,
    task: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    const run = this.#runs.get(key) ?? this.#start(key, task);
    run.waiting++;
    let leave: () => void = () => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => {
        if (--run.waiting > 0) {
          reject(signal?.reason);
          return;
        }
        if (this.#runs.get(key) === run) this.#runs.delete(key);
        run.abort.abort(signal?.reason); // the run cleans up before its result is an error
      };
    });
    signal?.addEventListener("abort", leave, { once: true });
    try {
      return await Promise.race([run.result, left]);
    } finally {
      signal?.removeEventListener("abort", leave);
    }
  }

  #start(key: string, task: (signal: AbortSignal) => Promise<T>): SharedRun<T> {
    const abort = new AbortController();
    const result = task(abort.signal).finally(() => {
      if (this.#runs.get(key) === run) this.#runs.delete(key);
    });
    const run: SharedRun<T> = { result, abort, waiting: 0 };
    this.#runs.set(key, run);
    return run;
  }
}
