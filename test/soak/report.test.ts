import type { Machine } from "../../tools/bench/report/machine";
import type { StretchCount } from "../../tools/soak/load/tally";
import type { DiskGrowth } from "../../tools/soak/measure/disk-growth";
import type { Memory } from "../../tools/soak/measure/memory";
import { findings } from "../../tools/soak/report/findings";
import { soakPage } from "../../tools/soak/report/page";
import { columns, soakJson, soakOf } from "../../tools/soak/report/samples";
import type { SoakRun } from "../../tools/soak/soak";

const stretch: StretchCount = {
  ...{ written: 60_000, missing: 0, duplicated: 0, outOfOrder: 0 },
  ...{ caughtUpMs: 0, slowestMs: 80, highestLag: 120 },
};
const broken: StretchCount = {
  ...{ ...stretch, fault: "connect", duplicated: 40 },
  ...{ caughtUpMs: 12_340, slowestMs: 9_876, highestLag: 18_765 },
};

const run: SoakRun = {
  options: { minutes: 1, rate: 2_000, faultEvery: 0.5, outage: 3 },
  count: {
    ...{ stretches: [stretch, broken], written: 120_000, events: 120_040 },
    ...{ missing: 0, duplicated: 40, outOfOrder: 0, slowestMs: 9_876, highestLag: 18_765 },
    snapshotEvents: 0,
  },
  breaks: [{ fault: "connect", atMinutes: 0.5, failures: [] }],
  seconds: 60.1,
  samples: [
    {
      ...{ minutes: 0.001, lag: 3 },
      processes: [{ name: "Kafka Connect", pid: 7, bytes: 200_123_456, cpuSeconds: 4.5 }],
      disk: {
        "Kafka's logs": 1e6,
        "PostgreSQL's WAL": 2e6,
        "PostgreSQL's data": 3e6,
        "all else": 0,
      },
    },
    {
      ...{ minutes: 0.5, lag: 0, processes: [] },
      disk: {
        "Kafka's logs": 2e6,
        "PostgreSQL's WAL": 2e6,
        "PostgreSQL's data": 3e6,
        "all else": 0,
      },
    },
  ],
  slotLosses: [],
  failures: [],
};

const flat: Memory = {
  ...{ name: "Kafka Connect", startMb: 200.4, endMb: 204.6, highestMb: 230, lives: 2 },
  ...{ slope: -1.23, margin: 2.5, cpuSeconds: 61.5, verdict: "flat" },
};

const bounded: DiskGrowth = {
  ...{ part: "Kafka's logs", highestMb: 400, firstHalfMb: 390, secondHalfMb: 400 },
  verdict: "bounded",
};

const machine: Machine = {
  ...{ cores: 2, processor: "a processor", memoryGib: 8, os: "Linux 6" },
  versions: { node: "22.1.0", kafka: "4.2.2" },
};

const pageOf = (memory: readonly Memory[], disk: readonly DiskGrowth[], of = run) =>
  soakPage({
    ...{ run: of, memory, disk, machine, day: "2026-11-26" },
    findings: findings(of, memory, disk),
  });

describe("the findings", () => {
  test("are none when all is well, or not decided", () => {
    expect(findings(run, [flat, { ...flat, verdict: "undecided" }], [bounded])).toEqual([]);
  });

  test("name everything that broke", () => {
    const worse: SoakRun = {
      ...{ ...run, seconds: 70, slotLosses: ["slot soak is gone"], failures: ["boom"] },
      count: { ...run.count, missing: 2, outOfOrder: 1, snapshotEvents: 5 },
    };
    const grows: Memory = { ...flat, slope: 40, margin: 2, verdict: "grows" };
    expect(findings(worse, [grows], [{ ...bounded, secondHalfMb: 700, verdict: "grows" }])).toEqual(
      [
        "2 of 120000 changes are missing",
        "1 changes came after a later one of their row",
        "the connector took a new snapshot: 5 events",
        "slot soak is gone",
        "the connector failed and does not recover: boom",
        "memory of Kafka Connect grows by 40.0 ± 2.0 MB an hour",
        "the disk of Kafka's logs grows: up to 390 MB in the first half, up to 700 MB in the second",
        "1714 changes a second were written, 2000 were asked for",
      ],
    );
  });
});

describe("the page", () => {
  test("has the verdict, a row for each fault, each process and each part of the disk", () => {
    const page = pageOf([flat], [bounded]);
    expect(page).toContain("<!-- Written by `npm run soak`; change the code, not this page. -->");
    expect(page).toContain("Nothing is missing, memory is flat and the disk is bounded.");
    const rows = page.split("\n").map((line) => line.replace(/ +/g, " "));
    expect(rows).toContain("| changes written | 120,000 |");
    expect(rows).toContain("| a second, on the average | 1,997 |");
    expect(rows).toContain("| none yet | 0 | 60,000 | 0 | 0 | 0 | | 0.1 s | 120 |");
    expect(rows).toContain("| connect | 0.5 | 60,000 | 0 | 40 | 0 | 12.3 s | 9.9 s | 18,765 |");
    expect(rows).toContain(
      "| Kafka Connect | 2× | 200 MB | 205 MB | 230 MB | −1.2 ± 2.5 | 62 s | flat |",
    );
    expect(rows).toContain("| Kafka's logs | 400 MB | 390 MB | 400 MB | bounded |");
    expect(page).toContain("above 10 % of the process's mean an hour, or 8 MB where that is more");
    expect(page).toContain("On 2026-11-26. Measured on 2 cores (a processor), 8 GiB, Linux 6;");
  });

  test("names what a short run does not decide", () => {
    const page = pageOf([flat, { ...flat, name: "PostgreSQL", verdict: "undecided" }], [bounded]);
    expect(page).toContain(
      "nothing was seen to grow. Not decided by this run: memory of PostgreSQL.",
    );
  });

  test("begins with what broke, and calls a stretch with a loss never caught up", () => {
    const lost: SoakRun = {
      ...run,
      count: { ...run.count, missing: 1, stretches: [stretch, { ...broken, missing: 1 }] },
    };
    const page = pageOf([flat], [bounded], lost);
    expect(page).toContain("**This broke:**\n\n- 1 of 120000 changes are missing");
    expect(page).toMatch(/\| connect .*\| never /);
  });
});

describe("the samples", () => {
  test("are columns, with null where a process was away", () => {
    expect(columns(run.samples)).toEqual({
      minutes: [0, 0.5],
      lag: [3, 0],
      memoryMb: { "Kafka Connect": [200.1, null] },
      cpuSeconds: { "Kafka Connect": [4.5, null] },
      pids: { "Kafka Connect": [7, null] },
      diskMb: {
        "Kafka's logs": [1, 2],
        "PostgreSQL's WAL": [2, 2],
        "PostgreSQL's data": [3, 3],
        "all else": [0, 0],
      },
    });
  });

  test("are read again as they were written", () => {
    const [first, ...others] = run.samples;
    const rounded = {
      ...{ ...first, minutes: 0 },
      processes: [{ name: "Kafka Connect", pid: 7, bytes: 200_100_000, cpuSeconds: 4.5 }],
    };
    const written = soakJson({ run, memory: [], disk: [], findings: [], day: "d", machine });
    const again = soakOf(written);
    expect(again).toEqual({ day: "d", machine, run: { ...run, samples: [rounded, ...others] } });
  });

  test("are written a column a line, as JSON", () => {
    const report = { run, memory: [flat], disk: [bounded], findings: [], day: "d", machine };
    const text = soakJson(report);
    expect(text).toContain('"Kafka Connect": [200.1,null]');
    expect(JSON.parse(text)).toMatchObject({
      day: "d",
      count: { written: 120_000 },
      samples: { lag: [3, 0] },
    });
  });
});
