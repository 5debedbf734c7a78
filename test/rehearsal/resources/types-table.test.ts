import { readFileSync } from "node:fs";
import { readFacts } from "../../../src/rehearsal/provider/facts";
import { coverage } from "../../../src/rehearsal/resources/coverage";
import { withTypesTable } from "../../../tools/rehearsed-types";
import { factsFolder } from "../support/facts";

const page = readFileSync("docs/rehearsal.md", "utf8");
const types = Object.keys(readFacts(factsFolder).resources);

test("docs/rehearsal.md has the current table of types: `npm run rules` renews it", () => {
  expect(withTypesTable(page, types, coverage)).toBe(page);
});

test("the table has every type once, as real, in state only or refused", () => {
  const rows = page.split("\n").filter((line) => line.startsWith("| `aiven_"));
  const cells = rows.map((row) => row.split("|").map((cell) => cell.trim()));
  expect(cells.map(([, type]) => type)).toEqual(types.toSorted().map((type) => `\`${type}\``));
  for (const [, type, ...columns] of cells) {
    expect({ type, is: columns.join("") }).not.toEqual({ type, is: "" });
  }
});

test("a type without a handler is in state only", () => {
  const made = withTypesTable(page, ["aiven_valkey"], {});
  expect(made).toContain(
    [
      "| type           | real | state only | refused |",
      "| -------------- | ---- | ---------- | ------- |",
      "| `aiven_valkey` |      | yes        |         |",
    ].join("\n"),
  );
});

test("a page without the two comments is refused", () => {
  expect(() => withTypesTable("# A page\n", types, coverage)).toThrow(
    "the page must have these two lines:\n<!-- Made from src/rehearsal/resources/coverage.ts by",
  );
});
