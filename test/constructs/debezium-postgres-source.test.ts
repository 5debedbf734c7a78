import { DebeziumPostgresSource, GcpKafkaConnect, GcpPostgres } from "../../constructs";
import { synthesizedIn } from "../synth";

type Props = ConstructorParameters<typeof DebeziumPostgresSource>[2];

const connectorOf = (more: Partial<Props> = {}) =>
  synthesizedIn((stack) => {
    const source = new DebeziumPostgresSource(stack, "source", {
      postgres: GcpPostgres.fromExisting(stack, "db", { project: "demo", serviceName: "pg" }),
      connectorName: "Orders-Source",
      topicPrefix: "shop",
      tables: ["public.orders", "public.items"],
      ...more,
    });
    GcpKafkaConnect.fromExisting({ project: "demo", serviceName: "connect" }).addSource(source);
  }).resource.aiven_kafka_connector.source;

test("a source of just its required props captures with pgoutput over TLS, from a slot of its own", () => {
  expect(connectorOf()).toEqual({
    project: "demo",
    service_name: "connect",
    connector_name: "Orders-Source",
    config: {
      name: "Orders-Source",
      "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
      "plugin.name": "pgoutput",
      "database.hostname": "${data.aiven_pg.db.service_host}",
      "database.port": "${data.aiven_pg.db.service_port}",
      "database.user": "${sensitive(data.aiven_pg.db.service_username)}",
      "database.password": "${sensitive(data.aiven_pg.db.service_password)}",
      "database.dbname": "defaultdb",
      "database.sslmode": "require",
      "topic.prefix": "shop",
      "table.include.list": "public.orders,public.items",
      "snapshot.mode": "initial",
      "slot.name": "orders_source",
      "publication.name": "orders_source",
      "publication.autocreate.mode": "filtered",
      "heartbeat.interval.ms": 30000,
      "heartbeat.action.query": "SELECT pg_logical_emit_message(false, 'heartbeat', now()::text)",
      "key.converter": "org.apache.kafka.connect.json.JsonConverter",
      "key.converter.schemas.enable": false,
      "value.converter": "org.apache.kafka.connect.json.JsonConverter",
      "value.converter.schemas.enable": false,
      "_aiven.restart.on.failure": true,
    },
  });
});

test("props change their properties, and other properties stand beside them", () => {
  const { config } = connectorOf({
    database: "shop",
    snapshotMode: "no_data",
    decimalHandling: "string",
    slotName: "s",
    publicationName: "p",
    publicationAutocreate: "disabled",
    tlsMode: "verify-full",
    heartbeat: { intervalMs: 5000, actionQuery: "UPDATE beat SET at = now()" },
    inlineSchemas: true,
    restartOnFailure: false,
    properties: { "poll.interval.ms": 100 },
  });
  expect(config).toMatchObject({
    "database.dbname": "shop",
    "snapshot.mode": "no_data",
    "decimal.handling.mode": "string",
    "slot.name": "s",
    "publication.name": "p",
    "publication.autocreate.mode": "disabled",
    "database.sslmode": "verify-full",
    "heartbeat.interval.ms": 5000,
    "heartbeat.action.query": "UPDATE beat SET at = now()",
    "value.converter.schemas.enable": true,
    "_aiven.restart.on.failure": false,
    "poll.interval.ms": 100,
  });
});

test("properties that the construct sets itself are refused, all at once", () => {
  expect(() =>
    connectorOf({
      properties: { "topic.prefix": "x", "plugin.name": "wal2json", "signal.data.collection": "s" },
    }),
  ).toThrow(
    [
      "test/source can't be made as it is written:",
      '  - properties must not set "topic.prefix", which this construct sets itself; use its prop',
      '  - properties must not set "plugin.name", which this construct sets itself; use its prop',
    ].join("\n"),
  );
});

test("a slot's name made from a long connector name stays within PostgreSQL's 63 characters", () => {
  expect(connectorOf({ connectorName: "a".repeat(70) }).config["slot.name"]).toBe("a".repeat(63));
  expect(connectorOf({ connectorName: "a".repeat(63) }).config["slot.name"]).toBe("a".repeat(63));
});

test("a source that is added to no workers is refused at synth", () => {
  expect(() =>
    synthesizedIn((stack) => {
      new DebeziumPostgresSource(stack, "source", {
        postgres: GcpPostgres.fromExisting(stack, "db", { project: "demo", serviceName: "pg" }),
        connectorName: "c",
        topicPrefix: "t",
        tables: ["public.t"],
      });
    }),
  ).toThrow("[test/source] runs nowhere; add it to workers: kafkaConnect.addSource(source)");
});

test("its topics are known before anything runs", () => {
  synthesizedIn((stack) => {
    const source = new DebeziumPostgresSource(stack, "source", {
      postgres: GcpPostgres.fromExisting(stack, "db", { project: "demo", serviceName: "pg" }),
      connectorName: "c",
      topicPrefix: "shop",
      tables: ["public.orders"],
    });
    GcpKafkaConnect.fromExisting({ project: "demo", serviceName: "connect" }).addSource(source);
    expect(source.topics).toEqual(["shop.public.orders"]);
  });
});
