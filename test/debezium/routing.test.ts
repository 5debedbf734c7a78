import { routedTopic } from "../../src/debezium/naming/routing";

const kafka = "org.apache.kafka.connect.transforms";
const debezium = "io.debezium.transforms";

/** A chain of transforms, each with its own properties. */
function chain(...all: Record<string, string>[]) {
  const names = all.map((_, at) => `t${at}`);
  return Object.fromEntries([
    ["transforms", names.join(",")],
    ...all.flatMap((each, at) =>
      Object.entries(each).map(([key, value]) => [`transforms.t${at}.${key}`, value]),
    ),
  ]) as Record<string, string>;
}
const regex = (pattern: string, replacement: string, more = {}) => ({
  ...{ type: `${kafka}.RegexRouter`, regex: pattern, replacement, ...more },
});
const topic = "shop.public.orders";
const routed = (...all: Record<string, string>[]) => routedTopic(chain(...all), topic);

test("without a transform that routes a topic keeps its name", () => {
  expect(routedTopic({}, topic)).toBe(topic);
  expect(routed({ type: `${debezium}.ExtractNewRecordState` })).toBe(topic);
  expect(routed({ type: `${kafka}.InsertField$Value`, "static.field": "a" })).toBe(topic);
});

test.each([
  ["shop\\.(.*)", "$1", "public.orders"],
  ["(.*)\\.(.*)\\.(.*)", "$3", "orders"],
  ["(?<first>.*)\\.public\\.(.*)", "$${first}-$2", "shop-orders"],
  ["(.*)", "$11", "shop.public.orders1"],
  ["(.*)", "\\$1", "$1"],
  [".*", "all", "all"],
  ["public\\.(.*)", "$1", topic],
  ["Shop\\..*", "other", topic],
])("a regex of the whole name, /%s/ to %s: %s", (pattern, replacement, expected) => {
  expect(routed(regex(pattern, replacement))).toBe(expected);
  const byTable = {
    type: `${debezium}.ByLogicalTableRouter`,
    "topic.regex": pattern,
    "topic.replacement": replacement,
  };
  expect(routed(byTable)).toBe(expected);
});

test("one transform goes on from the other's topic", () => {
  expect(routed(regex("shop\\.(.*)", "$1"), regex("public\\.(.*)", "all.$1"))).toBe("all.orders");
});

test("a predicate on the topic's name decides which are led elsewhere", () => {
  const config = (negate: string) => ({
    ...chain(regex(".*", "all", { predicate: "isOrder", negate })),
    "predicates.isOrder.type": `${kafka}.predicates.TopicNameMatches`,
    "predicates.isOrder.pattern": ".*orders",
  });
  expect(routedTopic(config("false"), topic)).toBe("all");
  expect(routedTopic(config("true"), topic)).toBe(topic);
  expect(routedTopic(config("true"), "shop.public.items")).toBe("all");
  const byHeader = { "predicates.isOrder.type": `${kafka}.predicates.HasHeaderKey` };
  expect(routedTopic({ ...config("false"), ...byHeader }, topic)).toEqual({ decidedBy: "t0" });
});

const unwrap = { type: `${debezium}.ExtractNewRecordState`, "route.by.field": "kind" };
const outbox = { type: `${debezium}.outbox.EventRouter` };

test.each([
  ["an outbox", outbox],
  ["an outbox's own topic", { ...outbox, "route.topic.replacement": "e.$${routedByValue}" }],
  ["an unwrapped row's field", unwrap],
  ["the time", { type: `${kafka}.TimestampRouter` }],
  ["an expression", { type: `${debezium}.ContentBasedRouter` }],
  ["a reference in a regex", regex("${var.regex}", "$1")],
  ["what only Java reads", regex("(?i)SHOP\\.(.*)", "$1")],
  ["what JavaScript reads otherwise", regex("\\p{Lower}+\\.(.*)", "$1")],
  ["a quantifier of Java's", regex(".++", "all")],
  ["a group that is not there", regex("shop.*", "$1")],
  ["no regex at all", regex("(", "$1")],
])("%s decides by more than the name", (_what, transform) => {
  expect(routed(regex("no", "no"), transform)).toEqual({ decidedBy: "t1" });
});

test("a list of transforms or a naming strategy that is not known leaves the topic open", () => {
  expect(routedTopic({ transforms: undefined }, topic)).toEqual({ decidedBy: "transforms" });
  const strategy = "topic.naming.strategy";
  const other = { [strategy]: "io.debezium.schema.DefaultUnicodeTopicNamingStrategy" };
  expect(routedTopic(other, topic)).toEqual({ decidedBy: strategy });
  const usual = { [strategy]: "io.debezium.schema.SchemaTopicNamingStrategy" };
  expect(routedTopic(usual, topic)).toBe(topic);
});

test("an outbox with one topic for all events leads them there", () => {
  expect(routed({ ...outbox, "route.topic.replacement": "events" })).toBe("events");
  const own = { ...outbox, "route.topic.replacement": "events", "route.topic.regex": "a.*" };
  expect(routed(own)).toEqual({ decidedBy: "t0" });
});

test("beats pass what is made for change events, and not what goes by names", () => {
  const beats = "__debezium-heartbeat.shop";
  expect(routedTopic(chain(outbox, unwrap), beats, { isChange: false })).toBe(beats);
  expect(routedTopic(chain(regex(".*", "all")), beats, { isChange: false })).toBe("all");
});
