import type { Figure } from "./figure";
import { type Command, type Run, run } from "./run";

export interface MeasureOptions {
  readonly pairs: number;
  /** Just what has a bound, for CI. */
  readonly short: boolean;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
}

/** Figures that come from the same runs. */
export interface Measure {
  readonly ids: readonly string[];
  /** Which of them have a bound in CI; the long form alone prints the others. */
  readonly bounded: readonly string[];
  /** Long runs spread less: so many pairs are enough for the short form. */
  readonly shortPairs?: number;
  measure(options: MeasureOptions): Promise<readonly Figure[]>;
}

/** Baseline and ours in turn, after a run of each that is not counted. */
export async function inTurn(
  baseline: Command,
  ours: Command,
  { pairs, signal }: MeasureOptions,
): Promise<{ baseline: Run[]; ours: Run[] }> {
  const runs = { baseline: [] as Run[], ours: [] as Run[] };
  await run(baseline, signal);
  await run(ours, signal);
  for (let pair = 0; pair < pairs; pair++) {
    runs.baseline.push(await run(baseline, signal));
    runs.ours.push(await run(ours, signal));
  }
  return runs;
}

export function figure(given: Omit<Figure, "ratios">): Figure {
  const { baseline, ours } = given;
  return {
    ...given,
    ratios: ours.values.map((value, pair) => value / (baseline.values[pair] ?? NaN)),
  };
}

export const seconds = (runs: readonly Run[]) => runs.map((run) => run.seconds);
export const peaks = (runs: readonly Run[]) => runs.map((run) => run.peakMib);

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** What is wrong with a figure that has a bound; undefined if nothing is. */
export function brokenBound({ bound, ratios, title }: Figure): string | undefined {
  const ratio = median(ratios);
  const is = `${title}: ratio ${ratio.toFixed(3)} (${ratios.map((each) => each.toFixed(3)).join(", ")})`;
  if (bound?.atMost !== undefined && !(ratio <= bound.atMost)) {
    return `${is}, at most ${bound.atMost} is allowed`;
  }
  if (bound?.atLeast !== undefined && !(ratio >= bound.atLeast)) {
    return `${is}, at least ${bound.atLeast} is asked for`;
  }
  return undefined;
}
