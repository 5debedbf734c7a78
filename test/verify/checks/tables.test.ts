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
    const { missing } = capturedTables({ "table.include.list": "public.a,public.c,x.*" }, all);
    expect(missing).toEqual(["public.c"]);
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
