import { judgePublication, type Publication } from "../../../src/verify/checks/publication";
import type { CapturedTables, Table } from "../../../src/verify/checks/tables";
import { table } from "../table";

describe("a publication", () => {
  const publication: Publication = {
    publishes: ["insert", "update", "delete", "truncate"],
    rowFilters: new Map(),
    withColumnList: [],
    isViaRoot: false,
  };
  const judged = (
    captured: Table[],
    more: Partial<CapturedTables> = {},
    change: Partial<Publication> = {},
    config: Record<string, string> = {},
  ) =>
    judgePublication(
      "shop",
      { ...publication, ...change },
      { captured, missing: [], ...more },
      config,
    );
  const a = table("public.a");

  it("is well with every captured table in it", () => {
    expect(judged([a]).map(({ figure }) => figure)).toEqual(["holds the captured table"]);
    expect(judged([a, table("public.b")])).toEqual([
      { verdict: "ok", what: "publication shop", figure: "holds all 2 captured tables" },
    ]);
  });

  it("fails with a table left out, missing, or none at all", () => {
    const left = table("public.b", { isPublished: false });
    expect(judged([a, left])).toEqual([
      {
        verdict: "failed",
        what: "publication shop",
        figure:
          "does not hold public.b: their changes are not captured; ALTER PUBLICATION … ADD TABLE public.b",
      },
    ]);
    expect(judged([a], { missing: ["public.c"] })[0]?.figure).toBe(
      "public.c is captured and does not exist",
    );
    expect(judged([])).toMatchObject([{ verdict: "failed", figure: "no table is captured" }]);
    expect(judgePublication("shop", undefined, { captured: [a], missing: [] })).toMatchObject([
      { figure: "is not there: no change reaches the connector; `npx cdc sql` prints it" },
    ]);
  });

  it("fails with a partitioned table, unless its changes come under its own name", () => {
    const partitioned = ["public.a"];
    expect(judged([a], { partitioned })).toEqual([
      {
        verdict: "failed",
        what: "publication shop",
        figure:
          "publishes changes of public.a under the names of partitions, which are not captured; ALTER PUBLICATION shop SET (publish_via_partition_root = true)",
      },
    ]);
    expect(judged([a], { partitioned }, { isViaRoot: true })[0]?.verdict).toBe("ok");
  });

  it("fails with what is never captured: a view, an entry that matches nothing, a name beyond ASCII", () => {
    const figure = (...args: Parameters<typeof judged>) => judged(...args)[0]?.figure;
    expect(figure([], { views: ["public.v"] })).toBe(
      "public.v is a view, of which PostgreSQL publishes no change; capture its tables",
    );
    expect(figure([a], { unmatched: ["public.b$c"] })).toBe(
      "public.b$c of table.include.list matches no table; correct it, or remove it",
    );
    expect(figure([a, table("public.größe")])).toBe(
      "public.größe is not named in ASCII: Debezium captures its snapshot and no change; ALTER TABLE … RENAME TO …, with a view under the old name",
    );
    expect(judged([table("public.~")])[0]?.verdict).toBe("ok");
  });

  it("fails without the table of the signals", () => {
    expect(judged([a], { unpublishedSignals: "public.signals" })).toMatchObject([
      { verdict: "failed", figure: expect.stringContaining("no signal reaches the connector") },
    ]);
  });

  const all = ["insert", "update", "delete", "truncate"] as const;

  it.each(["insert", "update", "delete"] as const)("fails if it does not publish %s", (kind) => {
    const publishes = all.filter((each) => each !== kind);
    expect(judged([a], {}, { publishes })).toMatchObject([
      {
        verdict: "failed",
        figure: `does not publish ${kind}: the connector misses them; ALTER PUBLICATION … SET (publish = 'insert, update, delete, truncate'), or leave them out with skipped.operations`,
      },
    ]);
  });

  it("may leave out what the connector skips, by default truncations", () => {
    const publishes = ["insert", "update", "delete"] as const;
    expect(judged([a], {}, { publishes })[0]?.verdict).toBe("ok");
    const taken = judged([a], {}, { publishes }, { "skipped.operations": "none" });
    expect(taken[0]?.figure).toMatch(/^does not publish truncate: /);
    const skipped = judged([a], {}, { publishes: ["insert"] }, { "skipped.operations": "u,d,t" });
    expect(skipped[0]?.verdict).toBe("ok");
  });

  it("is worth a warning with a row filter or a column list of a captured table", () => {
    const cut = {
      rowFilters: new Map([["public.a", "(id > 1)"]]),
      withColumnList: ["public.a"],
    };
    expect(judged([a], {}, cut).map(({ verdict, figure }) => [verdict, figure])).toEqual([
      ["ok", "holds the captured table"],
      ["warning", expect.stringMatching(/^filters rows of public\.a \(\(id > 1\)\): /)],
      ["warning", expect.stringMatching(/^publishes some columns only of public\.a: /)],
    ]);
    expect(judged([table("public.b")], {}, cut)).toHaveLength(1);
  });
});
