import { judgeAccess, type Role, type TableRights } from "../../../src/verify/checks/access";

const role: Role = { canLogin: true, canReplicate: true, canConnect: true, isExpired: false };
const rights = (name: string, change: Partial<TableRights> = {}): TableRights => ({
  ...{ name, usage: true, unreadable: [], columns: 2, privileges: ["SELECT"], hidesRows: false },
  ...change,
});
const judged = (
  tables: TableRights[],
  config: Record<string, string> = {},
  found: Role | undefined = role,
) =>
  judgeAccess({
    user: "cdc",
    role: found,
    rights: tables,
    captured: ["public.a", "public.b"],
    config,
  });
const figure = (...args: Parameters<typeof judged>) => {
  const [result] = judged(...args);
  return `${result?.verdict}: ${result?.figure}`;
};
const a = rights("public.a");

it("a user who may log in, replicate and read every captured table is well", () => {
  expect(judged([a, rights("public.b")])).toEqual([
    { verdict: "ok", what: "user cdc", figure: "may log in, replicate and read 2 captured tables" },
  ]);
});

it.each<[Partial<Role>, string]>([
  [{ canLogin: false }, 'failed: may not log in; ALTER ROLE "cdc" LOGIN'],
  [
    { canReplicate: false },
    'failed: may not replicate: it cannot read its slot; ALTER ROLE "cdc" REPLICATION',
  ],
  [
    { canConnect: false },
    'failed: may not connect to defaultdb; GRANT CONNECT ON DATABASE "defaultdb" TO "cdc"',
  ],
  [{ isExpired: true }, `failed: has an expired password; ALTER ROLE "cdc" VALID UNTIL 'infinity'`],
])("a role fails as %j", (change, expected) => {
  expect(figure([a], {}, { ...role, ...change })).toBe(expected);
});

it("a user who is not in PostgreSQL fails", () => {
  const results = judgeAccess({
    user: "cdc",
    role: undefined,
    rights: [],
    captured: [],
    config: {},
  });
  expect(results).toMatchObject([
    { verdict: "failed", figure: expect.stringContaining("does not exist in PostgreSQL") },
  ]);
});

it("SELECT that is missing fails, on the table and on a captured column", () => {
  expect(figure([a, rights("public.b", { unreadable: ["id", "note"] })])).toBe(
    'failed: may not read public.b: a snapshot fails; GRANT SELECT ON public.b TO "cdc"',
  );
  const partly = rights("public.b", { unreadable: ["note"] });
  expect(figure([partly])).toBe(
    'failed: may not read columns of public.b (note): a snapshot fails; GRANT SELECT on them to "cdc", or leave them out with column.exclude.list',
  );
  expect(figure([partly], { "column.exclude.list": "public.b.note" })).toMatch(/^ok/);
  expect(figure([partly], { "column.include.list": "public.b.id" })).toMatch(/^ok/);
});

it("USAGE that is missing fails once for each schema", () => {
  const unusable = [rights("public.a", { usage: false }), rights("public.b", { usage: false })];
  expect(figure(unusable)).toBe(
    'failed: may not use schema public: the connector finds none of its tables; GRANT USAGE ON SCHEMA "public" TO "cdc"',
  );
});

it("the connector's own tables must be there and writable", () => {
  const config = { "signal.data.collection": "public.signals" };
  expect(figure([a], config)).toMatch(/^failed: misses table public\.signals: no incremental/);
  expect(figure([a, rights("public.signals")], config)).toBe(
    'failed: may not INSERT on public.signals: no incremental snapshot can run; GRANT INSERT ON "public"."signals" TO "cdc"',
  );
  const writable = rights("public.signals", { unreadable: ["id"], privileges: ["INSERT"] });
  expect(figure([a, writable], config)).toMatch(/^ok/);
});

it("row level security that applies to the user is worth a warning", () => {
  const [, second] = judged([rights("public.a", { hidesRows: true })]);
  expect(second).toMatchObject({
    verdict: "warning",
    what: "row level security",
    figure: expect.stringMatching(/^of public\.a applies to cdc: a snapshot misses the rows/),
  });
});
