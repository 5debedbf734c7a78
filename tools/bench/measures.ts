import type { Figure } from "./figure";
import type { Measure } from "./measure";
import { largeMeasures } from "./figures/large";
import { planMeasures } from "./figures/plan";
import { rehearsalMeasures } from "./figures/rehearsal";
import { restMeasures } from "./figures/rest";
import { setUpMeasures } from "./figures/set-up";
import { streamFigures } from "./stream";
import { synthMeasures } from "./figures/synth";

export interface BenchOptions {
  /** Ids of figures, or beginnings of them up to a dot; all of them if empty. */
  readonly only: readonly string[];
  readonly pairs: number;
  readonly short: boolean;
  /** Takes all `pairs` in the short form, too. @default false */
  readonly thorough?: boolean;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
}

const measures: readonly Measure[] = [
  ...synthMeasures,
  ...planMeasures,
  ...setUpMeasures,
  ...rehearsalMeasures,
  ...largeMeasures,
  ...restMeasures,
];

const isAsked = (id: string, only: readonly string[]) =>
  only.length === 0 || only.some((name) => id === name || id.startsWith(`${name}.`));

/** Takes the figures that are asked for, each against its baseline, in turn. */
export async function takeFigures(options: BenchOptions): Promise<Figure[]> {
  const { only, short, pairs, thorough = false } = options;
  const figures: Figure[] = [];
  for (const { ids, bounded, shortPairs = pairs, measure } of measures) {
    if (!(short ? bounded : ids).some((id) => isAsked(id, only))) continue;
    const enough = short && !thorough ? Math.min(pairs, shortPairs) : pairs;
    const taken = await measure({ ...options, pairs: enough });
    figures.push(
      ...taken.filter(({ id }) => isAsked(id, only) && (!short || bounded.includes(id))),
    );
  }
  const streams = only.filter((name) => name.split(".")[0] === "stream");
  if (only.length > 0 && streams.length === 0) return figures;
  const stream = await streamFigures({
    ...options,
    only: streams.length > 0 ? streams : undefined,
  });
  return [...figures, ...stream];
}

/** Names that no figure has; the stream knows its own. */
export function unknownNames(only: readonly string[]): string[] {
  const known = measures.flatMap(({ ids }) => ids);
  return only.filter(
    (name) => name.split(".")[0] !== "stream" && !known.some((id) => isAsked(id, [name])),
  );
}

export const figureNames = (): string[] => [...measures.flatMap(({ ids }) => ids), "stream"];
