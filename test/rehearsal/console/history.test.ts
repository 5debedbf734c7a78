import { EventHistory } from "../../../src/rehearsal/console/history";
import type { ChangeEvent } from "../../../src/rehearsal/demonstration/change-event";

const event = (more: Partial<ChangeEvent> = {}): ChangeEvent => ({
  ...{ topic: "shop.public.orders", partition: 0, offset: 9_007_199_254_740_993n },
  ...{ operation: "insert", committedAt: 1_000, ...more },
});

test("an event is kept with its number, its arrival, its latency and all digits of its offset", () => {
  const history = new EventHistory();
  history.add(event(), "events", 1_027);
  expect(history.after(0)).toEqual([
    expect.objectContaining({
      ...{ number: 1, arrivedAt: 1_027, latencyMs: 27, kafka: "events" },
      offset: "9007199254740993",
    }),
  ]);
});

test.each([
  ["a snapshot's", event({ operation: "snapshot" })],
  ["one that does not tell when", event({ committedAt: undefined })],
])("%s event has no latency", (_what, given) => {
  const history = new EventHistory();
  history.add(given, undefined, 1_027);
  expect(history.after(0)[0]?.latencyMs).toBeUndefined();
  expect(history.latenciesSince(0)).toEqual([]);
});

test("the newest 500 are kept, and all are counted", () => {
  const history = new EventHistory();
  for (let at = 0; at < 501; at++) history.add(event(), undefined, 1_000);
  expect(history.count).toBe(501);
  expect(history.after(0)).toHaveLength(500);
  expect(history.after(0)[0]?.number).toBe(2);
});

test("those after a number are given, at most so many of the newest", () => {
  const history = new EventHistory();
  for (let at = 0; at < 5; at++) history.add(event(), undefined, 1_000);
  expect(history.after(3).map(({ number }) => number)).toEqual([4, 5]);
  expect(history.after(0, 2).map(({ number }) => number)).toEqual([4, 5]);
  expect(history.after(5)).toEqual([]);
});

test("latencies of the last seconds are given, older ones forgotten", () => {
  const history = new EventHistory();
  for (const now of [1_010, 2_020, 3_030])
    history.add(event({ committedAt: now - 5 }), undefined, now);
  expect(history.latenciesSince(2_020)).toEqual([5, 5]);
  expect(history.latenciesSince(4_000)).toEqual([]);
  expect(history.latenciesSince(0)).toEqual([]);
});
