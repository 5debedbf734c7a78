import { judgeSlot, pluginOf, type Slot } from "../../../src/verify/checks/slot";

const mb = 2 ** 20;

describe("a slot", () => {
  const slot: Slot = {
    active: true,
    plugin: "pgoutput",
    database: "defaultdb",
    isTemporary: false,
    walStatus: "reserved",
    invalidation: null,
    behind: 0,
    held: 0,
  };
  const wanted = (maxLagMb: number) => ({ plugin: "pgoutput", database: "defaultdb", maxLagMb });
  const judged = (change: Partial<Slot>, maxLagMb = 1_024) =>
    judgeSlot("shop", { ...slot, ...change }, wanted(maxLagMb));

  it("is well up to the limit, by what is confirmed and by what is held", () => {
    expect(judged({ behind: 8 * mb, held: 10 * mb }, 10)).toEqual({
      verdict: "ok",
      what: "slot shop",
      figure: "active, 8.0 MB behind, 10.0 MB of log held",
    });
    expect(judged({ behind: 8 * mb, held: 10 * mb + 1 }, 10)).toMatchObject({
      verdict: "failed",
      figure: "8.0 MB behind, 10.0 MB of log held, at most 10 MB (--max-lag-mb)",
    });
    expect(judged({ behind: 10 * mb }, 10).verdict).toBe("ok");
    expect(judged({ behind: 10 * mb + 1 }, 10).verdict).toBe("failed");
  });

  it.each([
    [{ active: false }, /^is not active, nobody reads it: 0.0 MB behind/],
    [{ walStatus: "unreserved" }, /^is about to be lost \(wal_status unreserved\)/],
    [{ walStatus: "lost", held: null }, /^is invalid \(wal_status lost\): PostgreSQL no longer/],
    [{ invalidation: "idle_timeout" }, /^is invalid \(idle_timeout\): PostgreSQL no longer/],
    [{ isTemporary: true }, /^is temporary: it is lost with its session/],
    [{ plugin: null }, /^is a physical slot: the connector needs a logical one/],
    [
      { plugin: "wal2json" },
      /^reads by plugin wal2json, the connector by pgoutput \(plugin\.name\); name another slot/,
    ],
    [{ database: "other" }, /^belongs to database other, the connector reads defaultdb; name/],
  ])("fails as %j", (change, figure) => {
    expect(judged(change)).toMatchObject({
      verdict: "failed",
      figure: expect.stringMatching(figure),
    });
  });

  it("is read by the plugin of plugin.name, which has a default and once had modes", () => {
    expect(pluginOf({})).toBe("decoderbufs");
    expect(pluginOf({ "plugin.name": "pgoutput" })).toBe("pgoutput");
    expect(pluginOf({ "plugin.name": "wal2json_rds_streaming" })).toBe("wal2json");
  });

  it("that holds more than usual and is safe is well", () => {
    expect(judged({ walStatus: "extended" }).verdict).toBe("ok");
  });

  it("may be missing", () => {
    expect(judgeSlot("shop", undefined, wanted(1))).toEqual({
      verdict: "failed",
      what: "slot shop",
      figure:
        "is not there: the connector misses changes until it creates it again, and must then take a new snapshot",
    });
  });
});
