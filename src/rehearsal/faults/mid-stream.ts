import type { Events } from "../demonstration/events";
import type { LocalCloud } from "../cloud/local-cloud";
import { batchesOf, planChanges } from "./changes";
import { type Pipeline, pipelineOf } from "./pipeline";
import { settled } from "./settled";
import { watchSlot } from "./slot-watch";
import { steadily, writeAll } from "./stream";
import { type Count, Tally } from "./tally";

/** What happens in the middle of a stream. */
export interface Incident {
  /** Resolves once it is over. */
  happen(): Promise<void>;
  /** Takes away what was put up for it. */
  close?(): Promise<void>;
}

export interface StreamRehearsal {
  readonly cloud: LocalCloud;
  readonly events: Events;
  /** Changes written around what happens. */
  readonly changes: number;
  readonly perSecond: number;
  readonly onProgress: (message: string) => void;
  /** What has arrived so far, twice a second. @default - nobody asks */
  readonly onCount?: (count: Count) => void;
  readonly signal: AbortSignal;
}

export interface MidStreamOptions extends StreamRehearsal {
  /** What lines of progress begin with. */
  readonly label: string;
  readonly firstKey: number;
  /** Names of the connectors, the first of which that captures a sample table is streamed to. @default - all */
  readonly connectors?: readonly string[];
  /**
   * Whether the stream lasts for longer than what happens: it slows down meanwhile.
   * @default false
   */
  readonly outlasts?: boolean;
  readonly incident: (
    pipeline: Pipeline,
    tally: Tally,
    signal: AbortSignal,
  ) => Promise<Incident> | Incident;
}

/** What became of a stream of changes. */
export interface StreamResult extends Count {
  readonly connector: string;
  readonly slot: string;
  readonly slotLosses: readonly string[];
  /** What the connector failed of. */
  readonly failures: readonly string[];
}

/** A stream that slows down takes so long for a 2.7th of what is left, and is never slower than this. */
const slowSeconds = 10;
const slowestPerSecond = 100;

/** Streams changes of one table, lets something happen once half is written, and counts what arrives. */
export async function inMidStream(options: MidStreamOptions): Promise<StreamResult> {
  const { cloud, events, changes, perSecond, label, firstKey, onProgress } = options;
  const pipeline = pipelineOf(cloud, options.connectors);
  const plan = planChanges(changes, firstKey);
  const tally = new Tally(pipeline.sample.table, plan);
  const { kafka, prefix } = pipeline;
  const show = events.onEvent;
  // Another pipeline may capture a table of the same name.
  events.onEvent = (event, from) => {
    if (from === kafka && event.prefix === prefix) tally.see(event);
  };
  // What fails on one side ends the other.
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  let incident: Incident | undefined;
  const watch = watchSlot(pipeline, onProgress);
  let begunAt = Infinity;
  const { onCount } = options;
  const counting = onCount && setInterval(() => onCount(tally.count(begunAt)), 500);
  let isHappening = false;
  const pace = () => {
    if (!options.outlasts || !isHappening) return perSecond;
    const slow = (changes - tally.written) / slowSeconds;
    return Math.min(perSecond, Math.max(slow, slowestPerSecond));
  };
  try {
    incident = await options.incident(pipeline, tally, signal);
    const { happen } = incident;
    onProgress(
      `${label}: writing ${changes} changes to ${pipeline.sample.table}, ${perSecond} a second`,
    );
    const half = new AbortController();
    const written = writeAll({
      table: pipeline.sample.table,
      login: { ...pipeline.sample.postgres.engine.admin, database: pipeline.sample.database },
      batches: batchesOf(plan),
      pace: steadily(pace),
      onWritten: (count) => {
        tally.wrote(count);
        if (tally.written >= changes / 2) half.abort();
      },
      signal,
    });
    const happened = aborted(AbortSignal.any([half.signal, signal])).then(async () => {
      signal.throwIfAborted();
      begunAt = performance.now();
      isHappening = true;
      await happen();
      isHappening = false;
    });
    await Promise.all([written, happened]).catch((error: unknown) => {
      failed.abort();
      throw error;
    });
    // workers that were started anew are others
    const failures = await settled({
      pipeline: pipelineOf(cloud, options.connectors),
      ...{ tally, watch, onProgress, signal },
    });
    return {
      slot: pipeline.slot,
      connector: pipeline.connector.name,
      slotLosses: [...watch.losses],
      failures,
      ...tally.count(begunAt),
    };
  } finally {
    clearInterval(counting);
    events.onEvent = show;
    await watch.close();
    await incident?.close?.();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
