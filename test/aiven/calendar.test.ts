import fc from "fast-check";
import { knownClouds, providerOf } from "../../src/aiven/facts/clouds";
import { dayOf, monthsAfter } from "../../src/aiven/facts/days";
import { knownNodesOf, nodesOf } from "../../src/aiven/facts/service-plans";
import {
  compareVersions,
  creatableVersions,
  defaultDebezium,
  lifetimes,
  newestCreatable,
  type Versioned,
} from "../../src/aiven/facts/versions";
import { debeziumVersions } from "../../src/debezium/versions";
import allowed from "../../.gen/provider-aiven/facts/allowed-values.json";

const on = (day: string) => new Date(day);
const calendars = Object.entries(lifetimes) as [Versioned, (typeof lifetimes)[Versioned]][];

test("what could be had in September 2022, the day of the recipe", () => {
  const then = on("2022-09-01");
  expect(creatableVersions("kafka", then)).toEqual(["3.1", "3.2"]);
  expect(creatableVersions("pg", then)).toEqual(["11", "12", "13", "14"]);
  expect(defaultDebezium(then)).toBe("1.9.7");
});

test("what can be had in November 2026", () => {
  const now = on("2026-11-23");
  expect(creatableVersions("kafka", now)).toEqual(["3.9", "4.2"]);
  expect(creatableVersions("pg", now)).toEqual(["15", "16", "17", "18"]);
  expect(newestCreatable("kafka", now)).toBe("4.2");
  expect(newestCreatable("pg", now)).toBe("18");
  expect(defaultDebezium(now)).toBe("3.1.0");
  expect(newestCreatable("kafka", on("2030-01-01"))).toBeUndefined();
});

test.each([
  ["2025-04-01", "2.7.4"],
  ["2025-04-02", "3.1.0"],
  ["2025-04-03", "3.1.0"],
])("on %s an unpinned Debezium is %s", (day, version) => {
  expect(defaultDebezium(on(day))).toBe(version);
});

test("Debezium 3.5.2 is announced: nothing runs it unless it is pinned", () => {
  const later = on("2030-01-01");
  expect(creatableVersions("debezium", later)).toEqual(["1.9.7", "2.5.0", "2.7.4", "3.1.0"]);
  expect(defaultDebezium(later)).toBe("3.1.0");
});

describe.each(calendars)("the calendar of %s", (what, versions) => {
  test("goes from the oldest to the newest, each version with its days in order", () => {
    const names = versions.map(({ version }) => version);
    expect([...names].sort(compareVersions)).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
    for (const { creatableFrom, creatableUntil, endOfLife } of versions) {
      const days = [creatableFrom, creatableUntil, endOfLife].filter((day) => day !== undefined);
      expect(days.map((day) => dayOf(on(day)))).toEqual(days);
      expect([...days].sort()).toEqual(days);
    }
  });

  test("has each version from its first day to its last, and not a day longer", () => {
    for (const { version, creatableFrom, creatableUntil } of versions) {
      const has = (day: string, more: number) =>
        creatableVersions(what, new Date(on(day).getTime() + more * 86_400_000)).includes(version);
      if (creatableFrom) {
        expect([-1, 0, 1].map((more) => has(creatableFrom, more))).toEqual([false, true, true]);
      }
      if (creatableUntil) {
        expect([-1, 0, 1].map((more) => has(creatableUntil, more))).toEqual([true, true, false]);
      }
    }
  });

  test("counts whole days, in UTC", () => {
    const last = versions.find(({ creatableUntil }) => creatableUntil);
    if (!last?.creatableUntil) return;
    const at = (time: string) => creatableVersions(what, on(`${last.creatableUntil}T${time}`));
    expect(at("00:00:00Z")).toContain(last.version);
    expect(at("23:59:59.999Z")).toContain(last.version);
  });
});

test("the calendars have what the provider's schema lists", () => {
  const names = (what: Versioned) => lifetimes[what].map(({ version }) => version);
  expect(names("kafka")).toEqual(
    expect.arrayContaining(allowed["aiven_kafka.kafka_user_config.kafka_version"]),
  );
  expect(names("pg")).toEqual(allowed["aiven_pg.pg_user_config.pg_version"]);
  expect(names("debezium")).toEqual([...debeziumVersions]);
});

test("months after are days that exist", () => {
  expect(monthsAfter(on("2026-11-23"), 6)).toBe("2027-05-23");
  expect(monthsAfter(on("2026-08-31"), 6)).toBe("2027-02-28");
  expect(monthsAfter(on("2027-08-31"), 6)).toBe("2028-02-29");
});

test("versions compare by number, and are ordered", () => {
  expect(compareVersions("3.10", "3.9")).toBeGreaterThan(0);
  expect(compareVersions("4", "4.0")).toBe(0);
  const version = fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }).map((all) => all.join("."));
  fc.assert(
    fc.property(version, version, (one, other) => {
      const [there, back] = [compareVersions(one, other), compareVersions(other, one)];
      expect(Math.sign(there) + Math.sign(back)).toBe(0);
    }),
  );
});

test("a plan's nodes, where its name tells them", () => {
  expect(knownNodesOf("kafka", "business-4")).toBe(3);
  expect(knownNodesOf("kafka", "premium-9x-8")).toBe(9);
  expect(knownNodesOf("kafka", "constructor-4")).toBeUndefined();
  expect(knownNodesOf("kafka", "banana")).toBeUndefined();
  expect(nodesOf("kafka", "banana")).toBe(3);
  expect(nodesOf("pg", "business-4")).toBe(2);
});

test("the clouds of every provider are known", () => {
  expect(knownClouds("google")).toContain("google-europe-north1");
  expect(knownClouds("azure")).toContain("azure-norway-west");
  expect(knownClouds()).toHaveLength(129);
  for (const cloud of knownClouds()) {
    expect(cloud).toMatch(/^(aws|azure|do|google|upcloud)-[a-z0-9-]+$/);
  }
  expect(providerOf("azure-norway-west")).toBe("azure");
  expect(providerOf("aws-eu-west-1")).toBe("aws");
  expect(providerOf("custom-ours")).toBeUndefined();
});
