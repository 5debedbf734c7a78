import SlowestFirst from "./slowest-first.cjs";

const files = ["verify/rehearsed", "packages/packages", "b", "a", "consumers/consumers", "c"];
const tests = files.map((name) => ({ path: `${__dirname}/${name}.test.ts` }));
const sequencer = new SlowestFirst({} as never);

/** What each of so many machines takes. */
const dealt = (shardCount: number) =>
  Array.from({ length: shardCount }, (_, at) =>
    sequencer
      .shard(tests as never, { shardIndex: at + 1, shardCount })
      .map(({ path }) => path.replace(`${__dirname}/`, "").replace(".test.ts", "")),
  );

test("two machines take a part each, and of the slowest files one each", () => {
  expect(dealt(2)).toEqual([
    ["packages/packages", "a", "b"],
    ["consumers/consumers", "verify/rehearsed", "c"],
  ]);
});

test.each([1, 2, 3, 4, 7])("on %i machines every file is run once", (machines) => {
  expect(dealt(machines).flat().sort()).toEqual([...files].sort());
});
