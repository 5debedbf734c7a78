import type { Events } from "../demonstration/events";
import type { LocalCloud } from "../cloud/local-cloud";
import type { Fault } from "../faults/fault";
import { rehearseFaults } from "../faults/rehearse-faults";
import { reportLines } from "../faults/report";
import type { Count } from "../faults/tally";

/** What a person asks for in the console. */
export interface FaultRequest {
  readonly fault: Fault;
  /** Seconds that the part stays broken. */
  readonly outage: number;
  /** Changes to write around it. */
  readonly changes: number;
}

/** How a stream of changes around a fault stands. */
export interface FaultProgress {
  readonly fault: Fault;
  readonly changes: number;
  /** Lines, the newest last. */
  readonly lines: readonly string[];
  /** What has arrived so far; missing means not yet arrived while it runs. */
  readonly count?: Count;
  readonly isOver: boolean;
  /** Why it could not be rehearsed. */
  readonly error?: string;
}

const perSecond = 1_000;

/** Rehearses one fault after the other, as the person asks for them. */
export class FaultRunner {
  #progress: FaultProgress | undefined;
  #streams = 0;

  constructor(
    private readonly cloud: LocalCloud,
    private readonly events: Events,
    private readonly signal: AbortSignal,
  ) {}

  /** Of the fault that runs, or that ran last. */
  get progress(): FaultProgress | undefined {
    return this.#progress;
  }

  get isRunning(): boolean {
    return this.#progress?.isOver === false;
  }

  /** Returns at once; the progress tells how it goes. */
  start({ fault, outage, changes }: FaultRequest): void {
    this.#progress = { fault, changes, lines: [], isOver: false };
    rehearseFaults({
      ...{ cloud: this.cloud, events: this.events, faults: [fault], changes, perSecond },
      outageMs: outage * 1_000,
      streamsBefore: this.#streams++,
      onProgress: (line) => this.#becomes({}, [line]),
      onCount: (count) => this.#becomes({ count }),
      onReport: (report) => this.#becomes({ count: report }, reportLines(report)),
      signal: this.signal,
    }).then(
      () => this.#becomes({ isOver: true }),
      (error: unknown) => this.#becomes({ isOver: true, error: (error as Error).message }),
    );
  }

  #becomes(change: Partial<FaultProgress>, lines: readonly string[] = []): void {
    if (!this.#progress) return;
    this.#progress = {
      ...{ ...this.#progress, ...change },
      lines: [...this.#progress.lines, ...lines],
    };
  }
}
