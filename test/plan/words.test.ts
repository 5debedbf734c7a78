import type { Change, ResourceChange } from "../../src/plan/change";
import { changeLines, isLossy } from "../../src/plan/words";

function changed(type: string, change: Partial<Change>, address = `${type}.it`): ResourceChange {
  const nothing = { before: null, after: null, after_unknown: {} };
  const marks = { before_sensitive: {}, after_sensitive: {} };
  return {
    ...{ address, mode: "managed", type, name: "it" },
    change: { actions: ["update"], ...nothing, ...marks, ...change },
  };
}

const debezium = {
  "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
  "plugin.name": "pgoutput",
  "publication.name": "shop",
  "publication.autocreate.mode": "filtered",
  "slot.name": "shop",
  "topic.prefix": "shop",
  "table.include.list": "public.customers",
};

/** A source whose configuration changes from one to another. */
const source = (before: object, after: object) => {
  const values = { service_name: "capture", connector_name: "shop-source" };
  return changed("aiven_kafka_connector", {
    before: { ...values, config: { ...debezium, ...before } },
    after: { ...values, config: { ...debezium, ...after } },
  });
};
const begin = "changes connector shop-source of capture";
const end = ["restarts its task", "keeps slot shop"];

describe("a source's connector:", () => {
  const more = { "table.include.list": "public.customers,public.orders" };
  const later = "does not read the rows that are there already: an incremental snapshot does";

  test.each([
    ["filtered", "adds public.orders to the connector and its publication shop"],
    ["disabled", "adds public.orders to the connector, and to publication shop by SQL"],
    ["all_tables", "adds public.orders to the connector"],
  ])("a table more, where the publication is %s", (mode, line) => {
    const publication = { "publication.autocreate.mode": mode };
    expect(changeLines(source(publication, { ...publication, ...more }))).toEqual([
      ...[begin, line, later],
      ...end,
    ]);
  });

  test("a table more for a plugin without publications", () => {
    const plugin = { "plugin.name": "wal2json" };
    expect(changeLines(source(plugin, { ...plugin, ...more }))).toContain(
      "adds public.orders to the connector",
    );
  });

  test("a table less", () => {
    expect(changeLines(source(more, {}))).toEqual([
      begin,
      "captures public.orders no longer; what is in the topics stays",
      ...end,
    ]);
  });

  test("another slot is one more, and the earlier one holds back log", () => {
    expect(changeLines(source({}, { "slot.name": "second" }))).toEqual([
      begin,
      "restarts its task",
      "reads from another slot, second, and misses what changes before it is made",
      "leaves slot shop behind: drop it, it holds back write-ahead log",
    ]);
  });

  test("another prefix makes other topics", () => {
    expect(changeLines(source({}, { "topic.prefix": "store" }))).toEqual([
      ...[begin, "writes to other topics, store.… (was shop.…)"],
      ...end,
    ]);
  });

  test("other properties by their names; never a secret", () => {
    const before = {
      "heartbeat.interval.ms": "1000",
      "database.password": "one",
      "poll.interval.ms": "5",
    };
    const after = { "heartbeat.interval.ms": "2000", "database.password": "two", "tasks.max": "1" };
    expect(changeLines(source(before, after))).toEqual([
      begin,
      "sets heartbeat.interval.ms to 2000 (was 1000)",
      "sets database.password to another secret",
      "takes poll.interval.ms back (was 5)",
      "sets tasks.max to 1",
      ...end,
    ]);
  });
});

test("of a connector that is no source, the properties alone", () => {
  const config = { "connector.class": "io.aiven.connect.jdbc.JdbcSinkConnector" };
  const values = { service_name: "capture", connector_name: "sink" };
  const sink = changed("aiven_kafka_connector", {
    before: { ...values, config },
    after: { ...values, config: { ...config, topics: "a" } },
  });
  expect(changeLines(sink)).toEqual(["changes connector sink of capture", "sets topics to a"]);
});

test("of blocks, each argument by its path; what only the provider computes is left out", () => {
  const values = { service_name: "events", plan: "startup-4" };
  const kafka = changed("aiven_kafka", {
    before: {
      ...values,
      kafka_user_config: [{ kafka: [{ log_retention_hours: 168 }] }],
      state: "RUNNING",
    },
    after: {
      ...values,
      kafka_user_config: [{ kafka: [{ log_retention_hours: 72 }], schema_registry: true }],
    },
    after_unknown: { state: true },
  });
  expect(changeLines(kafka)).toEqual([
    "changes Kafka events",
    "sets kafka_user_config[0].kafka[0].log_retention_hours to 72 (was 168)",
    "sets kafka_user_config[0].schema_registry to true",
  ]);
});

test("an argument that the schema marks as a secret is not shown", () => {
  const user = changed("aiven_pg_user", {
    before: { service_name: "db", username: "cdc", hint: "one" },
    after: { service_name: "db", username: "cdc", hint: "two" },
    after_sensitive: { hint: true },
  });
  expect(changeLines(user)).toEqual(["changes user cdc of db", "sets hint to another secret"]);
});

test.each([
  [["create"], ["makes topic shop.public.orders of events"], false],
  [["delete"], ["removes topic shop.public.orders of events", "what is in it is lost"], true],
  [
    ["delete", "create"],
    [
      "replaces topic shop.public.orders of events: topic_name cannot change in place",
      "what is in it is lost",
      "sets topic_name to other (was shop.public.orders)",
    ],
    true,
  ],
] as const)("%j of what holds data", (actions, lines, isLost) => {
  const values = { service_name: "events", topic_name: "shop.public.orders" };
  const topic = changed("aiven_kafka_topic", {
    actions,
    before: actions.includes("delete" as never) ? values : null,
    after: actions.includes("create" as never)
      ? { ...values, ...(actions.length === 2 && { topic_name: "other" }) }
      : null,
    replace_paths: [["topic_name"]],
  });
  expect(changeLines(topic)).toEqual(lines);
  expect(isLossy(topic)).toBe(isLost);
});

test("what holds no data is removed without a question; a name of its own is not needed", () => {
  const acl = changed("aiven_kafka_acl", { actions: ["delete"], before: { permission: "read" } });
  expect(changeLines(acl)).toEqual(["removes aiven_kafka_acl.it"]);
  expect(isLossy(acl)).toBe(false);
});
