import type { ChangeEvent, Operation } from "../../../src/rehearsal/demonstration/change-event";
import { batchSize, planChanges, statementOf } from "../../../src/rehearsal/faults/changes";
import { Tally } from "../../../src/rehearsal/faults/tally";
import { Cdc } from "../support/cdc";

const plan = planChanges(200, 1_000);

/** The event of a change of the plan. */
function event(number: number): ChangeEvent {
  const change = plan[number];
  if (!change) throw new Error(`no change ${number}`);
  const row = { id: change.key, name: `change ${number}` };
  return {
    topic: "t.public.tab1",
    partition: 0,
    offset: BigInt(number),
    table: "public.tab1",
    operation: change.operation as Operation,
    ...(change.operation === "delete" ? { before: { id: change.key } } : { after: row }),
  };
}

function count(written: number, seen: readonly number[]) {
  const tally = new Tally("public.tab1", plan);
  tally.wrote(written);
  for (const number of seen) tally.see(event(number));
  const { events, missing, missingBetween, duplicates, outOfOrder } = tally.count(0);
  return { events, missing, missingBetween, duplicates, outOfOrder };
}

const all = plan.map((_, number) => number);
const insert = plan.findIndex(({ key }) => key === 1_000);
const update = plan.findIndex(({ key, operation }) => key === 1_000 && operation === "update");
const removal = plan.findIndex(({ key, operation }) => key === 1_000 && operation === "delete");
const others = all.filter((number) => plan[number]?.key !== 1_000);

describe("the plan", () => {
  test("changes each row in the order insert, update, delete, never twice in a transaction", () => {
    expect([insert, update, removal]).toEqual([0, 21, 62]);
    for (let first = 0; first < plan.length; first += batchSize) {
      const batch = plan.slice(first, first + batchSize);
      expect(new Set(batch.map(({ key }) => key)).size).toBe(batch.length);
      expect(batch.some(({ operation }) => operation === "insert")).toBe(true);
    }
  });

  test("puts its number into the row", () => {
    expect(statementOf({ key: 7, operation: "insert" }, 3, "t")).toBe(
      "INSERT INTO t (id, name, amount) VALUES (7, 'change 3', 1)",
    );
    expect(statementOf({ key: 7, operation: "delete" }, 3, "t")).toBe("DELETE FROM t WHERE id = 7");
  });
});

describe("the tally", () => {
  const none = { missing: 0, missingBetween: undefined, duplicates: 0, outOfOrder: 0 };

  test("of a stream that is whole", () => {
    expect(count(200, all)).toEqual({ ...none, events: 200 });
  });

  test("asks only for what was written", () => {
    expect(count(100, all.slice(0, 100))).toEqual({ ...none, events: 100 });
  });

  test("names the first and the last change that is missing, deletes too", () => {
    expect(count(200, [...others, insert, update])).toMatchObject({
      missing: 1,
      missingBetween: [removal, removal],
    });
    expect(count(200, all.slice(0, 150))).toMatchObject({
      missing: 50,
      missingBetween: [150, 199],
    });
  });

  test("tells what consumers hold that is out of date: a superseded change leaves nothing behind", () => {
    const tallied = (seen: readonly number[]) => {
      const tally = new Tally("public.tab1", plan);
      tally.wrote(200);
      for (const number of seen) tally.see(event(number));
      const { missing, staleRows, ghostRows } = tally.count(0);
      return { missing, staleRows, ghostRows };
    };
    const last = all.at(-1) as number;
    expect(tallied(all)).toEqual({ missing: 0, staleRows: 0, ghostRows: 0 });
    expect(tallied([...others, insert, removal])).toEqual({
      missing: 1,
      staleRows: 0,
      ghostRows: 0,
    });
    expect(tallied([...others, insert, update])).toEqual({
      missing: 1,
      staleRows: 1,
      ghostRows: 1,
    });
    expect(tallied(all.filter((number) => number !== last))).toEqual({
      missing: 1,
      staleRows: 1,
      ghostRows: plan[last]?.operation === "delete" ? 1 : 0,
    });
  });

  test("takes a replay for duplicates, not for disorder", () => {
    expect(count(200, [...all.slice(0, 150), ...all.slice(50)])).toEqual({
      ...none,
      events: 300,
      duplicates: 100,
    });
  });

  test("sees a change that first comes after a later one of its row", () => {
    expect(count(200, [...others, update, insert, removal])).toMatchObject({ outOfOrder: 1 });
  });

  test("sees a row that a replay leaves at an older change", () => {
    expect(count(200, [...all, insert])).toMatchObject({ duplicates: 1, outOfOrder: 1 });
  });

  test("measures the longest silence since the fault, and not one before it or of a steady stream", () => {
    const clock = jest.spyOn(performance, "now");
    const see = (tally: Tally, ...seenAt: number[]) =>
      seenAt.forEach((at, number) => {
        clock.mockReturnValue(at);
        tally.see(event(number));
      });
    try {
      clock.mockReturnValue(0);
      const tally = new Tally("public.tab1", plan);
      see(tally, 9_000, 14_000, 14_250, 15_250, 17_250);
      expect(tally.count(0).silentMs).toBe(5_000);
      expect(tally.count(14_100).silentMs).toBe(2_000);
      expect(tally.count(17_250).silentMs).toBe(0);
    } finally {
      clock.mockRestore();
    }
  });

  test("counts the events of a new snapshot, of rows that are not of the plan too", () => {
    const tally = new Tally("public.tab1", plan);
    tally.see({ ...event(0), operation: "snapshot", after: { id: 1, name: "Ada" } });
    tally.see({ ...event(0), operation: "snapshot", table: "public.other" });
    tally.see(event(1));
    expect(tally.count(0)).toMatchObject({ snapshotEvents: 1, events: 1 });
  });

  test("leaves other rows and tables alone", () => {
    const tally = new Tally("public.tab1", plan);
    tally.see({ ...event(0), table: "public.other" });
    tally.see({ ...event(0), after: { id: 1, name: "Ada" } });
    expect(tally.count(0)).toMatchObject({ events: 0, duplicates: 0 });
  });
});

describe("every part broken in turn", () => {
  const cdc = new Cdc({ brokers: "all" });
  afterAll(() => cdc.close());

  test("nothing is missing but what a lost slot takes along, and that is said", async () => {
    const args = ["--once", "--app", "test/rehearsal/apps/faults.ts", "--fault", "all"];
    const size = ["--changes", "1000", "--rate", "300", "--outage", "1"];
    const { code, stdout, stderr } = await cdc.run(["start", ...args, ...size]);
    for (const fault of ["broker", "connect", "postgres", "network"]) {
      expect(stdout).toMatch(
        new RegExp(`fault ${fault}: nothing missing\\n +changes written +1000\\n`),
      );
    }
    const repeated = Number(/duplicated +(\d+)/.exec(stdout.split("fault connect:")[1] ?? "")?.[1]);
    // a second's worth: a worker that commits its offsets once a minute would repeat the whole half
    expect(repeated).toBeLessThanOrEqual(300);
    expect(stdout).toContain("replication slot kafka_pg_source is gone");
    expect(stdout).toMatch(/fault slot: \d+ changes MISSING/);
    const [, stale, ghosts] =
      /out of date +(\d+) rows at consumers, (\d+) of them deleted/.exec(stdout) ?? [];
    expect(stale).toBe(ghosts);
    expect(stderr).toMatch(
      /fault slot: \d+ of 1000 changes are missing .*; the connector took a new snapshot, which gave every row's present state; let consumers drop/,
    );
    expect(code).toBe(1);
    expect(cdc.engines()).toEqual([]);
    expect(cdc.leftSomething).toBe(false);
  });
});
