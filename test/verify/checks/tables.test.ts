import { capturedTables, judgeIdentity, type Table } from "../../../src/verify/checks/tables";
import { table } from "../table";

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

  it("include the table of the signals only for its being published", () => {
    const config = { "table.include.list": "public.a", "signal.data.collection": "public.b" };
    const of = (isPublished: boolean) =>
      capturedTables(config, [table("public.a"), table("public.b", { isPublished })]);
    expect(of(false)).toMatchObject({ unpublishedSignals: "public.b", missing: [] });
    expect(of(false).captured).toHaveLength(1);
    expect(of(true).unpublishedSignals).toBeUndefined();
  });

  it("may be named and missing", () => {
    const named = (list: string) => capturedTables({ "table.include.list": list }, all);
    expect(named("public.a,public.c,x.*,other\\..*")).toMatchObject({
      ...{ missing: ["public.c"], unmatched: ["x.*"] },
    });
    // a dollar that is not escaped is the name's end
    expect(named("public.a$b")).toMatchObject({ missing: [], unmatched: ["public.a$b"] });
    expect(named("public.a\\$b")).toMatchObject({ missing: ["public.a$b"], unmatched: [] });
  });

  it("are no views, which are named where the list has their names", () => {
    const view = table("public.v", { isView: true, isPublished: false });
    const of = (list: string) =>
      capturedTables({ "table.include.list": list }, [table("public.a"), view]);
    expect(of("public.v")).toMatchObject({ captured: [], missing: [], views: ["public.v"] });
    expect(of("public\\..*")).toMatchObject({ captured: [{ name: "public.a" }], views: [] });
  });

  it("are partitioned in the end where a partition is not captured beside them", () => {
    const parts = ["public.log_1", "public.log_2"].map((name) =>
      table(name, { partitionOf: "public.log" }),
    );
    const of = (list: string) =>
      capturedTables({ "table.include.list": list }, [table("public.log"), ...parts]).partitioned;
    expect(of("public.log")).toEqual(["public.log"]);
    expect(of("public.log,public.log_1")).toEqual(["public.log"]);
    expect(of("public\\.log.*")).toEqual([]);
    expect(of("public.log_1")).toEqual([]);
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
        figure: "full: updates and deletes carry the whole previous row",
      },
    ]);
  });

  it("is worth a warning as a key or an index, and as none", () => {
    expect(judged({ identity: "d" }, { identity: "i", hasKey: false })).toEqual([
      {
        verdict: "warning",
        what: "replica identity",
        figure:
          "of public.t0, public.t1 is a key: updates and deletes carry no other column of the previous row; ALTER TABLE … REPLICA IDENTITY FULL if you need them",
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
