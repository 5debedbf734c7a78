import { planViolations, type TopicState } from "../../../src/rehearsal/resources/kafka/topic-plan";
import { unknown, type Value } from "../../../src/stack/values";

const topic = { project: "p", service_name: "k", topic_name: "t", partitions: 3, replication: 3 };
const messages = (planned: object, prior?: object) =>
  planViolations(
    { ...topic, ...planned } as never,
    prior && ({ ...topic, ...prior } as TopicState),
  ).map(({ detail }) => detail);

test("partitions may grow, and must not decrease", () => {
  expect(messages({ partitions: 3 }, { partitions: 3 })).toEqual([]);
  expect(messages({ partitions: 4 }, { partitions: 3 })).toEqual([]);
  expect(messages({ partitions: unknown }, { partitions: 3 })).toEqual([]);
  expect(messages({ partitions: 2 }, { partitions: 3 })).toEqual([
    "partitions must not decrease, got 2 after 3; keep it, or create a topic of another name",
  ]);
});

test.each<[Record<string, Value>, string[]]>([
  [{ retention_bytes: "10", local_retention_bytes: "10" }, []],
  [{ retention_bytes: unknown, local_retention_bytes: "11" }, []],
  [{ retention_bytes: "10", local_retention_bytes: "" }, []],
  [{ retention_bytes: "0", local_retention_bytes: "0" }, []],
  [
    { retention_bytes: "", local_retention_bytes: "0" },
    ["local_retention_bytes needs retention_bytes; set both"],
  ],
  [
    { retention_bytes: "10", local_retention_bytes: "11" },
    ["local_retention_bytes must be at most retention_bytes 10, got 11"],
  ],
  [
    { retention_bytes: null, local_retention_bytes: "11" },
    ["local_retention_bytes needs retention_bytes; set both"],
  ],
])("the local retention is a part of the whole: %p", (config, expected) => {
  expect(messages({ config: [config] })).toEqual(expected);
});
