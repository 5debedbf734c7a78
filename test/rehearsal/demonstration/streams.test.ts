import { changeEvent } from "../../../src/rehearsal/demonstration/change-event";
import type { Connector, KafkaService, Service } from "../../../src/rehearsal/cloud/services";
import { EventCounts, sharePrefix, streamsOf } from "../../../src/rehearsal/demonstration/streams";

/** A pipeline with engines that are known by their addresses only. */
function pipeline(id: string, port: number, { kafka = id, prefix = "shop" } = {}) {
  const of = (type: string, name: string, more = {}) =>
    ({ type, project: "p", name, ...more }) as unknown as Service;
  const postgres = of("pg", `${id}-pg`, { engine: { port } });
  const events = of("kafka", `${kafka}-kafka`);
  const connect = of("kafka_connect", `${id}-connect`, { integration: { kafka: events } });
  const connector: Connector = {
    project: "p",
    service: connect.name,
    name: `${id}-source`,
    config: {
      "topic.prefix": prefix,
      "database.dbname": "defaultdb",
      "database.port": String(port),
      "table.include.list": "public.tab1",
    },
  };
  return { postgres, events: events as KafkaService, connect, connector };
}

function worldOf(...pipelines: ReturnType<typeof pipeline>[]) {
  const services = pipelines.flatMap(({ postgres, events, connect }) => [
    postgres,
    events,
    connect,
  ]);
  const findConnect = (_project: string, name: string) =>
    services.find((each) => each.type === "kafka_connect" && each.name === name);
  return {
    services,
    connectors: pipelines.map(({ connector }) => connector),
    sampleTables: pipelines.map(({ postgres }) => ({
      postgres,
      database: "defaultdb",
      table: "public.tab1",
    })),
    findConnect,
  } as unknown as Parameters<typeof streamsOf>[0];
}

const snapshot = (prefix = "shop") =>
  changeEvent({
    topic: `${prefix}.public.tab1`,
    partition: 0,
    offset: 0n,
    key: null,
    value: Buffer.from(
      JSON.stringify({
        op: "r",
        source: { name: prefix, db: "defaultdb", schema: "public", table: "tab1" },
      }),
    ),
  });

test("tables of one name and prefix on two Kafkas are counted apart", () => {
  const [a, b] = [pipeline("a", 1), pipeline("b", 2)];
  const streams = streamsOf(worldOf(a, b));
  expect(streams.map(({ kafka, topic }) => `${kafka.name} ${topic}`)).toEqual([
    "a-kafka shop.public.tab1",
    "b-kafka shop.public.tab1",
  ]);
  const counts = new EventCounts();
  for (let i = 0; i < 4; i++) counts.add(snapshot(), a.events);
  expect(streams.map((stream) => counts.of(stream, "snapshot"))).toEqual([4, 0]);
});

test("tables of one name on one Kafka are counted apart by their prefixes", () => {
  const a = pipeline("a", 1, { kafka: "one", prefix: "a" });
  const b = pipeline("b", 2, { kafka: "one", prefix: "b" });
  const streams = streamsOf(worldOf(a, b));
  const counts = new EventCounts();
  counts.add(snapshot("b"), a.events);
  expect(streams.map((stream) => counts.of(stream, "snapshot"))).toEqual([0, 1]);
});

test("two connectors that write to one topic have to bring the events of both", () => {
  const [a, b] = [pipeline("a", 1, { kafka: "one" }), pipeline("b", 2, { kafka: "one" })];
  const [stream, ...more] = streamsOf(worldOf(a, b));
  expect(more).toEqual([]);
  expect(stream?.expected).toEqual({ snapshot: 4, insert: 2, update: 2, delete: 2 });
});

test("a connector of another database captures nothing of the table", () => {
  const [a, b] = [pipeline("a", 1), pipeline("b", 2)];
  const elsewhere = { ...b.connector.config, "database.dbname": "other" };
  const cloud = worldOf(a, { ...b, connector: { ...b.connector, config: elsewhere } });
  expect(streamsOf(cloud).map(({ kafka }) => kafka.name)).toEqual(["a-kafka"]);
});

test.each([
  ["no_data", { snapshot: 0, insert: 1, update: 1, delete: 1 }],
  ["never", { snapshot: 0, insert: 1, update: 1, delete: 1 }],
  ["initial_only", { snapshot: 2, insert: 0, update: 0, delete: 0 }],
  ["WHEN_NEEDED", { snapshot: 2, insert: 1, update: 1, delete: 1 }],
])("with snapshot.mode %s it brings %j", (mode, expected) => {
  const a = pipeline("a", 1);
  const config = { ...a.connector.config, "snapshot.mode": mode };
  const [stream] = streamsOf(worldOf({ ...a, connector: { ...a.connector, config } }));
  expect(stream?.expected).toEqual(expected);
});

test("connectors share a prefix only on the same workers", () => {
  const [a, b] = [pipeline("a", 1), pipeline("b", 2)];
  expect(sharePrefix(worldOf(a, b))).toBe(false);
  const beside = { ...b, connector: { ...b.connector, service: a.connect.name } };
  expect(sharePrefix(worldOf(a, beside))).toBe(true);
});
