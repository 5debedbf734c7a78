import {
  CdcPipeline,
  type CdcPipelineProps,
  ExternalPostgres,
  JdbcSink,
  type JdbcSinkProps,
  json,
  Postgres,
  PostgresReadReplica,
  unwrap,
} from "../../../constructs";
import { type Json, synthesizedIn } from "../../synth";

const [project, cloudName] = ["demo", "aws-eu-west-1"] as const;
const converter = json({ schemas: true });

interface Given {
  readonly sink?: Partial<JdbcSinkProps>;
  readonly source?: Partial<CdcPipelineProps["source"]>;
  readonly place?: "replica" | "elsewhere" | "nowhere";
}

/** What Terraform makes of a pipeline whose rows a sink writes into another PostgreSQL. */
function sinkOf({ sink, source, place }: Given = {}): Json {
  const { resource } = synthesizedIn((stack) => {
    const pipeline = new CdcPipeline(stack, "pipeline", {
      project,
      postgres: { cloudName, serviceName: "orders", plan: "startup-4", pgVersion: "17" },
      kafka: { cloudName, serviceName: "kafka", plan: "business-4", kafkaVersion: "4.2" },
      kafkaConnect: { cloudName, serviceName: "connect", plan: "business-4" },
      source: {
        ...{ connectorName: "orders", topicPrefix: "shop", keyConverter: converter },
        tables: ["public.orders", "public.items"],
        ...(source as object),
      },
    });
    const copy = new Postgres(stack, "copy", {
      ...{ project, cloudName, serviceName: "copy", plan: "startup-4", pgVersion: "17" },
    });
    const postgres =
      place === "replica"
        ? new PostgresReadReplica(stack, "replica", {
            ...{ primary: copy, cloudName, serviceName: "replica", plan: "startup-4" },
          })
        : place === "elsewhere"
          ? new ExternalPostgres(stack, "elsewhere", {
              ...{ host: "db.example.com", database: "copy", username: "writer" },
              password: "${var.password}",
            })
          : copy;
    const made = new JdbcSink(stack, "sink", {
      ...{ connectorName: "copy-orders", source: pipeline.source, postgres, primaryKey: ["id"] },
      ...sink,
    });
    if (place !== "nowhere") pipeline.kafkaConnect.addSource(made);
  });
  return resource.aiven_kafka_connector.sink;
}

test("writes the rows of each table, by its key, where they are deleted too", () => {
  expect(sinkOf()).toEqual({
    connector_name: "copy-orders",
    project,
    service_name: "${aiven_kafka_connect.pipeline_kafka-connect_E927236B.service_name}",
    depends_on: expect.anything(),
    config: {
      name: "copy-orders",
      "connector.class": "io.aiven.connect.jdbc.JdbcSinkConnector",
      "tasks.max": 1,
      topics: "shop.public.orders,shop.public.items",
      "topics.to.tables.mapping": "shop.public.orders:orders,shop.public.items:items",
      "connection.url":
        "jdbc:postgresql://${aiven_pg.copy.service_host}:${aiven_pg.copy.service_port}/defaultdb?sslmode=require",
      "connection.user": "${sensitive(aiven_pg.copy.service_username)}",
      "connection.password": "${sensitive(aiven_pg.copy.service_password)}",
      "insert.mode": "upsert",
      "pk.mode": "record_key",
      "pk.fields": "id",
      "delete.enabled": true,
      "auto.create": true,
      "auto.evolve": true,
      "key.converter": "org.apache.kafka.connect.json.JsonConverter",
      "key.converter.replace.null.with.default": false,
      "key.converter.schemas.enable": true,
      "value.converter": "org.apache.kafka.connect.json.JsonConverter",
      "value.converter.replace.null.with.default": false,
      "value.converter.schemas.enable": true,
      transforms: "unwrap",
      "transforms.unwrap.type": "io.debezium.transforms.ExtractNewRecordState",
      "transforms.unwrap.delete.tombstone.handling.mode": "tombstone",
    },
  });
});

test("takes rows that are out of their events already, and other tables", () => {
  const topic = "shop.public.orders";
  const { config } = sinkOf({
    source: { transforms: [unwrap()] },
    sink: { topics: [topic], tables: { [topic]: "sales.orders" }, deletes: false, tasks: 3 },
    place: "elsewhere",
  });
  expect(config).toMatchObject({
    topics: topic,
    "topics.to.tables.mapping": `${topic}:sales.orders`,
    "connection.url": "jdbc:postgresql://db.example.com:5432/copy?sslmode=require",
    "connection.password": "${var.password}",
    "delete.enabled": false,
    "tasks.max": 3,
  });
  expect(config).not.toHaveProperty("transforms");
});

test.each<[string, Given, string]>([
  [
    "a source that writes no schemas",
    { source: { keyConverter: undefined } },
    'config["value.converter.schemas.enable"] must be true, because a JDBC sink takes no record without a schema, got false; use "true" [jdbc-sink-schemas]',
  ],
  [
    "no primary key",
    { sink: { primaryKey: [] } },
    'primaryKey must name the columns of the primary key, got none; for instance ["id"] [jdbc-sink-props]',
  ],
  [
    "topics that nobody knows",
    { source: { tables: undefined, schemas: ["public"] } },
    'topics must be listed, because not every captured table is given by its name; for instance topics: ["shop.public.orders"] [jdbc-sink-props]',
  ],
  [
    "a table of a topic that is not read",
    { sink: { tables: { "shop.orders": "orders" } } },
    'tables must be of topics that are read, got "shop.orders"; use shop.public.orders or shop.public.items [jdbc-sink-props]',
  ],
  [
    "two topics for one table",
    { source: { tables: ["public.orders", "old.orders"] } },
    'tables must differ, got "orders" for shop.public.orders and shop.old.orders; name them: tables: { "shop.old.orders": "…" } [jdbc-sink-props]',
  ],
  [
    "a read replica",
    { place: "replica" },
    "postgres must not be a read replica, which takes no writes; use its primary [jdbc-sink-props]",
  ],
  [
    "a property that it sets itself",
    { sink: { properties: { "insert.mode": "insert" } } },
    'properties must not set "insert.mode", which this construct sets itself; use its prop [source-own-properties]',
  ],
  [
    "to run nowhere",
    { place: "nowhere" },
    "has no workers to run on; add it: kafkaConnect.addSource(sink) [source-has-workers]",
  ],
])("refuses %s", (_what, given, message) => {
  expect(() => sinkOf(given)).toThrow(message);
});
