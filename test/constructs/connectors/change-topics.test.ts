import {
  AzureKafka,
  ChangeTopics,
  DebeziumPostgresSource,
  GcpKafkaConnect,
  GcpPostgres,
} from "../../../constructs";
import { type Json, synthesizedIn } from "../../synth";

type Props = Partial<ConstructorParameters<typeof ChangeTopics>[2]>;

const topicsOf = (more: Props = {}, heartbeatMs = 30_000): Json =>
  synthesizedIn((stack) => {
    const source = new DebeziumPostgresSource(stack, "source", {
      postgres: GcpPostgres.fromExisting(stack, "db", { project: "demo", serviceName: "pg" }),
      connectorName: "c",
      topicPrefix: "shop",
      tables: ["public.orders"],
      heartbeat: { intervalMs: heartbeatMs },
    });
    const kafka = AzureKafka.fromExisting(stack, "kafka", { project: "demo", serviceName: "k" });
    new ChangeTopics(stack, "topics", { kafka, source, ...more });
    GcpKafkaConnect.fromExisting({ project: "demo", serviceName: "connect" }).addSource(source);
  }).resource;

test("every topic that the source writes to is made, and its connector waits for them", () => {
  const { aiven_kafka_topic: topics, aiven_kafka_connector: connectors } = topicsOf({
    partitions: 6,
    cleanupPolicy: "compact",
    retentionMs: 86_400_000,
  });
  const byName = Object.fromEntries(
    Object.values<Json>(topics).map((topic) => [topic.topic_name, topic]),
  );
  expect(Object.keys(byName).sort()).toEqual([
    "__debezium-heartbeat.shop",
    "shop.message",
    "shop.public.orders",
  ]);
  expect(byName["shop.public.orders"]).toMatchObject({
    partitions: 6,
    replication: 3,
    config: [{ cleanup_policy: "compact", min_insync_replicas: "2", retention_ms: "86400000" }],
  });
  expect(byName["shop.message"]).toMatchObject({
    partitions: 1,
    config: [{ cleanup_policy: "delete" }],
  });
  expect(connectors.source.depends_on).toEqual(
    expect.arrayContaining(Object.keys(topics).map((id) => `aiven_kafka_topic.${id}`)),
  );
});

test("a source without a heartbeat has none of its topics, and a router's names replace the tables'", () => {
  const { aiven_kafka_topic: topics } = topicsOf({ names: ["orders"] }, 0);
  expect(Object.values<Json>(topics).map((topic) => topic.topic_name)).toEqual(["orders"]);
});

test("copies are held to the rules", () => {
  expect(() => topicsOf({ replication: 2, minInsyncReplicas: 3 })).toThrow(
    "[test/topics] minInsyncReplicas must be at most replication 2",
  );
});
