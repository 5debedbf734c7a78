import {
  brokersOf,
  connectorLimitedTo,
  isLimited,
  limitedTo,
  mostCopies,
} from "../../../src/rehearsal/resources/kafka/fewer-brokers";
import type { KafkaService } from "../../../src/rehearsal/cloud/services";

const kafka = (plan: string, brokers: number) =>
  ({ values: { plan }, engine: { brokers: Array.from({ length: brokers }) } }) as unknown as Pick<
    KafkaService,
    "engine" | "values"
  >;

test.each([
  [Infinity, "startup-4", 3],
  [1, "startup-4", 1],
  [2, "startup-4", 2],
  [3, "startup-4", 3],
  [4, "startup-4", 3],
  [4, "premium-6x-8", 4],
])("with at most %d brokers plan %s has %d", (most, plan, expected) => {
  expect(brokersOf({ brokers: most }, plan)).toBe(expected);
});

test("copies are limited only where there are fewer brokers than the plan has nodes", () => {
  expect(mostCopies(kafka("startup-4", 1))).toBe(1);
  expect(mostCopies(kafka("startup-4", 2))).toBe(2);
  expect(mostCopies(kafka("startup-4", 3))).toBe(Infinity);
});

test("settings of copies are limited, and no others", () => {
  const settings = {
    "default.replication.factor": "3",
    "offsets.topic.replication.factor": "1",
    "min.insync.replicas": "2",
    "transaction.state.log.min.isr": "2",
    "topic.creation.default.replication.factor": "-1",
    "topic.creation.orders.replication.factor": "3",
    "errors.deadletterqueue.topic.replication.factor": "3",
    partitions: "6",
  };
  expect(limitedTo(1, settings)).toEqual({
    ...settings,
    "default.replication.factor": "1",
    "min.insync.replicas": "1",
    "transaction.state.log.min.isr": "1",
    "topic.creation.orders.replication.factor": "1",
    "errors.deadletterqueue.topic.replication.factor": "1",
  });
  expect(limitedTo(3, settings)).toEqual(settings);
  expect(limitedTo(Infinity, settings)).toEqual(settings);
});

test("a dead letter queue has three copies by default, and no more than there can be", () => {
  const queue = { "errors.deadletterqueue.topic.name": "rejected" };
  const copies = "errors.deadletterqueue.topic.replication.factor";
  expect(connectorLimitedTo(1, queue)).toEqual({ ...queue, [copies]: "1" });
  expect(connectorLimitedTo(2, { ...queue, [copies]: "1" })).toEqual({ ...queue, [copies]: "1" });
  expect(connectorLimitedTo(3, queue)).toEqual(queue);
  expect(connectorLimitedTo(Infinity, queue)).toEqual(queue);
  expect(connectorLimitedTo(1, { "tasks.max": "3" })).toEqual({ "tasks.max": "3" });
});

test.each([
  [1, 1, 3, true],
  [2, 2, "3", true],
  [1, 1, 1, false],
  [2, 1, 3, false],
  [Infinity, 3, 3, false],
])("of at most %d, %d in place of %s: %s", (most, found, asked, expected) => {
  expect(isLimited(most, found, asked)).toBe(expected);
});
