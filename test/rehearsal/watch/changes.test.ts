import type { Connector } from "../../../src/rehearsal/cloud/services";
import { Changes } from "../../../src/rehearsal/watch/changes";
import type { Health } from "../../../src/rehearsal/watch/health";

const owner: Connector = { project: "p", service: "c", name: "orders", config: {} };
const health = (problem?: string, afterMs?: number): Health => ({
  part: "connector orders",
  owner,
  problem,
  afterMs,
  recovered: "runs again",
});
const messages = (changes: Changes, now: number, ...found: Health[]) =>
  changes.since(found, now).map(({ message }) => message);

test("a problem is reported once, and its end once", () => {
  const changes = new Changes();
  expect(messages(changes, 0, health())).toEqual([]);
  expect(changes.since([health("is FAILED")], 1)).toEqual([
    { kind: "problem", message: "connector orders is FAILED" },
  ]);
  expect(messages(changes, 2, health("is FAILED"))).toEqual([]);
  expect(changes.problems).toEqual(["connector orders is FAILED"]);
  expect(changes.since([health()], 3)).toEqual([
    { kind: "recovery", message: "connector orders runs again" },
  ]);
  expect(messages(changes, 4, health())).toEqual([]);
  expect(changes.problems).toEqual([]);
});

test("another problem is news, the same one with other numbers is not", () => {
  const changes = new Changes();
  messages(changes, 0, health("is FAILED: PID 1"));
  expect(messages(changes, 1, health("is FAILED: PID 22"))).toEqual([]);
  expect(messages(changes, 2, health("is PAUSED"))).toEqual(["connector orders is PAUSED"]);
});

test("a problem that may pass is reported once it has lasted, and not at all if it ends before", () => {
  const changes = new Changes();
  expect(messages(changes, 0, health("has no task", 100))).toEqual([]);
  expect(changes.dueInMs(40)).toBe(60);
  expect(changes.problems).toEqual([]);
  expect(messages(changes, 99, health("has no task", 100))).toEqual([]);
  expect(messages(changes, 100, health("has no task", 100))).toEqual([
    "connector orders has no task",
  ]);
  expect(changes.dueInMs(100)).toBe(Infinity);
  const passing = new Changes();
  messages(passing, 0, health("has no task", 100));
  expect(messages(passing, 50, health())).toEqual([]);
});

test("a part that cannot be judged stays as it was; one that was destroyed is forgotten", () => {
  const changes = new Changes();
  messages(changes, 0, health("is FAILED"));
  expect(messages(changes, 1)).toEqual([]);
  expect(changes.problems).toHaveLength(1);
  changes.keepOnly((each) => each.owner !== owner);
  expect(messages(changes, 2, health())).toEqual([]);
});
