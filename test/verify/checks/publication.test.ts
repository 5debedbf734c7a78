import { judgePublication, type Publication } from "../../../src/verify/checks/publication";
import type { Table } from "../../../src/verify/checks/tables";
import { table } from "../table";

describe("a publication", () => {
  const publication: Publication = {
    publishes: ["insert", "update", "delete", "truncate"],
    rowFilters: new Map(),
    withColumnList: [],
  };
  const judged = (
    captured: Table[],
    more: { missing?: string[]; unpublishedSignals?: string } = {},
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
