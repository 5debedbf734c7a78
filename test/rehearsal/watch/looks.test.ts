import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../../src/base/until";
import { Looks } from "../../../src/rehearsal/watch/looks";

/** The test decides when a look ends, and when a process does. */
function prepare(waitMs: number) {
  const listeners = new Set<() => void>();
  const ends: (() => void)[] = [];
  const onSeen = jest.fn();
  const looks = new Looks({
    look: () => new Promise<string>((resolve) => ends.push(() => resolve("all is well"))),
    onSeen,
    waitMs: () => waitMs,
    guard: {
      onForget(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
  });
  return {
    looks,
    onSeen,
    begun: () => ends.length,
    endLook: async () => {
      ends.at(-1)?.();
      await sleep(20);
    },
    endProcess: () => listeners.forEach((listener) => listener()),
  };
}

const anHour = 3_600_000;

test("the first look begins at once, the next after the wait", async () => {
  const { looks, onSeen, begun, endLook } = prepare(10);
  expect(begun()).toBe(1);
  await endLook();
  expect(onSeen.mock.calls).toEqual([["all is well"]]);
  expect(await until(() => Promise.resolve(begun() === 2))).toBe(true);
  const closed = looks.close();
  await endLook();
  await closed;
});

test("the end of a process is looked at without the wait", async () => {
  const { looks, begun, endLook, endProcess } = prepare(anHour);
  await endLook();
  expect(begun()).toBe(1);
  endProcess();
  expect(begun()).toBe(2);
  await endLook();
  await looks.close();
});

test("a process that ends during a look is looked at in the next, which follows at once", async () => {
  const { looks, begun, endLook, endProcess } = prepare(anHour);
  endProcess();
  endProcess();
  expect(begun()).toBe(1);
  await endLook();
  expect(begun()).toBe(2);
  await endLook();
  expect(begun()).toBe(2);
  await looks.close();
});

test("a look that fails is followed by the next", async () => {
  let begun = 0;
  const fail = () => {
    begun += 1;
    return Promise.reject(new Error("the server was replaced"));
  };
  const guard = { onForget: () => () => undefined };
  const onSeen = jest.fn();
  const looks = new Looks({ look: fail, onSeen, waitMs: () => 1, guard });
  await sleep(50);
  await looks.close();
  expect(begun).toBeGreaterThan(1);
  expect(onSeen).not.toHaveBeenCalled();
});

test("closed, it waits for the look that is under way, drops it, and begins no other", async () => {
  const { looks, onSeen, begun, endLook, endProcess } = prepare(1);
  let isClosed = false;
  const closed = looks.close().then(() => (isClosed = true));
  endProcess();
  await sleep(20);
  expect(isClosed).toBe(false);
  await endLook();
  await closed;
  expect(begun()).toBe(1);
  expect(onSeen).not.toHaveBeenCalled();
});
