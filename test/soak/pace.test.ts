import { type Pace, steadily } from "../../src/rehearsal/faults/stream";
import { AveragePace } from "../../tools/soak/load/average-pace";

interface Timing {
  /** What a transaction takes. */
  readonly eachMs: number;
  /** One that takes longer. */
  readonly stall?: { readonly at: number; readonly ms: number };
}

/** Writes until that time. @returns what was written by time, and the largest transaction */
function written(pace: Pace & { next?: AveragePace["next"] }, until: number, timing: Timing) {
  const { eachMs, stall } = timing;
  const batches: { readonly at: number; readonly count: number }[] = [];
  let isStalled = false;
  for (let now = 0; now < until;) {
    const count = pace.next?.(now) ?? 20;
    now += eachMs;
    if (stall && !isStalled && now >= stall.at) {
      isStalled = true;
      now += stall.ms;
    }
    batches.push({ at: now, count });
    now += pace.waitMs(count, now);
  }
  const between = (from: number, to: number) =>
    batches
      .filter(({ at }) => at >= from && at < to)
      .reduce((total, { count }) => total + count, 0);
  const largest = Math.max(...batches.map(({ count }) => count));
  return { between, total: between(0, Infinity), largest };
}

test("keeps the rate evenly", () => {
  const { between, total, largest } = written(new AveragePace(2_000, 0), 10_000, { eachMs: 1 });
  expect(Math.abs(total - 20_000)).toBeLessThanOrEqual(20);
  for (let from = 0; from < 10_000; from += 100) {
    expect(Math.abs(between(from, from + 100) - 200)).toBeLessThanOrEqual(20);
  }
  expect(largest).toBe(20);
});

test("keeps the rate by larger transactions where each takes long", () => {
  const { between, total, largest } = written(new AveragePace(2_000, 0), 20_000, { eachMs: 130 });
  expect(total).toBeGreaterThan(39_000);
  expect(Math.abs(between(10_000, 11_300) - 2_600)).toBeLessThanOrEqual(400);
  expect(largest).toBeLessThanOrEqual(400);
});

test("makes up what an outage left out, at 1.5 times the rate and by no large burst", () => {
  const timing = { eachMs: 1, stall: { at: 5_000, ms: 3_000 } };
  const { between, total } = written(new AveragePace(2_000, 0), 20_000, timing);
  expect(between(5_010, 8_000)).toBe(0);
  for (let from = 8_100; from < 13_000; from += 1_000) {
    expect(between(from, from + 1_000)).toBeGreaterThan(2_900);
    expect(between(from, from + 1_000)).toBeLessThanOrEqual(3_420);
  }
  expect(Math.abs(between(16_000, 17_000) - 2_000)).toBeLessThanOrEqual(20);
  expect(Math.abs(total - 40_000)).toBeLessThanOrEqual(20);
});

test("goes on as fast as it can where the rate is out of reach", () => {
  const { total } = written(new AveragePace(100_000, 0), 1_000, { eachMs: 10 });
  expect(total).toBeGreaterThan(39_000);
});

test("a steady stream does not make up for an outage", () => {
  const timing = { eachMs: 1, stall: { at: 5_000, ms: 3_000 } };
  const { between, total } = written(
    steadily(() => 2_000, 0),
    20_000,
    timing,
  );
  expect(Math.abs(between(10_000, 11_000) - 2_000)).toBeLessThanOrEqual(20);
  expect(total).toBeLessThan(35_000);
});
