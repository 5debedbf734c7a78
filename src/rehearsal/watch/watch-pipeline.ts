import { printable } from "../../base/text/printable";
import type { LocalCloud } from "../cloud/local-cloud";
import { type Change, Changes } from "./changes";
import type { Health } from "./health";
import { Looks } from "./looks";
import { Survey } from "./survey";

/** A look costs one request to each worker and one query to each PostgreSQL. */
const everyMs = 1_500;

/** The longest line: the cause and the remedy of a failure, and the path of a log. */
const maxLineLength = 1_500;

export interface WatchOptions {
  readonly cloud: LocalCloud;
  /** One line for each change for the worse or the better. */
  readonly onProgress: (message: string, kind: Change["kind"]) => void;
  /** Ends the watch. @default - only `close` does */
  readonly signal?: AbortSignal;
}

export interface Watch {
  /** What is wrong now, a line each: for a person who joins later. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

/**
 * Watches everything that runs in a rehearsal, and reports what breaks and what works again: at
 * once where a process ends, within a few seconds for connectors and replication slots.
 */
export function watchPipeline({ cloud, onProgress, signal }: WatchOptions): Watch {
  const survey = new Survey(cloud);
  const changes = new Changes();
  let looks: Looks<Health[]> | undefined;

  const onSeen = (found: readonly Health[]) => {
    changes.keepOnly((health) => survey.exists(health));
    const news = changes.since(
      found.filter((health) => survey.exists(health)),
      performance.now(),
    );
    for (const { message, kind } of news) onProgress(printable(message, maxLineLength), kind);
  };
  const waitMs = () => Math.min(everyMs, changes.dueInMs(performance.now()));
  const close = async () => {
    signal?.removeEventListener("abort", onAbort);
    await looks?.close();
    await survey.close();
  };
  const onAbort = () => void close();
  if (signal?.aborted) onAbort();
  else {
    signal?.addEventListener("abort", onAbort, { once: true });
    looks = new Looks({ look: () => survey.health(), onSeen, waitMs, guard: cloud.guard });
  }
  return {
    get problems() {
      return changes.problems.map((line) => printable(line, maxLineLength));
    },
    close,
  };
}
