/** A value at a time. */
export interface Point {
  readonly hours: number;
  readonly value: number;
  /** Points of different groups have a level of their own: of each life of a process, or of each age. */
  readonly group: number;
}

export interface Slope {
  /** An hour. */
  readonly slope: number;
  /** Half of its 95 % interval. */
  readonly margin: number;
}

/** Neighbours more alike than this leave nothing to be measured. */
const mostAlike = 0.98;

/**
 * Least squares with one slope for all groups and a level for each. What is left of neighbouring
 * points is alike, since memory does not jump about: the margin is widened for that, by how alike
 * they are (an AR(1) process).
 *
 * @returns undefined where the points are too few
 */
export function commonSlope(points: readonly Point[]): Slope | undefined {
  const groups = [...new Set(points.map(({ group }) => group))]
    .map((group) => points.filter((point) => point.group === group))
    .filter((own) => own.length > 1);
  const centred = groups.map((own) => {
    const [hours, value] = [mean(own.map((p) => p.hours)), mean(own.map((p) => p.value))];
    return own.map((point) => ({ x: point.hours - hours, y: point.value - value }));
  });
  const all = centred.flat();
  const freedom = all.length - groups.length - 1;
  const spread = sum(all.map(({ x }) => x * x));
  if (freedom < 1 || spread === 0) return undefined;
  const slope = sum(all.map(({ x, y }) => x * y)) / spread;
  const rests = centred.map((own) => own.map(({ x, y }) => y - slope * x));
  const squares = sum(rests.flat().map((rest) => rest * rest));
  const neighbours = rests.map((own) => sum(own.slice(1).map((rest, at) => rest * (own[at] ?? 0))));
  const alike = squares === 0 ? 0 : Math.min(mostAlike, Math.max(0, sum(neighbours) / squares));
  const error = Math.sqrt(((squares / freedom) * (1 + alike)) / (1 - alike) / spread);
  return { slope, margin: quantile((freedom * (1 - alike)) / (1 + alike)) * error };
}

/** Student's t, two-sided, 95 %; Cornish and Fisher's series, within 1 % from 4 degrees on. */
function quantile(freedom: number): number {
  const [z, n] = [1.96, Math.max(2, freedom)];
  return (
    z +
    (z ** 3 + z) / (4 * n) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * n ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * n ** 3)
  );
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export const mean = (values: readonly number[]) => sum(values) / values.length;
