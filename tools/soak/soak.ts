import { setTimeout as sleep } from "node:timers/promises";
import type { LocalCloud } from "../../src/rehearsal/cloud/local-cloud";
import { processesOf } from "../../src/rehearsal/cloud/processes";
import { streamsOf } from "../../src/rehearsal/demonstration/streams";
import { pipelineOf } from "../../src/rehearsal/faults/pipeline";
import { watchSlot } from "../../src/rehearsal/faults/slot-watch";
import { runDir } from "../../src/rehearsal/home";
import { type Break, breakInTurn, caughtUp } from "./break-in-turn";
import { Load } from "./load/load";
import type { LoadPlan } from "./load/messages";
import type { SoakCount } from "./load/tally";
import type { Root } from "./measure/process-tree";
import { type Sample, Sampler } from "./measure/sampler";
import { sampleEveryMs, type SoakOptions } from "./options";

/** What happened in a soak. */
export interface SoakRun {
  readonly options: SoakOptions;
  readonly count: SoakCount;
  /** In the order of the stretches of the count, of which the first comes before them. */
  readonly breaks: readonly Break[];
  /** For how long changes were written. */
  readonly seconds: number;
  readonly samples: readonly Sample[];
  /** What happened to the replication slot, a sentence each. */
  readonly slotLosses: readonly string[];
  /** What the connector failed of at the end. */
  readonly failures: readonly string[];
}

export interface Soaking {
  /** Everything that was applied; its pipeline streams. */
  readonly cloud: LocalCloud;
  readonly options: SoakOptions;
  readonly onProgress: (message: string) => void;
  /** How it stands, once a minute. */
  readonly onStatus: (message: string) => void;
  readonly signal: AbortSignal;
}

/** Writes and reads for as long as asked, breaks part after part, and looks at what it all takes. */
export async function soak(soaking: Soaking): Promise<SoakRun> {
  const { cloud, options, onProgress, onStatus } = soaking;
  const failed = new AbortController();
  const signal = AbortSignal.any([soaking.signal, failed.signal]);
  const load = new Load((error) => failed.abort(error));
  const watch = watchSlot(pipelineOf(cloud), onProgress);
  let sampler: Sampler | undefined;
  const minutely = setInterval(() => onStatus(statusOf(load, options)), 60_000);
  try {
    await load.start(planOf(cloud, options), signal);
    onProgress(
      `writing ${options.rate} changes a second for ${options.minutes} minutes, a fault every ${options.faultEvery}`,
    );
    sampler = new Sampler({
      everyMs: sampleEveryMs(options),
      roots: () => rootsOf(cloud, load),
      folder: runDir,
      lag: () => load.status.lag,
    });
    const breaks = await breakInTurn({ cloud, load, watch, options, onProgress, signal });
    while (load.status.isWriting) await sleep(100, undefined, { signal });
    const seconds = load.status.writingMs / 1_000;
    onProgress(`${load.status.written} changes written; waiting for the last events`);
    const failures = await caughtUp({ cloud, load, watch, onProgress, signal });
    await sampler.close();
    const count = await load.report(signal);
    const { samples } = sampler;
    return { options, count, breaks, seconds, samples, slotLosses: [...watch.losses], failures };
  } catch (error) {
    throw failed.signal.aborted ? failed.signal.reason : error;
  } finally {
    clearInterval(minutely);
    await sampler?.close();
    await watch.close();
    load.close();
  }
}

function statusOf({ status }: Load, { minutes }: SoakOptions): string {
  const { written, lag, writingMs } = status;
  const minute = `minute ${Math.round(writingMs / 60_000)} of ${minutes}`;
  return `soaking: ${minute}, ${written} changes written, ${lag} of them on their way`;
}

function planOf(cloud: LocalCloud, { rate, minutes }: SoakOptions): LoadPlan {
  const { sample, kafka } = pipelineOf(cloud);
  const [stream] = streamsOf(cloud);
  if (!stream) throw new Error("the soak's app has no stream of changes");
  return {
    table: sample.table,
    login: { ...sample.postgres.engine.admin, database: sample.database },
    kafka: kafka.engine.admin,
    topic: stream.topic,
    perSecond: rate,
    seconds: minutes * 60,
  };
}

/** What runs now; a part that is broken is not there. */
function rootsOf(cloud: LocalCloud, load: Load): Root[] {
  const engines = cloud.services
    .flatMap(processesOf)
    .filter(({ alive }) => alive)
    .map(({ kind, pid }) => ({ name: kind, pid: pid(), withChildren: true }));
  return [
    ...engines.sort((one, other) => one.name.localeCompare(other.name)),
    { name: "the rehearsal's Node", pid: process.pid, withChildren: false },
    { name: "the soak's Node", pid: load.pid, withChildren: false },
  ];
}
