import { Fn, Token } from "cdktf";
import {
  AzureKafka,
  ChangeTopics,
  DebeziumPostgresSource,
  type DebeziumPostgresSourceProps,
  GcpKafkaConnect,
  GcpPostgres,
  outboxRouter,
  route,
  type Transform,
  unwrap,
} from "../../../constructs";
import { type Json, synthesizedIn } from "../../synth";

type Props = Partial<ConstructorParameters<typeof ChangeTopics>[2]>;

type Source = Partial<DebeziumPostgresSourceProps>;

const topicsOf = (more: Props = {}, heartbeatMs = 30_000, of: Source = {}): Json =>
  synthesizedIn((stack) => {
    const source = new DebeziumPostgresSource(stack, "source", {
      postgres: GcpPostgres.fromExisting(stack, "db", { project: "demo", serviceName: "pg" }),
      connectorName: "c",
      topicPrefix: "shop",
      tables: ["public.orders"],
      heartbeat: { intervalMs: heartbeatMs },
      ...of,
    } as DebeziumPostgresSourceProps);
    const kafka = AzureKafka.fromExisting(stack, "kafka", { project: "demo", serviceName: "k" });
    new ChangeTopics(stack, "topics", { kafka, source, ...more });
    GcpKafkaConnect.fromExisting({ project: "demo", serviceName: "connect" }).addSource(source);
  }).resource;

test("the transaction topic is made where the source has transactionMetadata", () => {
  const names = (of: Source) =>
    Object.values<Json>(topicsOf({}, 30_000, of).aiven_kafka_topic).map(
      (topic) => topic.topic_name,
    );
  expect(names({ transactionMetadata: true })).toContain("shop.transaction");
  expect(names({})).not.toContain("shop.transaction");
  const properties = { "topic.transaction": "tx" };
  expect(names({ transactionMetadata: true, properties })).toContain("shop.tx");
  const transforms = [route("shop\\.(.*)", "all.$1")];
  expect(names({ transactionMetadata: true, transforms })).toContain("all.transaction");
});

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

const namesOf = (source: Source, more: Props = {}) =>
  Object.values<Json>(topicsOf(more, 30_000, source).aiven_kafka_topic)
    .map((topic) => topic.topic_name)
    .sort();

test("topics are where transforms lead events by name, the connector's own among them", () => {
  const tables = ["public.orders", "public.order$x"] as const;
  expect(namesOf({ tables, transforms: [route("shop\\.public\\.(.*)", "$1")] })).toEqual([
    "__debezium-heartbeat.shop",
    "order_x",
    "orders",
    "shop.message",
  ]);
  expect(namesOf({ tables, transforms: [unwrap(), route("shop.*", "all")] })).toEqual([
    "__debezium-heartbeat.shop",
    "all",
  ]);
  const signals = { table: "public.order signals" } as const;
  expect(namesOf({ signals })).toContain("shop.public.order_signals");
  const constant = outboxRouter({ topic: "events" });
  expect(namesOf({ transforms: [constant] })).toEqual([
    "__debezium-heartbeat.shop",
    "events",
    "shop.message",
  ]);
});

const byField: Transform = { ...unwrap(), properties: { "route.by.field": "kind" } };
const naming = "io.debezium.schema.DefaultTopicNamingStrategy";
const more = "chooses topics by more than their names";

test.each<[what: string, source: Source, reason: string]>([
  ["an outbox", { transforms: [outboxRouter()] }, `transform "outbox" ${more}`],
  ["a field", { transforms: [byField] }, `transform "unwrap" ${more}`],
  [
    "what Java alone reads",
    { transforms: [route("(?i)SHOP.*", "a")] },
    `transform "route" ${more}`,
  ],
  [
    "schemas",
    { tables: undefined, schemas: ["public"] },
    "not every captured table is given by its name",
  ],
  ["an expression", { tables: ["public.ord.*"] }, "not every captured table is given by its name"],
  [
    "another naming",
    { properties: { "topic.naming.strategy": naming } },
    "topic.naming.strategy changes how topics are named",
  ],
])("with %s they are to be listed, and then are those of the list", (_what, source, reason) => {
  expect(() => namesOf(source)).toThrow(
    `[test/topics] names must list the topics of change events, because ${reason}; for instance names: ["orders"] [change-topics-known]`,
  );
  expect(namesOf(source, { names: ["events"] })).toContain("events");
  expect(namesOf(source, { names: ["events"] })).not.toContain("shop.public.orders");
});

test("a reference in a topic's name is refused in plain words", () => {
  const topicPrefix = "${var.prefix}";
  const error =
    "[test/topics] topics must have names that are known at synth, got a reference; write topicPrefix and names as texts in the app [change-topics-known]";
  expect(() => namesOf({ topicPrefix })).toThrow(error);
  expect(() => namesOf({ topicPrefix: Token.asString(Fn.lower("SHOP")) })).toThrow(error);
  expect(() => namesOf({}, { names: ["${var.name}"] })).toThrow(error);
});
