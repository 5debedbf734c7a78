import { execFileSync } from "node:child_process";
import { tableNamed } from "../../src/debezium/naming/tables";
import {
  heartbeatTopic,
  sanitizedTopicName,
  tableTopic,
  transactionTopic,
} from "../../src/debezium/naming/topics";
import { debeziumVersions } from "../../src/debezium/versions";
import { compile } from "../../src/launcher/compile.cjs";

const names: readonly (readonly [schema: string, table: string, topic: string])[] = [
  ["public", "orders", "shop.public.orders"],
  ["public", "OrderItems", "shop.public.OrderItems"],
  ["public", "a-b_c", "shop.public.a-b_c"],
  ["public", "a.b", "shop.public.a.b"],
  ["public", "Order Items", "shop.public.Order_Items"],
  ["public", "order$x", "shop.public.order_x"],
  // an underscore for each of Java's characters, not of the encoding's bytes
  ["public", "größe", "shop.public.gr__e"],
  ["öffentlich", "日本", "shop._ffentlich.__"],
  ["public", "a😀b", "shop.public.a__b"],
  ["public", "x".repeat(237), `shop.public.${"x".repeat(237)}`],
  ["public", "x".repeat(238), `shop.public.${"x".repeat(237)}`],
];

test.each(names)("the topic of %s.%s is %s", (schema, table, topic) => {
  expect(tableTopic({ prefix: "shop" }, { schema, table })).toBe(topic);
});

test("every version of the plugin gives the tables the same topics", () => {
  const program = compile("test/debezium/ask-topics.ts", { cwd: process.cwd(), format: "esm" });
  const input = JSON.stringify(names.map(([schema, table]) => [schema, table]));
  const said = JSON.parse(execFileSync(process.execPath, [program], { input, encoding: "utf8" }));
  const topics = names.map(([, , topic]) => topic);
  for (const version of debeziumVersions) {
    // 1.9.7 leaves a name that is too long as it is, and Kafka refuses it
    const last = version === "1.9.7" ? [`${topics.at(-1)}x`] : topics.slice(-1);
    expect([version, ...said[version]]).toEqual([version, ...topics.slice(0, -1), ...last]);
  }
}, 300_000);

test("another delimiter stands between the parts, of a heartbeat's topic too", () => {
  const table = tableNamed("public.order$x");
  expect(tableTopic({ prefix: "shop", delimiter: "-" }, table)).toBe("shop-public-order_x");
  expect(heartbeatTopic({ "topic.prefix": "shop" })).toBe("__debezium-heartbeat.shop");
  expect(heartbeatTopic({ "topic.prefix": "shop", "topic.delimiter": "-" })).toBe(
    "__debezium-heartbeat-shop",
  );
});

test("heartbeats go to a topic of the server, under the prefix of the connector's version", () => {
  const shop = { "topic.prefix": "shop" };
  expect(heartbeatTopic({ ...shop, "topic.heartbeat.prefix": "beat" })).toBe("beat.shop");
  expect(heartbeatTopic({ ...shop, "heartbeat.topics.prefix": "old" })).toBe("old.shop");
});

test("transactions go to a topic of the server, which may have another last part", () => {
  const shop = { "topic.prefix": "shop" };
  expect(transactionTopic(shop)).toBe("shop.transaction");
  expect(transactionTopic({ ...shop, "topic.transaction": "tx", "topic.delimiter": "-" })).toBe(
    "shop-tx",
  );
  const old = { "database.server.name": "shop" };
  expect(transactionTopic(old)).toBe("shop.transaction");
  expect(transactionTopic({ ...old, "transaction.topic": "tx" })).toBe("tx");
  expect(transactionTopic({ ...old, "transaction.topic": "${database.server.name}.tx" })).toBe(
    "shop.tx",
  );
});

test("dots alone are no topic", () => {
  expect([".", "..", "..."].map(sanitizedTopicName)).toEqual(["_", "__", "..."]);
});
