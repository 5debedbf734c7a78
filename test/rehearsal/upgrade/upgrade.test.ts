import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lossesOf } from "../../../src/rehearsal/faults/report";
import { type UpgradeReport, upgradeReportLines } from "../../../src/rehearsal/upgrade/report";
import { Cdc } from "../support/cdc";

const report: UpgradeReport = {
  from: "3.1.0.Final",
  to: "3.5.2.Final",
  ...{ connector: "orders", slot: "orders", slotLosses: [], failures: [] },
  ...{ written: 4000, events: 4012, missing: 0, duplicates: 12, outOfOrder: 0 },
  ...{ staleRows: 0, ghostRows: 0, snapshotEvents: 0 },
  ...{ caughtUpMs: 9_000, longestMs: 6_420, silentMs: 5_040 },
};

describe("the report", () => {
  test("of a switch that lost nothing", () => {
    expect(upgradeReportLines(report)).toEqual([
      "upgrade of orders from Debezium 3.1.0.Final to 3.5.2.Final: nothing missing",
      "changes written  4000",
      "events seen      4012",
      "missing          0",
      "duplicated       12",
      "out of order     0  (for a key)",
      "without capture  5.0 s, the longest time between two events since the switch began",
      "caught up        9.0 s after the switch began; the slowest change took 6.4 s",
      "offsets          kept: no new snapshot, and replication slot orders is read on",
    ]);
    expect(lossesOf("upgrade to Debezium 3.5.2", report)).toEqual([]);
  });

  test("of a switch that lost changes", () => {
    const lost: UpgradeReport = {
      ...report,
      ...{ missing: 2, missingBetween: [7, 8], staleRows: 1, ghostRows: 1, snapshotEvents: 40 },
    };
    expect(upgradeReportLines(lost)).toEqual([
      "upgrade of orders from Debezium 3.1.0.Final to 3.5.2.Final: 2 changes MISSING",
      "changes written  4000",
      "events seen      4012",
      "missing          2 (numbers 7 to 8, all of them)",
      "out of date      1 rows at consumers, 1 of them deleted meanwhile; the present state of the other rows arrived",
      "duplicated       12",
      "out of order     0  (for a key)",
      "without capture  5.0 s, the longest time between two events since the switch began",
      "caught up        never; the slowest change took 6.4 s",
      "offsets          NOT kept: a new snapshot sent 40 events",
    ]);
    expect(lossesOf("upgrade to Debezium 3.5.2", lost)).toEqual([
      "upgrade to Debezium 3.5.2: 2 of 4000 changes are missing (numbers 7 to 8, all of them)",
    ]);
  });

  test("of a switch on which the slot went", () => {
    const lines = upgradeReportLines({ ...report, slotLosses: ["slot orders is gone"] });
    expect(lines.slice(-2)).toEqual([
      "offsets          NOT kept: the replication slot was lost",
      "slot             slot orders is gone",
    ]);
  });
});

describe("from 3.1.0 to 3.5.2", () => {
  const cdc = new Cdc();
  const temporary = mkdtempSync(join(tmpdir(), "aiven-cdc-upgrade-"));
  chmodSync(temporary, 0o755); // PostgreSQL runs as another user than root
  afterAll(async () => {
    await cdc.close();
    rmSync(temporary, { recursive: true });
  });

  test("nothing of a stream is missing, and the offsets are kept", async () => {
    const app = ["--app", "test/rehearsal/apps/faults.ts", "--changes", "4000"];
    const { code, stdout, stderr } = await cdc.run(["upgrade", "--debezium", "3.5.2", ...app], {
      TMPDIR: temporary,
    });
    expect([code, stderr.replace(/^- .*\n/gm, "")]).toEqual([0, ""]);
    const at = (text: string) => stdout.indexOf(text);
    expect(at("connector kafka-pg-source: Debezium 3.1.0 to 3.5.2, no property")).toBeGreaterThan(
      0,
    );
    expect(at("connector kafka-pg-source: ")).toBeLessThan(at("PostgreSQL for "));
    expect(stdout).toMatch(
      /upgrade of \S+ from Debezium 3\.1\.0\.Final to 3\.5\.2\.Final: nothing/,
    );
    expect(stdout).toMatch(/changes written {2}4000\n/);
    expect(stdout).toMatch(/missing {10}0\n/);
    expect(stdout).toMatch(/out of order {5}0 /);
    const [, seconds] = /without capture {2}(\d+\.\d) s/.exec(stdout) ?? [];
    // a stream that the switch did not interrupt was not under way
    expect(Number(seconds)).toBeGreaterThan(0.25);
    expect(stdout).toMatch(/offsets {10}kept: no new snapshot/);
    expect(readdirSync(cdc.folder)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
    expect(cdc.engines()).toEqual([]);
  });
});
