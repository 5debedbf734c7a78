import { catalogues } from "../../src/debezium/properties/catalogue";
import type { Catalogue } from "../../src/debezium/properties/property";
import { foreign, renames, valueRenames } from "../../src/debezium/properties/renames";
import { debeziumVersions } from "../../src/debezium/versions";

const all: readonly Catalogue[] = debeziumVersions.map((version) => catalogues[version]);

test.each(renames)("$from became $to", ({ from, to }) => {
  expect(all.some((catalogue) => from in catalogue)).toBe(true);
  expect(all.some((catalogue) => from in catalogue !== to in catalogue)).toBe(true);
  expect(all.every((catalogue) => from in catalogue || to in catalogue)).toBe(true);
});

test.each(valueRenames)("$property $from became $to", ({ property, from, to }) => {
  const without = all.filter((catalogue) => !catalogue[property]?.allowed?.includes(from));
  expect(without.length).toBeGreaterThan(0);
  expect(without.length).toBeLessThan(all.length);
  expect(without.every((catalogue) => catalogue[property]?.allowed?.includes(to))).toBe(true);
});

test("what is other connectors' is in no catalogue", () => {
  const names = all.flatMap((catalogue) => Object.keys(catalogue));
  expect(names.filter((name) => foreign.some(({ pattern }) => pattern.test(name)))).toEqual([]);
});
