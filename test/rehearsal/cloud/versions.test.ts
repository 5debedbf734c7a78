import { parseDay } from "../../../src/stack/as-of";
import { engineVersions, standIn } from "../../../src/rehearsal/cloud/engine-versions";

test("an unpinned Debezium is what Aiven ran on the day, a pinned one is itself", () => {
  const debezium = (day: string, pinned?: string) =>
    engineVersions({ debezium: pinned }, new Date(day)).debezium;
  expect(debezium("2022-09-01")).toBe("1.9.7.Final");
  expect(debezium("2026-11-23")).toBe("3.1.0.Final");
  expect(debezium("2026-11-23", "2.7.4")).toBe("2.7.4.Final");
});

test("a version that another stands in for is told, its own patch is not", () => {
  expect(standIn("Kafka", "3.1", "4.2.2")).toBe("Kafka 3.1 is rehearsed with 4.2.2");
  expect(standIn("Kafka", "4.2", "4.2.2")).toBeUndefined();
  expect(standIn("Kafka", "4", "42.1")).toBe("Kafka 4 is rehearsed with 42.1");
  expect(standIn("PostgreSQL", "18", "18.4")).toBeUndefined();
  expect(standIn("PostgreSQL", undefined, "18.4")).toBeUndefined();
});

test("a day is one of the calendar", () => {
  expect(parseDay("2024-02-29")).toEqual(new Date("2024-02-29T00:00:00Z"));
  expect(parseDay("2023-02-29")).toBeUndefined();
  expect(parseDay("2023-2-9")).toBeUndefined();
  expect(parseDay("2023-02-09T00:00:00Z")).toBeUndefined();
});
