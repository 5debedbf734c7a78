import { judgeConnector } from "../../src/verify/checks/connector";
import { judgeSlot, type Slot } from "../../src/verify/checks/slot";
import {
  capturedTables,
  judgeIdentity,
  judgePublication,
  type Table,
} from "../../src/verify/checks/tables";

const mb = 2 ** 20;

describe("a slot", () => {
  const slot: Slot = {
    active: true,
    walStatus: "reserved",
    invalidation: null,
    behind: 0,
    held: 0,
  };
  const judged = (change: Partial<Slot>, maxLagMb = 1_024) =>
    judgeSlot("shop", { ...slot, ...change }, maxLagMb);

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
  ])("fails as %j", (change, figure) => {
    expect(judged(change)).toMatchObject({
      verdict: "failed",
      figure: expect.stringMatching(figure),
    });
  });

  it("that holds more than usual and is safe is well", () => {
    expect(judged({ walStatus: "extended" }).verdict).toBe("ok");
  });

  it("may be missing", () => {
    expect(judgeSlot("shop", undefined, 1)).toEqual({
      verdict: "failed",
      what: "slot shop",
      figure:
        "is not there: the connector misses what changes until it makes it anew, and must then take a new snapshot",
    });
  });
});

const table = (name: string, change: Partial<Table> = {}): Table => ({
  name,
  identity: "f",
  hasKey: true,
  isPublished: true,
  ...change,
});

describe("captured tables", () => {
  const all = ["public.a", "public.b", "public.ab", "other.a"].map((name) => table(name));
  const names = (config: Record<string, string>) =>
    capturedTables(config, all).captured.map(({ name }) => name);

  it("are what the lists take: whole names, whatever their case, and expressions", () => {
    expect(names({ "table.include.list": "public.a, PUBLIC.B" })).toEqual(["public.a", "public.b"]);
    expect(names({ "table.include.list": "public\\.a.*" })).toEqual(["public.a", "public.ab"]);
    expect(names({ "table.exclude.list": "public\\..*" })).toEqual(["other.a"]);
    expect(names({ "schema.include.list": "other" })).toEqual(["other.a"]);
    expect(names({ "schema.exclude.list": "other", "table.exclude.list": "public.a" })).toEqual([
      "public.b",
      "public.ab",
    ]);
    expect(names({})).toHaveLength(4);
  });

  it("may be named and missing", () => {
    const { missing } = capturedTables({ "table.include.list": "public.a,public.c,x.*" }, all);
    expect(missing).toEqual(["public.c"]);
  });
});

describe("a publication", () => {
  const judged = (captured: Table[], missing: string[] = [], isThere = true) =>
    judgePublication("shop", isThere, { captured, missing });

  it("is well with every captured table in it", () => {
    expect(judged([table("public.a")]).figure).toBe("holds the captured table");
    expect(judged([table("public.a"), table("public.b")])).toEqual({
      verdict: "ok",
      what: "publication shop",
      figure: "holds all 2 captured tables",
    });
  });

  it("fails with a table left out, missing, or none at all", () => {
    const left = table("public.b", { isPublished: false });
    expect(judged([table("public.a"), left])).toEqual({
      verdict: "failed",
      what: "publication shop",
      figure:
        "does not hold public.b: their changes are not captured; ALTER PUBLICATION … ADD TABLE public.b",
    });
    expect(judged([table("public.a")], ["public.c"]).figure).toBe(
      "public.c is captured and does not exist",
    );
    expect(judged([])).toMatchObject({ verdict: "failed", figure: "no table is captured" });
    expect(judged([table("public.a")], [], false).figure).toBe(
      "is not there: no change reaches the connector; `npx cdc sql` prints it",
    );
  });
});

describe("the replica identity", () => {
  const judged = (...changes: Partial<Table>[]) =>
    judgeIdentity(changes.map((change, at) => table(`public.t${at}`, change)));

  it("is well where the whole row before is told", () => {
    expect(judged({}, { hasKey: false })).toEqual([
      {
        verdict: "ok",
        what: "replica identity",
        figure: "full: updates and deletes tell the whole row before",
      },
    ]);
  });

  it("is worth a warning as a key or an index, and as none", () => {
    expect(judged({ identity: "d" }, { identity: "i", hasKey: false })).toEqual([
      {
        verdict: "warning",
        what: "replica identity",
        figure:
          "of public.t0, public.t1 is a key: updates and deletes tell no other column of the row before; ALTER TABLE … REPLICA IDENTITY FULL if you need them",
      },
    ]);
    expect(judged({ identity: "d", hasKey: false }, { identity: "n" }, {})).toEqual([
      {
        verdict: "warning",
        what: "replica identity",
        figure:
          "of public.t0, public.t1 is none: PostgreSQL refuses their updates and deletes while they are published; ALTER TABLE … REPLICA IDENTITY FULL, or DEFAULT with a primary key",
      },
    ]);
  });
});

describe("a connector", () => {
  const judged = (state: string, ...tasks: [state: string, trace?: string][]) =>
    judgeConnector("shop", {
      status: 200,
      connector: {
        name: "shop",
        connector: { state, worker_id: "w" },
        tasks: tasks.map(([task, trace], id) => ({ id, state: task, worker_id: "w", trace })),
      } as never,
    });

  it("is well when it runs with all of its tasks", () => {
    expect(judged("RUNNING", ["RUNNING"], ["RUNNING"]).map(({ verdict }) => verdict)).toEqual([
      "ok",
      "ok",
      "ok",
    ]);
  });

  it("is reported with the deepest cause of what failed, and the remedy", () => {
    const trace = [
      "org.apache.kafka.connect.errors.ConnectException: The connector will be stopped.",
      "\tat Some.java:1",
      'Caused by: org.postgresql.util.PSQLException: ERROR: replication slot "shop" does not exist',
      "\t... 5 more",
    ].join("\n");
    expect(judged("RUNNING", ["RUNNING"], ["FAILED", trace])[2]).toEqual({
      verdict: "failed",
      what: "task 1",
      figure:
        'FAILED: PSQLException: ERROR: replication slot "shop" does not exist; restart the connector, which makes the slot anew; changes since it was dropped are missing, so reset its offsets to take a new snapshot',
    });
  });

  it.each(["PAUSED", "STOPPED"])("%s captures nothing", (state) => {
    expect(judged(state, [state]).map(({ verdict }) => verdict)).toEqual(["failed", "failed"]);
  });

  it("without a task captures nothing", () => {
    expect(judged("RUNNING")[1]).toEqual({
      verdict: "failed",
      what: "task",
      figure: "there is none: nothing is captured",
    });
  });

  it.each([
    [404, /^is not known to Kafka Connect; deploy it$/],
    [401, /refuses the state's user and password/],
    [500, /^Kafka Connect answers 500$/],
  ])("is told what an answer with %i means", (status, figure) => {
    expect(judgeConnector("shop", { status })[0]?.figure).toMatch(figure);
  });
});
