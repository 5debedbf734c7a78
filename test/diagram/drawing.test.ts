import { drawingOf } from "../../src/diagram/drawing";
import { partsOf } from "../../src/diagram/from-stack";
import { laidOut } from "../../src/diagram/layout";
import { joined } from "../../src/diagram/parts";
import { mermaidOf } from "../../src/diagram/mermaid";
import { svgOf } from "../../src/diagram/svg";
import type { JsonBody } from "../../src/base/json";
import type { StackJson } from "../../src/stack/stack-json";

const connector = (config: JsonBody = {}): JsonBody => ({
  connector_name: "orders",
  service_name: "${aiven_kafka_connect.workers.service_name}",
  config: {
    "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
    "database.hostname": "${aiven_pg.db.service_host}",
    "slot.name": "orders",
    "topic.prefix": "shop",
    "table.include.list": "public.orders,public.lines",
    ...config,
  },
});

const stack = (source = connector(), more: StackJson["resource"] = {}): StackJson => ({
  resource: {
    aiven_pg: { db: { service_name: "shop-db", cloud_name: "google-x", plan: "business-4" } },
    aiven_kafka: { kafka: { service_name: "events", plan: "startup-4" } },
    aiven_kafka_connect: { workers: { service_name: "capture", plan: "startup-4" } },
    aiven_service_integration: {
      join: {
        integration_type: "kafka_connect",
        source_service_name: "${aiven_kafka.kafka.service_name}",
        destination_service_name: "${aiven_kafka_connect.workers.service_name}",
      },
    },
    aiven_kafka_connector: { orders: source },
    ...more,
  },
});

const draw = (json: StackJson) => drawingOf(partsOf(json));
/** Arrows by the texts of their ends. */
function arrows(json: StackJson): string[] {
  const drawing = draw(json);
  const texts = new Map(
    drawing.boxes.flatMap(({ id, title, rows }) => [
      [id, title] as const,
      ...rows.map((row) => [row.id, row.text] as const),
    ]),
  );
  return drawing.arrows.map(({ from, to }) => `${texts.get(from)} -> ${texts.get(to)}`);
}

test("services have their cloud, plan and nodes, as far as they are known", () => {
  expect(draw(stack()).boxes.map(({ title, detail }) => [title, detail])).toEqual([
    ["PostgreSQL shop-db", "google-x, business-4, 2 nodes"],
    ["Kafka Connect capture", "startup-4, 1 node"],
    ["Kafka events", "startup-4, 3 nodes"],
  ]);
});

test("changes go from the slot by the connector to a topic for each table", () => {
  expect(arrows(stack())).toEqual([
    "slot orders -> orders",
    "orders -> shop.public.orders",
    "orders -> shop.public.lines",
  ]);
});

test("a transform leads to the topic that it names", () => {
  const routed = connector({
    transforms: "one",
    "transforms.one.type": "org.apache.kafka.connect.transforms.RegexRouter",
    "transforms.one.regex": ".*",
    "transforms.one.replacement": "all",
  });
  expect(arrows(stack(routed))).toContain("orders -> all");
});

test("a transform with what is no reference, though it looks like one, is followed", () => {
  const routed = connector({
    transforms: "one",
    "transforms.one.type": "org.apache.kafka.connect.transforms.RegexRouter",
    "transforms.one.regex": "shop\\.(?<table>.*)",
    "transforms.one.replacement": "$${table}",
  });
  expect(arrows(stack(routed))).toContain("orders -> public.orders");
});

test("topics that only the database knows leave an arrow to the Kafka", () => {
  const bySchema = connector({ "table.include.list": "public\\..*" });
  expect(arrows(stack(bySchema))).toContain("orders -> Kafka events");
});

test("a database elsewhere is a box by its host", () => {
  const elsewhere = connector({ "database.hostname": "db.example.com" });
  expect(draw(stack(elsewhere)).boxes.at(-1)).toMatchObject({
    title: "Database db.example.com",
    rows: [{ text: "public.orders" }, { text: "public.lines" }, { text: "slot orders" }],
  });
});

test("a sink reads its topics and writes to its database", () => {
  const sink = {
    connector_name: "copy",
    service_name: "capture",
    config: {
      "connector.class": "io.aiven.connect.jdbc.JdbcSinkConnector",
      "connection.url": "jdbc:postgresql://db.example.com:5432/copy",
      topics: "a,b",
    },
  };
  expect(arrows(stack(sink))).toEqual([
    "a -> copy",
    "b -> copy",
    "copy -> Database db.example.com",
  ]);
});

test("users are beside their Kafka, with what they may do", () => {
  const service_name = "events";
  const users = {
    aiven_kafka_user: { reader: { username: "reader", service_name } },
    aiven_kafka_acl: {
      one: { username: "reader", permission: "read", topic: "shop.*", service_name },
    },
    aiven_kafka_native_acl: {
      two: {
        ...{ principal: "User:reader", operation: "Write", service_name, resource_name: "done." },
        ...{ resource_type: "Topic", permission_type: "ALLOW", pattern_type: "PREFIXED" },
      },
    },
  };
  expect(draw(stack(connector(), users)).boxes.at(-1)).toMatchObject({
    title: "Users",
    rows: [{ text: "reader · read shop.* · write done.*" }],
  });
});

test.each([
  [12, 12, "shop.public.t12"],
  [13, 12, "and 2 more"],
])("of %i topics %i are drawn, the last as %s", (count, drawn, last) => {
  const list = Array.from({ length: count }, (_, at) => `public.t${at + 1}`).join();
  const kafka = draw(stack(connector({ "table.include.list": list }))).boxes.find(({ title }) =>
    title.startsWith("Kafka events"),
  );
  expect(kafka?.rows).toHaveLength(drawn);
  expect(kafka?.rows.at(-1)?.text).toBe(last);
});

test("two stacks with the same addresses are drawn beside each other", () => {
  const drawing = drawingOf(joined(["0/", "1/"].map((prefix) => partsOf(stack(), { prefix }))));
  const ids = drawing.boxes.flatMap(({ id, rows }) => [id, ...rows.map((row) => row.id)]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(drawing.arrows).toHaveLength(6);
});

test("boxes lie from left to right on the way of the changes, and do not overlap", () => {
  const { boxes, width } = laidOut(draw(stack()));
  const ends = boxes.map((box) => [box.x, box.x + box.width] as const);
  const [db, connect, kafka] = ends;
  expect(db?.[1]).toBeLessThan(Number(connect?.[0]));
  expect(connect?.[1]).toBeLessThan(Number(kafka?.[0]));
  expect(kafka?.[1]).toBeLessThan(width);
});

const hostile = connector({ "table.include.list": "public.<b>\"&'" });

test("a picture has no markup of a name's", () => {
  const picture = svgOf(laidOut(draw(stack(hostile))), "a <script>");
  expect(picture).toContain("public.&lt;b&gt;&quot;&amp;&#39;");
  expect(picture).toContain('aria-label="a &lt;script&gt;"');
  expect(picture).not.toContain("<b>");
});

test("Mermaid has no quotation mark or markup of a name's", () => {
  const text = mermaidOf(draw(stack(hostile)));
  expect(text).toContain('"public.#lt;b>#quot;#amp;\'"');
  expect(text).toContain('["PostgreSQL shop-db<br>google-x, business-4, 2 nodes"]');
  expect(text).toMatch(/^flowchart LR\n/);
});
