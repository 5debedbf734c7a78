import type { Parts } from "../../../src/diagram/parts";
import { statesOf } from "../../../src/rehearsal/console/states";
import type { Connector, Service } from "../../../src/rehearsal/cloud/services";
import type { Health } from "../../../src/rehearsal/watch/health";

const parts: Parts = {
  services: [
    { id: "aiven_pg.db", type: "pg", name: "shop" },
    { id: "aiven_kafka.events", type: "kafka", name: "shop" },
  ],
  connectors: [
    {
      ...{ id: "aiven_kafka_connector.orders", name: "orders" },
      ...{ database: "aiven_pg.db", slot: "orders", isSink: false, tables: [], topics: [] },
    },
  ],
  ...{ databases: [], integrations: [], topics: [], users: [] },
};
const service = (type: Service["type"]) => ({ type, name: "shop" }) as Service;
const connector = { name: "orders" } as Connector;
const health = (part: string, owner: Health["owner"], problem?: string): Health => ({
  ...{ part, owner, problem, recovered: "runs again" },
});

test("of two services with one name, the one of the same type is meant", () => {
  const states = statesOf([health("Kafka broker 1 of shop", service("kafka"), "has ended")], parts);
  expect(states).toEqual([
    { id: "aiven_kafka.events", problems: ["Kafka broker 1 of shop has ended"] },
  ]);
});

test("all parts of a service are one part of the drawing, with every problem of them", () => {
  const broker = (id: number, problem?: string) =>
    health(`Kafka broker ${id} of shop`, service("kafka"), problem);
  expect(statesOf([broker(1, "has ended"), broker(2), broker(3, "has ended")], parts)).toEqual([
    {
      id: "aiven_kafka.events",
      problems: ["Kafka broker 1 of shop has ended", "Kafka broker 3 of shop has ended"],
    },
  ]);
});

test("a connector and its slot are parts of their own", () => {
  const found = [
    health("connector orders", connector),
    { ...health("replication slot orders of shop", connector, "is missing"), slot: "orders" },
  ];
  expect(statesOf(found, parts)).toEqual([
    { id: "aiven_kafka_connector.orders", problems: [] },
    { id: "aiven_pg.db/slot/orders", problems: ["replication slot orders of shop is missing"] },
  ]);
});

test("what is not drawn has no state", () => {
  expect(statesOf([health("connector other", { name: "other" } as Connector)], parts)).toEqual([]);
});
