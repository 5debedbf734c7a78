import { Fn, Token } from "cdktf";
import {
  acknowledge,
  AzureKafka,
  DebeziumPostgresSource,
  type DebeziumPostgresSourceProps,
  GcpKafkaConnect,
  GcpPostgres,
  KafkaConnectIntegration,
  avro,
  json,
  outboxRouter,
  route,
  unwrap,
} from "../../../constructs";
import { messageHeartbeat } from "../../../src/debezium/heartbeat";
import { synthesizedIn } from "../../synth";

type Props = DebeziumPostgresSourceProps;

const connectorOf = (more: Partial<Props> = {}) =>
  synthesizedIn((stack) => {
    const source = new DebeziumPostgresSource(stack, "source", {
      postgres: GcpPostgres.fromExisting(stack, "db", { project: "demo", serviceName: "pg" }),
      connectorName: "Orders-Source",
      topicPrefix: "shop",
      tables: ["public.orders", "public.items"],
      ...more,
    } as Props);
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
      "poll.interval.ms": 20,
      "max.batch.size": 1024,
      "max.queue.size": 2048,
      "snapshot.fetch.size": 2000,
      "database.hostname": "${data.aiven_pg.db.service_host}",
      "database.port": "${data.aiven_pg.db.service_port}",
      "database.user": "${sensitive(data.aiven_pg.db.service_username)}",
      "database.password": "${sensitive(data.aiven_pg.db.service_password)}",
      "database.dbname": "defaultdb",
      "database.sslmode": "require",
      "topic.prefix": "shop",
      "table.include.list": "public.orders,public.items",
      "snapshot.mode": "when_needed",
      "decimal.handling.mode": "string",
      "slot.name": "orders_source",
      "publication.name": "orders_source",
      "publication.autocreate.mode": "filtered",
      "retriable.restart.connector.wait.ms": 30000,
      "heartbeat.interval.ms": 2000,
      "heartbeat.action.query": messageHeartbeat,
      "key.converter": "org.apache.kafka.connect.json.JsonConverter",
      "key.converter.replace.null.with.default": false,
      "key.converter.schemas.enable": false,
      "value.converter": "org.apache.kafka.connect.json.JsonConverter",
      "value.converter.replace.null.with.default": false,
      "value.converter.schemas.enable": false,
      "_aiven.restart.on.failure": true,
    },
  });
});

test("props change their properties, and other properties stand beside them", () => {
  const { config } = connectorOf({
    database: "shop",
    snapshotMode: "no_data",
    decimalHandling: "precise",
    slotName: "s",
    publicationName: "p",
    publicationAutocreate: "disabled",
    tlsMode: "verify-full",
    heartbeat: { intervalMs: 5000, actionQuery: "UPDATE beat SET at = now()" },
    keyConverter: json(),
    valueConverter: json({ schemas: true }),
    restartOnFailure: false,
    properties: { "poll.interval.ms": 100, "database.sslrootcert": "/etc/ssl/certs/ca.pem" },
  });
  expect(config).toMatchObject({
    "database.dbname": "shop",
    "snapshot.mode": "no_data",
    "decimal.handling.mode": "precise",
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
  const properties = { "topic.prefix": "x", "plugin.name": "wal2json" } as unknown as undefined;
  expect(() => connectorOf({ properties })).toThrow(
    [
      '  [test/source] properties must not set "topic.prefix", which this construct sets itself; use its prop [source-own-properties]',
      '  [test/source] properties must not set "plugin.name", which this construct sets itself; use its prop [source-own-properties]',
    ].join("\n"),
  );
});

test("a slot's name made from a long connector name stays within PostgreSQL's 63 characters", () => {
  expect(connectorOf({ connectorName: "a".repeat(70) }).config["slot.name"]).toBe("a".repeat(63));
  expect(connectorOf({ connectorName: "a".repeat(63) }).config["slot.name"]).toBe("a".repeat(63));
});

test("a reference in the connector's name makes no slot and no publication", () => {
  const of =
    (connectorName: string, more: Partial<Props> = {}) =>
    () =>
      connectorOf({ connectorName, ...more }).config;
  const error = (prop: string) =>
    `  [test/source] ${prop} must be given where connectorName is a reference, because its default is made from the name; for instance ${prop}: "orders" [source-names-literal]`;
  const both = [error("slotName"), error("publicationName")].join("\n");
  expect(of("${var.name}")).toThrow(both);
  expect(of(`orders-${Token.asString(Fn.lower("A"))}`)).toThrow(both);
  expect(of("${var.name}", { slotName: "orders" })).toThrow(error("publicationName"));
  expect(of("${var.name}", { slotName: "orders", publicationName: "shop" })()).toMatchObject({
    ...{ name: "${var.name}", "slot.name": "orders", "publication.name": "shop" },
  });
});

test("lists that only Terraform knows are refused in plain words", () => {
  const list = Token.asList(Fn.split(",", "${var.tables}")) as `${string}.${string}`[];
  const error = (prop: string, example: string) =>
    `[test/source] ${prop} must be written in the app, got a reference, of which nothing is known at synth; for instance ${prop}: ["${example}"] [source-names-literal]`;
  expect(() => connectorOf({ tables: list })).toThrow(error("tables", "public.orders"));
  expect(() => connectorOf({ schemas: list })).toThrow(error("schemas", "public"));
  expect(() => connectorOf({ excludeColumns: list as never })).toThrow(
    error("excludeColumns", "public.orders.card"),
  );
  expect(connectorOf({ topicPrefix: "${var.prefix}" }).config["topic.prefix"]).toBe(
    "${var.prefix}",
  );
});

test("a certificate that is verified needs its authority's", () => {
  const error = (mode: string) =>
    `[test/source] config["database.sslrootcert"] must be set for database.sslmode "${mode}", got none; give the authority's certificate itself, in PEM, as database.sslfactoryarg with database.sslfactory "org.postgresql.ssl.SingleCertValidatingFactory", or use "require", which encrypts and does not verify [tls-root-certificate]`;
  for (const tlsMode of ["verify-full", "verify-ca"] as const) {
    expect(() => connectorOf({ tlsMode })).toThrow(error(tlsMode));
    const properties = { "database.sslrootcert": "/etc/ssl/certs/ca.pem" };
    expect(connectorOf({ tlsMode, properties }).config["database.sslmode"]).toBe(tlsMode);
  }
  expect(connectorOf({ tlsMode: "require" }).config["database.sslmode"]).toBe("require");
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
  ).toThrow("[test/source] has no workers to run on; add it: kafkaConnect.addSource(source)");
});

test("its topics are known before anything runs", () => {
  synthesizedIn((stack) => {
    const source = new DebeziumPostgresSource(stack, "source", {
      postgres: GcpPostgres.fromExisting(stack, "db", { project: "demo", serviceName: "pg" }),
      connectorName: "c",
      topicPrefix: "shop",
      tables: ["public.orders", "public.order$x", "public.Order Items", "public.größe"],
    });
    GcpKafkaConnect.fromExisting({ project: "demo", serviceName: "connect" }).addSource(source);
    acknowledge(source, { rules: ["tables-ascii"], reason: "the test is on names of topics" });
    expect(source.topics).toEqual([
      "shop.public.orders",
      "shop.public.order_x",
      "shop.public.Order_Items",
      "shop.public.gr__e",
    ]);
    expect(source.topicOf("public.größe")).toBe("shop.public.gr__e");
    expect(() => source.topicOf("public.order_x")).toThrow(
      "test/source does not capture public.order_x; it has public.orders, public.order$x, public.Order Items, public.größe",
    );
  });
});

test("everything that the connector can be told in the user's own words", () => {
  const { config } = connectorOf({
    tables: undefined,
    schemas: ["public", "audit"],
    excludeColumns: ["public.customers.card_number"],
    timeHandling: "connect",
    binaryHandling: "hex",
    hstoreHandling: "map",
    intervalHandling: "string",
    includeUnknownTypes: true,
    tombstones: false,
    messageKeys: { "public.log": ["region", "at"], "public.orders": ["id"] },
    transactionMetadata: true,
    replicaIdentities: { "public.orders": "full", "public.log": { index: "log_key" } },
    signals: { table: "public.signals", snapshotChunkSize: 512 },
    errors: { maxRetries: 10, retryWaitMs: 500, onUnreadable: "warn" },
  });
  expect(config).toMatchObject({
    "schema.include.list": "public,audit",
    "column.exclude.list": "public.customers.card_number",
    "time.precision.mode": "connect",
    "binary.handling.mode": "hex",
    "hstore.handling.mode": "map",
    "interval.handling.mode": "string",
    "include.unknown.datatypes": true,
    "tombstones.on.delete": false,
    "message.key.columns": "public.log:region,at;public.orders:id",
    "provide.transaction.metadata": true,
    "replica.identity.autoset.values": "public.orders:FULL,public.log:INDEX log_key",
    "signal.data.collection": "public.signals",
    "incremental.snapshot.chunk.size": 512,
    "errors.max.retries": 10,
    "retriable.restart.connector.wait.ms": 500,
    "event.processing.failure.handling.mode": "warn",
  });
  expect(config).not.toHaveProperty(["table.include.list"]);
});

test("names are escaped in Debezium's lists, and expressions are taken as they are", () => {
  const { config } = connectorOf({
    tables: ["public.order$x", "public.a,b", "public.c++", "public.order\\$y", "sales\\..*"],
    excludeColumns: ["public.order$x.card"],
    messageKeys: { "public.order$x": ["id", "n$"], "public.c d": ["e f"] },
    replicaIdentities: { "public.order$x": "full" },
    signals: { table: "public.signal$" },
  });
  expect(config).toMatchObject({
    "table.include.list":
      "public.order\\$x,public.a\\,b,public.c\\+\\+,public.order\\$y,sales\\..*",
    "column.exclude.list": "public.order\\$x.card",
    "message.key.columns": "public.order\\$x:id,n\\$;public.c\\sd:e\\sf",
    "replica.identity.autoset.values": "public.order\\$x:FULL",
    "signal.data.collection": "public.signal$",
  });
  expect(connectorOf({ tables: undefined, schemas: ["a$b", "c.*"] }).config).toMatchObject({
    "schema.include.list": "a\\$b,c.*",
  });
});

test("transforms stand in their order, each with its own properties", () => {
  const { config } = connectorOf({
    transforms: [
      unwrap({ addFields: ["op"] }),
      route("shop\\.(.*)", "$1"),
      outboxRouter({ topic: "events.${routedByValue}" }),
    ],
  });
  expect(config).toMatchObject({
    transforms: "unwrap,route,outbox",
    "transforms.unwrap.type": "io.debezium.transforms.ExtractNewRecordState",
    "transforms.unwrap.delete.tombstone.handling.mode": "tombstone",
    "transforms.unwrap.add.fields": "op",
    "transforms.route.type": "org.apache.kafka.connect.transforms.RegexRouter",
    "transforms.route.regex": "shop\\.(.*)",
    "transforms.route.replacement": "$1",
    "transforms.outbox.route.topic.replacement": "events.$${routedByValue}",
  });
});

test("Avro takes its registry's address, credentials in it, as a sensitive reference", () => {
  const json = synthesizedIn((stack) => {
    const kafka = AzureKafka.fromExisting(stack, "kafka", { project: "demo", serviceName: "k" });
    const source = new DebeziumPostgresSource(stack, "source", {
      postgres: GcpPostgres.fromExisting(stack, "db", { project: "demo", serviceName: "pg" }),
      connectorName: "c",
      topicPrefix: "t",
      tables: ["public.t"],
      keyConverter: avro(kafka),
    });
    GcpKafkaConnect.fromExisting({ project: "demo", serviceName: "connect" }).addSource(source);
  });
  expect(json.resource.aiven_kafka_connector.source.config).toMatchObject({
    "value.converter": "io.confluent.connect.avro.AvroConverter",
    "value.converter.schema.registry.url":
      "${sensitive(data.aiven_kafka.kafka.kafka[0].schema_registry_uri)}",
    "value.converter.basic.auth.credentials.source": "URL",
  });
});

test.each<[object, Record<string, string | undefined>]>([
  [{ keyConverter: json() }, {}],
  [{ valueConverter: avroOf("r") }, { schema: "avro", field: "avro" }],
  [
    { keyConverter: avroOf("r"), valueConverter: json() },
    { schema: "avro", field: "avro" },
  ],
  [{ keyConverter: avroOf("r"), version: "1.9.7" }, {}],
  [
    {
      keyConverter: avroOf("r"),
      properties: { "schema.name.adjustment.mode": "avro_unicode" },
    },
    { schema: "avro_unicode", field: "avro" },
  ],
])("names are adjusted to Avro where records are: %j", (props, { schema, field }) => {
  const { config } = connectorOf(props);
  expect(config["schema.name.adjustment.mode"]).toBe(schema);
  expect(config["field.name.adjustment.mode"]).toBe(field);
});

function avroOf(schemaRegistryUrl: string) {
  return avro({ schemaRegistryUrl } as Parameters<typeof avro>[0]);
}

test("an older Debezium is spoken to in its own words, and the workers are pinned to it", () => {
  const { resource } = synthesizedIn((stack) => {
    const connect = new GcpKafkaConnect(stack, "connect", {
      project: "demo",
      serviceName: "connect",
      cloudName: "google-europe-north1",
      plan: "startup-4",
    });
    new KafkaConnectIntegration(stack, "integration", {
      kafka: AzureKafka.fromExisting(stack, "kafka", { project: "demo", serviceName: "k" }),
      kafkaConnect: connect,
    });
    connect.addSource(
      new DebeziumPostgresSource(stack, "source", {
        version: "1.9.7",
        postgres: GcpPostgres.fromExisting(stack, "db", { project: "demo", serviceName: "pg" }),
        connectorName: "c",
        topicPrefix: "t",
        tables: ["public.t"],
        snapshotMode: "no_data",
      }),
    );
  });
  const { config } = resource.aiven_kafka_connector.source;
  expect(config).toMatchObject({ "database.server.name": "t", "snapshot.mode": "never" });
  expect(config).not.toHaveProperty(["topic.prefix"]);
  expect(resource.aiven_kafka_connect.connect.kafka_connect_user_config.plugin_versions).toEqual([
    { plugin_name: "debezium-connector", version: "1.9.7" },
  ]);
});

test.each([
  ["2.7.4", "initial"],
  ["3.1.0", "when_needed"],
  ["3.5.2", "when_needed"],
] as const)("Debezium %s takes its snapshots %s unless asked otherwise", (version, mode) => {
  expect(connectorOf({ version } as Partial<Props>).config).toMatchObject({
    "snapshot.mode": mode,
  });
});

test("names beyond ASCII are taken by the Debezium that reads them", () => {
  const tables = ["public.größe"] as const;
  expect(() => connectorOf({ tables })).toThrow(/\[tables-ascii\]/);
  const { config } = connectorOf({ tables, version: "3.5.2" } as never);
  expect(config["table.include.list"]).toBe("public.größe");
});
