import { type DiskPart, diskParts } from "./disk";
import { warmUpMinutes } from "./memory";
import type { Sample } from "./sampler";

/** What a part of the run folder took, in MB of a million bytes. */
export interface DiskGrowth {
  readonly part: DiskPart | "all of it";
  readonly highestMb: number;
  /** Of the two halves of the time after the warm-up. */
  readonly firstHalfMb: number;
  readonly secondHalfMb: number;
  readonly verdict: "bounded" | "grows" | "undecided";
}

/** What the report names as its rule. */
export const diskRule = {
  /** The second half's highest may be above the first's by a share, and by so many MB. */
  share: 0.25,
  mb: 16,
  /** Kafka deletes every five minutes what is older than two: a half shorter than this shows nothing. */
  leastHalfMinutes: 10,
};

export function diskGrowth(samples: readonly Sample[], minutes: number): DiskGrowth[] {
  const warmUp = warmUpMinutes(minutes);
  const middle = (warmUp + minutes) / 2;
  const first = samples.filter((each) => each.minutes >= warmUp && each.minutes < middle);
  const second = samples.filter((each) => each.minutes >= middle);
  const isLong = middle - warmUp >= diskRule.leastHalfMinutes;
  const growthOf = (part: DiskGrowth["part"], bytes: (sample: Sample) => number): DiskGrowth => {
    const highest = (of: readonly Sample[]) => Math.max(0, ...of.map(bytes)) / 1e6;
    const [firstHalfMb, secondHalfMb] = [highest(first), highest(second)];
    const most = firstHalfMb * (1 + diskRule.share) + diskRule.mb;
    return {
      ...{ part, highestMb: highest(samples), firstHalfMb, secondHalfMb },
      verdict: !isLong ? "undecided" : secondHalfMb <= most ? "bounded" : "grows",
    };
  };
  return [
    ...diskParts.map((part) => growthOf(part, ({ disk }) => disk[part])),
    growthOf("all of it", ({ disk }) => diskParts.reduce((sum, part) => sum + disk[part], 0)),
  ];
}
