import type { ChangeEvent } from "../../src/rehearsal/demonstration/change-event";
import { batchSize, ChangePlan } from "../../src/rehearsal/faults/changes";
import { SeenNumbers } from "../../tools/soak/load/seen-numbers";
import { SoakTally } from "../../tools/soak/load/tally";

const plan = new ChangePlan(1_000, 20);
const size = 200;
const all = Array.from({ length: size }, (_, number) => number);
const row = { key: 1_000 };
const insert = plan.numberOf({ ...row, operation: "insert" });
const update = plan.numberOf({ ...row, operation: "update" });
const removal = plan.numberOf({ ...row, operation: "delete" });
const others = all.filter((number) => plan.at(number).key !== row.key);

/** The event of a change, committed at 0. */
function event(number: number, more: Partial<ChangeEvent> = {}): ChangeEvent {
  const { key, operation } = plan.at(number);
  return {
    ...{ topic: "t.public.soak", partition: 0, offset: BigInt(number), committedAt: 0 },
    ...{ table: "public.soak", operation },
    ...(operation === "delete"
      ? { before: { id: key } }
      : { after: { id: key, name: `change ${number}` } }),
    ...more,
  };
}

function tallied(seen: readonly number[], written = size): SoakTally {
  const tally = new SoakTally("public.soak", plan);
  tally.wrote(written);
  for (const number of seen) tally.see(event(number), 0);
  return tally;
}

function counted(seen: readonly number[], written = size) {
  const { missing, duplicated, outOfOrder } = tallied(seen, written).count();
  return { missing, duplicated, outOfOrder };
}

const none = { missing: 0, duplicated: 0, outOfOrder: 0 };

describe("the plan", () => {
  test("leads from number to change and back, for three kinds of change of each row", () => {
    for (const between of [20, 50]) {
      const plan = new ChangePlan(7, between);
      for (let number = 0; number < 500; number++) {
        expect(plan.numberOf(plan.at(number))).toBe(number);
      }
    }
  });

  test("has no row twice in a transaction, and an insert in each", () => {
    const plan = new ChangePlan(0, 5_000);
    for (const first of [0, 4_980, 5_000, 14_980, 15_000, 1_000_000]) {
      const changes = Array.from({ length: batchSize }, (_, nth) => plan.at(first + nth));
      expect(new Set(changes.map(({ key }) => key)).size).toBe(batchSize);
      expect(changes.some(({ operation }) => operation === "insert")).toBe(true);
    }
  });
});

describe("the tally of a soak", () => {
  test("finds nothing wrong with a stream that is whole", () => {
    expect(counted(all)).toEqual(none);
  });

  test("counts a lost change, whichever it is", () => {
    for (const lost of [insert, update, removal, size - 1]) {
      expect(counted(all.filter((number) => number !== lost))).toEqual({ ...none, missing: 1 });
    }
  });

  test("counts a lost change no more once it arrives late", () => {
    const tally = tallied(all.filter((number) => number !== removal));
    tally.see(event(removal));
    expect(tally.count()).toMatchObject(none);
  });

  test("counts a doubled event", () => {
    expect(counted([...all, size - 1])).toEqual({ ...none, duplicated: 1 });
  });

  test("counts a change that first comes after a later one of its row", () => {
    expect(counted([...others, update, insert, removal])).toEqual({ ...none, outOfOrder: 1 });
    expect(counted([...others, insert, removal, update])).toMatchObject({ missing: 0 });
    expect(counted([...others, insert, removal, update]).outOfOrder).toBeGreaterThan(0);
  });

  test("takes changes of different rows in any order", () => {
    const [one = 0, other = 0] = [others[0], others[1]];
    expect(counted([other, one, ...all.filter((n) => n !== one && n !== other)])).toEqual(none);
  });

  test("takes a replay for duplicates, and a row that it leaves at an older change for disorder", () => {
    expect(counted([...all.slice(0, 150), ...all.slice(50)])).toEqual({ ...none, duplicated: 100 });
    expect(counted([...all, insert])).toEqual({ ...none, duplicated: 1, outOfOrder: 1 });
  });

  test("takes no snapshot for changes, and leaves out other tables and rows", () => {
    const tally = tallied(all.filter((number) => number !== insert));
    tally.see(event(insert, { operation: "snapshot" }));
    tally.see(event(insert, { table: "public.other" }));
    tally.see({ ...event(insert), after: { id: 1, name: "Ada" } });
    expect(tally.count()).toMatchObject({ missing: 1, snapshotEvents: 1, events: size - 1 });
  });

  test("counts what arrives before its commit is acknowledged", () => {
    const tally = tallied(all, 100);
    expect(tally.lag).toBe(0);
    tally.wrote(100);
    expect(tally.count()).toMatchObject({ written: 200, ...none });
  });

  test("gives each fault its own changes, duplicates, lag and time", () => {
    const tally = tallied(all.slice(0, 100), 100);
    tally.begin("broker");
    tally.broken(10_000);
    tally.wrote(60);
    tally.see(event(100, { committedAt: 10_000 }), 11_000); // prompt
    tally.see(event(101, { committedAt: 10_000 }), 14_000);
    tally.see(event(99), 0);
    tally.over();
    tally.see(event(102, { committedAt: 20_000 }), 25_000); // no longer by the fault
    tally.begin("connect");
    tally.wrote(40);
    const { stretches, ...total } = tally.count();
    expect(stretches).toMatchObject([
      { fault: undefined, written: 100, missing: 0, duplicated: 0, highestLag: 100 },
      {
        fault: "broker",
        written: 60,
        missing: 57,
        duplicated: 1,
        caughtUpMs: 4_000,
        highestLag: 60,
      },
      { fault: "connect", written: 40, missing: 40, duplicated: 0, caughtUpMs: 0, highestLag: 97 },
    ]);
    expect(total).toMatchObject({ written: 200, missing: 97, duplicated: 1, slowestMs: 5_000 });
  });

  test("knows what of a mark has not arrived, and since when", () => {
    const tally = tallied(all.slice(0, 50));
    tally.mark(100, 1_000);
    tally.see(event(60), 2_000);
    tally.see(event(150), 9_000);
    expect(tally.marked(10_000)).toEqual({ below: 100, unseen: 49, quietMs: 8_000 });
  });
});

describe("the numbers that were seen", () => {
  test("take no memory where they are whole, and a bitmap where one is lost", () => {
    const seen = new SeenNumbers();
    const lost = 70_000;
    for (let number = 0; number < 10 * 65_536; number++) if (number !== lost) seen.add(number);
    expect(seen.blocks).toBe(1);
    expect(seen.unseen(0, 10 * 65_536)).toBe(1);
    expect([seen.unseen(0, lost), seen.unseen(lost, lost + 1)]).toEqual([0, 1]);
    expect([seen.has(lost), seen.add(lost), seen.add(lost), seen.blocks]).toEqual([
      ...[false, true, false, 0],
    ]);
    expect(seen.add(3)).toBe(false);
    expect(seen.unseen(0, 11 * 65_536)).toBe(65_536);
  });
});
