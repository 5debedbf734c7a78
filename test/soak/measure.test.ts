import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskGrowth } from "../../tools/soak/measure/disk-growth";
import { diskUse, partOf } from "../../tools/soak/measure/disk";
import { memoryOf, verdictOf } from "../../tools/soak/measure/memory";
import { processTable, takenBy } from "../../tools/soak/measure/process-tree";
import type { Sample } from "../../tools/soak/measure/sampler";
import { commonSlope, type Point } from "../../tools/soak/measure/slope";

/** The same noise in every run of the test, between -1 and 1. */
function noise(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (2 * state) / 2_147_483_647 - 1;
  };
}

const line = (slope: number, level: number, group: number, from = 0): Point[] =>
  Array.from({ length: 60 }, (_, at) => {
    const hours = from + at / 60;
    return { hours, value: level + slope * hours, group };
  });

describe("the slope", () => {
  test("of a line is its own, without a margin", () => {
    const fit = commonSlope(line(5, 100, 1));
    expect(fit?.slope).toBeCloseTo(5);
    expect(fit?.margin).toBeCloseTo(0);
  });

  test("is one for all groups, whatever level each has", () => {
    expect(commonSlope([...line(5, 100, 1), ...line(5, 40, 2, 1)])?.slope).toBeCloseTo(5);
    // each begins where the one before began: nothing grows from life to life
    expect(commonSlope([...line(0, 100, 1), ...line(0, 300, 2, 1)])?.slope).toBeCloseTo(0);
  });

  test("has the textbook's error where the rests are independent", () => {
    const next = noise();
    const points = line(2, 50, 1).map((point) => ({ ...point, value: point.value + next() }));
    const fit = commonSlope(points);
    // variance of the noise 1/3, of the hours (60² - 1) / 12 / 60²
    const textbook = 2 * Math.sqrt(1 / 3 / (60 * (3_599 / 12 / 3_600)));
    expect(fit?.margin).toBeGreaterThan(textbook * 0.8);
    expect(fit?.margin).toBeLessThan(textbook * 1.5);
    expect(Math.abs((fit?.slope ?? 0) - 2)).toBeLessThan(fit?.margin ?? 0);
  });

  test("has a wider margin where neighbours are alike", () => {
    const next = noise();
    let level = 0;
    const walk = line(0, 50, 1).map((point) => {
      level = 0.9 * level + next();
      return { ...point, value: level };
    });
    const mixed = walk.map((point, at) => ({ ...point, value: walk[(at * 37) % 60]?.value ?? 0 }));
    const [alike, apart] = [commonSlope(walk)?.margin ?? 0, commonSlope(mixed)?.margin ?? 0];
    expect(alike).toBeGreaterThan(2 * apart);
  });

  test("is unknown of too few points", () => {
    expect(commonSlope([])).toBeUndefined();
    expect(commonSlope(line(5, 100, 1).slice(0, 2))).toBeUndefined();
  });
});

describe("the verdict on memory", () => {
  test("is decided by the interval against a tenth an hour, or 8 MB", () => {
    expect(verdictOf({ slope: 15, margin: 5 }, 200)).toBe("flat");
    expect(verdictOf({ slope: 15.1, margin: 5 }, 200)).toBe("undecided");
    expect(verdictOf({ slope: 25, margin: 5 }, 200)).toBe("undecided");
    expect(verdictOf({ slope: 25.1, margin: 5 }, 200)).toBe("grows");
    expect(verdictOf({ slope: 8, margin: 0 }, 10)).toBe("flat");
    expect(verdictOf({ slope: -50, margin: 5 }, 200)).toBe("flat");
  });
});

const disk = { "Kafka's logs": 0, "PostgreSQL's WAL": 0, "PostgreSQL's data": 0, "all else": 0 };

/** A sample every 10 s; a process that is restarted at minute 20. */
function samples(minutes: number, mb: (minute: number) => number): Sample[] {
  const next = noise();
  return Array.from({ length: minutes * 6 }, (_, at) => {
    const minute = at / 6;
    const bytes = (mb(minute) + next()) * 1e6;
    const [pid, cpuSeconds] = minute < 20 ? [1, at] : [2, at - 120];
    return {
      ...{ minutes: minute, lag: 0 },
      processes: [{ name: "Kafka broker 1", pid, bytes, cpuSeconds }],
      disk: { ...disk, "Kafka's logs": mb(minute) * 1e6 },
    };
  });
}

describe("the memory of a process", () => {
  test("is flat where it fills in the first minutes of each life alone", () => {
    const sinceStart = (minute: number) => (minute < 20 ? minute : minute - 20);
    const filling = (minute: number) => 200 + 20 * Math.min(5, sinceStart(minute));
    const [memory] = memoryOf(samples(60, filling), 60);
    expect(memory).toMatchObject({ name: "Kafka broker 1", lives: 2, verdict: "flat" });
    expect(memory?.cpuSeconds).toBe(119 + 239);
    expect(memory?.startMb).toBeCloseTo(300, 0);
    expect(memory?.endMb).toBeCloseTo(300, 0);
  });

  test("grows where it leaks", () => {
    const [memory] = memoryOf(
      samples(60, (minute) => 100 + minute),
      60,
    );
    expect(memory?.verdict).toBe("grows");
    expect(memory?.slope).toBeCloseTo(60, 0);
  });

  /** A process that is started anew every 15 minutes, and takes 50 MB more after 10 of them. */
  const restarted = (leak: number) =>
    samples(60, (minute) => 100 + (minute % 15 >= 10 ? 50 : 0) + leak * minute).map((sample) => ({
      ...sample,
      processes: sample.processes.map((each) => ({
        ...each,
        pid: Math.floor(sample.minutes / 15),
      })),
    }));

  test("is compared at the same age where it was started often", () => {
    const [flat] = memoryOf(restarted(0), 60);
    expect(flat).toMatchObject({ lives: 4, verdict: "flat" });
    expect(flat?.slope).toBeCloseTo(0, 0);
    const [leaks] = memoryOf(restarted(1), 60);
    expect(leaks).toMatchObject({ lives: 4, verdict: "grows" });
    expect(leaks?.slope).toBeCloseTo(60, 0);
  });

  test("is undecided after a short run", () => {
    const [memory] = memoryOf(
      samples(10, (minute) => 100 + minute),
      10,
    );
    expect(memory?.verdict).toBe("undecided");
  });
});

describe("the disk", () => {
  const verdictAt = (minutes: number, mb: (minute: number) => number) =>
    diskGrowth(samples(minutes, mb), minutes).find(({ part }) => part === "Kafka's logs")?.verdict;

  test("is bounded where it goes up and down", () => {
    expect(verdictAt(60, (minute) => 200 + 40 * (minute % 5))).toBe("bounded");
  });

  test("grows where nothing is deleted", () => {
    expect(verdictAt(60, (minute) => 50 * minute)).toBe("grows");
  });

  test("is undecided after a short run", () => {
    expect(verdictAt(20, (minute) => 50 * minute)).toBe("undecided");
  });

  test("is divided by what the engines keep where", () => {
    const of = (path: string) => partOf(`/run/services/p/s/${path}`);
    expect(of("broker-2/data/soak.public.soak-0/0.log")).toBe("Kafka's logs");
    expect(of("elsewhere/data/pg_wal/000000010000000000000001")).toBe("PostgreSQL's WAL");
    expect(of("data/base/5/1259")).toBe("PostgreSQL's data");
    expect(of("broker-2.log")).toBe("all else");
  });
});

const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("a process is measured by its share of memory and by its CPU", async () => {
  const self = { name: "self", pid: process.pid, withChildren: false };
  const table = await processTable();
  const taken = await takenBy(self, table);
  expect(taken?.bytes).toBeGreaterThan(10e6);
  expect(taken?.cpuSeconds).toBeGreaterThan(0.1);
  expect(await takenBy({ ...self, pid: 2 ** 30 }, table)).toBeUndefined();
});

onLinux("with its children it takes more", async () => {
  const child = spawn("sleep", ["60"]);
  try {
    const table = await processTable();
    const [alone, all] = await Promise.all(
      [false, true].map((withChildren) =>
        takenBy({ name: "self", pid: process.pid, withChildren }, table),
      ),
    );
    expect(table.get(child.pid ?? 0)).toBe(process.pid);
    expect(all?.bytes).toBeGreaterThan(alone?.bytes ?? Infinity);
  } finally {
    child.kill();
  }
});

test("a folder takes what its files take, those behind a link to elsewhere too", async () => {
  const [folder, elsewhere] = [
    mkdtempSync(join(tmpdir(), "soak-")),
    mkdtempSync(join(tmpdir(), "soak-")),
  ];
  try {
    mkdirSync(join(elsewhere, "data", "pg_wal"), { recursive: true });
    mkdirSync(join(folder, "broker-1", "data", "t-0"), { recursive: true });
    writeFileSync(join(elsewhere, "data", "pg_wal", "1"), Buffer.alloc(64 * 1024, 1));
    writeFileSync(join(folder, "broker-1", "data", "t-0", "0.log"), Buffer.alloc(128 * 1024, 1));
    symlinkSync(elsewhere, join(folder, "elsewhere"));
    symlinkSync(elsewhere, join(folder, "other")); // none of the rehearsal's
    const use = await diskUse(folder);
    expect(use["PostgreSQL's WAL"]).toBeGreaterThanOrEqual(64 * 1024);
    expect(use["PostgreSQL's WAL"]).toBeLessThan(128 * 1024);
    expect(use["Kafka's logs"]).toBeGreaterThanOrEqual(128 * 1024);
    expect(await diskUse(join(folder, "not-there"))).toEqual(disk);
  } finally {
    for (const each of [folder, elsewhere]) rmSync(each, { recursive: true, force: true });
  }
});
