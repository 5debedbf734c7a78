import type { Sample } from "./sampler";
import { commonSlope, mean, type Point } from "./slope";

export type Verdict = "flat" | "grows" | "undecided";

/** What one process took, in MB of a million bytes. */
export interface Memory {
  readonly name: string;
  /** The mean of the first tenth after the warm-up, and of the last. */
  readonly startMb: number;
  readonly endMb: number;
  readonly highestMb: number;
  /** MB an hour, with half of its 95 % interval; undefined where the run is too short for any. */
  readonly slope?: number;
  readonly margin?: number;
  /** How often it was started. */
  readonly lives: number;
  readonly cpuSeconds: number;
  readonly verdict: Verdict;
}

/** What the report names as its rule. */
export const memoryRule = {
  /** Growth an hour that is let pass: a share of the process's mean, and no less than so many MB. */
  allowedShare: 0.1,
  allowedMb: 8,
  /** After a process is started anew, for so long it does not count. */
  restartMinutes: 5,
  /** Started so often, it is compared with itself at the same age, in steps of so many minutes. */
  leastLives: 3,
  ageMinutes: 5,
  /** Its points must cover so much. */
  leastMinutes: 20,
};

/** For how long nothing counts, at the beginning: 10 minutes, of short runs a fifth. */
export function warmUpMinutes(minutes: number): number {
  return Math.min(10, minutes / 5);
}

/** What every process took over the run, in the order in which they were first seen. */
export function memoryOf(samples: readonly Sample[], minutes: number): Memory[] {
  const names = new Set(samples.flatMap(({ processes }) => processes.map(({ name }) => name)));
  return [...names].map((name) => memoryOfOne(name, samples, minutes));
}

function memoryOfOne(name: string, samples: readonly Sample[], minutes: number): Memory {
  const seen = samples.flatMap(({ minutes, processes }) =>
    processes
      .filter((each) => each.name === name)
      .map(({ pid, bytes, cpuSeconds }) => ({ minutes, pid, mb: bytes / 1e6, cpuSeconds })),
  );
  const lives = [...new Set(seen.map(({ pid }) => pid))];
  const begun = new Map(lives.map((pid) => [pid, seen.find((each) => each.pid === pid)?.minutes]));
  const warmUp = warmUpMinutes(minutes);
  const restart = Math.min(memoryRule.restartMinutes, warmUp);
  const warm = seen.filter(({ minutes, pid }) => {
    if (minutes < warmUp) return false;
    return pid === lives[0] || minutes - (begun.get(pid) ?? 0) >= restart;
  });
  const aged = seen
    .filter(({ pid }) => pid !== lives[0]) // the first has set up the pipeline, too
    .map((each) => ({ ...each, age: each.minutes - (begun.get(each.pid) ?? 0) }));
  const points =
    lives.length >= memoryRule.leastLives
      ? atSameAge(aged)
      : warm.map(({ minutes, pid, mb }) => ({ hours: minutes / 60, value: mb, group: pid }));
  const fit = commonSlope(points);
  const tenth = Math.max(1, Math.round(warm.length / 10));
  const mbs = warm.map(({ mb }) => mb);
  return {
    name,
    startMb: mean(mbs.slice(0, tenth)),
    endMb: mean(mbs.slice(-tenth)),
    highestMb: Math.max(...seen.map(({ mb }) => mb)),
    ...fit,
    lives: lives.length,
    cpuSeconds: lives
      .map((pid) => Math.max(...seen.filter((each) => each.pid === pid).map((s) => s.cpuSeconds)))
      .reduce((total, seconds) => total + seconds, 0),
    verdict:
      fit === undefined || covered(points) < memoryRule.leastMinutes
        ? "undecided"
        : verdictOf(fit, mean(mbs)),
  };
}

interface Aged {
  readonly pid: number;
  readonly minutes: number;
  readonly mb: number;
  /** Minutes since it was started. */
  readonly age: number;
}

/**
 * A point for each step of age of each life. A process that is started anew fills its memory anew,
 * by steps that may come late in a life: what grows is larger at the same age, life after life.
 */
function atSameAge(aged: readonly Aged[]): Point[] {
  const steps = new Map<string, Aged[]>();
  for (const each of aged) {
    const key = `${each.pid} ${stepOf(each)}`;
    steps.set(key, [...(steps.get(key) ?? []), each]);
  }
  return [...steps.values()].flatMap((step) =>
    step.slice(0, 1).map((first) => ({
      hours: mean(step.map(({ minutes }) => minutes)) / 60,
      value: mean(step.map(({ mb }) => mb)),
      group: stepOf(first),
    })),
  );
}

const stepOf = ({ age }: Aged) => Math.floor(age / memoryRule.ageMinutes);

/** Growth is shown where all of the interval is above what is let pass, and excluded where none is. */
export function verdictOf(
  { slope, margin }: { readonly slope: number; readonly margin: number },
  meanMb: number,
): Verdict {
  const allowed = Math.max(memoryRule.allowedMb, memoryRule.allowedShare * meanMb);
  if (slope - margin > allowed) return "grows";
  return slope + margin <= allowed ? "flat" : "undecided";
}

/** Minutes from the first point of each group to its last. */
function covered(points: readonly Point[]): number {
  return [...new Set(points.map(({ group }) => group))]
    .map((group) => points.filter((point) => point.group === group).map(({ hours }) => hours * 60))
    .reduce((total, minutes) => total + Math.max(...minutes) - Math.min(...minutes), 0);
}
