import type { TerraformStack } from "cdktf";
import {
  CdcPipeline,
  type CdcPipelineProps,
  Postgres,
  type PostgresProps,
  PostgresReadReplica,
  type PostgresReadReplicaProps,
} from "../../../constructs";
import { connectorsOf } from "../../../src/database/from-stack";
import { setupScript } from "../../../src/database/script";
import { type Json, synthesizedIn } from "../../synth";

const project = "demo";
const cloudName = "aws-eu-west-1";

interface Given {
  readonly primary?: Partial<PostgresProps>;
  readonly replica?: Partial<PostgresReadReplicaProps>;
  readonly source?: Partial<CdcPipelineProps["source"]>;
  readonly pipeline?: Partial<CdcPipelineProps>;
}

function replicaIn(stack: TerraformStack, { primary, replica }: Given) {
  return new PostgresReadReplica(stack, "replica", {
    serviceName: "orders-replica",
    cloudName,
    plan: "startup-4",
    ...replica,
    primary: new Postgres(stack, "primary", {
      ...{ project, cloudName, serviceName: "orders", plan: "business-4", pgVersion: "17" },
      ...primary,
    }),
  });
}

function pipelineOn(given: Given = {}): Json {
  return synthesizedIn((stack) => {
    new CdcPipeline(stack, "pipeline", {
      project,
      postgres: replicaIn(stack, given),
      kafka: { cloudName, serviceName: "kafka", plan: "business-4", kafkaVersion: "4.2" },
      kafkaConnect: { cloudName, serviceName: "connect", plan: "business-4" },
      source: {
        ...{ connectorName: "orders", topicPrefix: "shop", tables: ["public.orders"] },
        ...(given.source as object),
      },
      ...given.pipeline,
    });
  });
}

test("is a service that copies its primary, of the same version", () => {
  const json = synthesizedIn((stack) => void replicaIn(stack, {}));
  expect(json.resource.aiven_pg.replica).toEqual({
    project,
    cloud_name: cloudName,
    service_name: "orders-replica",
    plan: "startup-4",
    pg_user_config: { pg_version: "17" },
    service_integrations: [
      {
        integration_type: "read_replica",
        source_service_name: "${aiven_pg.primary.service_name}",
      },
    ],
  });
});

test("a pipeline reads it as its primary's user, and writes nothing to it", () => {
  const { resource } = pipelineOn();
  const [{ config }] = Object.values<Json>(resource.aiven_kafka_connector) as [Json];
  expect(config).toMatchObject({
    "database.hostname": "${aiven_pg.replica.service_host}",
    "database.port": "${aiven_pg.replica.service_port}",
    "database.user": "${sensitive(aiven_pg.primary.service_username)}",
    "database.password": "${sensitive(aiven_pg.primary.service_password)}",
    "publication.autocreate.mode": "disabled",
    "heartbeat.interval.ms": 2000,
    "read.only": true,
  });
  expect(config).not.toHaveProperty(["heartbeat.action.query"]);
});

test("in production the connector's user is made on the primary, and so is the topic of messages", () => {
  const { resource } = pipelineOn({ pipeline: { production: true } });
  const [user] = Object.entries<Json>(resource.aiven_pg_user);
  expect(user?.[1].service_name).toBe("${aiven_pg.primary.service_name}");
  const [connector] = Object.values<Json>(resource.aiven_kafka_connector);
  expect(connector.config).toMatchObject({
    "database.hostname": "${aiven_pg.replica.service_host}",
    "database.user": `\${sensitive(aiven_pg_user.${user?.[0]}.username)}`,
  });
  const topics = Object.values<Json>(resource.aiven_kafka_topic).map(
    ({ topic_name: name }) => name,
  );
  expect(topics.sort()).toEqual([
    "__debezium-heartbeat.shop",
    "shop.message",
    "shop.public.orders",
  ]);
});

test("cdc sql names the primary as the place", () => {
  const script = setupScript(connectorsOf(pipelineOn()));
  expect(script).toContain(
    [
      "-- Connector orders, database defaultdb",
      "-- It reads the read replica orders-replica, which takes no writes: run this on its primary, orders.",
      "-- Tables, publication and roles come to the replica by themselves.",
      "-- A message on the primary moves the slot while the captured tables are idle, with pg_cron:",
      "--   SELECT cron.schedule('cdc heartbeat', '2 seconds', $$SELECT pg_logical_emit_message(true, 'heartbeat', now()::text)$$);",
    ].join("\n"),
  );
  expect(script).toContain('CREATE PUBLICATION "orders" FOR TABLE "public"."orders"');
});

test("one that is looked up is read the same way", () => {
  const { resource, data } = synthesizedIn((stack) => {
    const primary = Postgres.fromLookup(stack, "orders", { project, serviceName: "orders" });
    const postgres = PostgresReadReplica.fromLookup(stack, "replica", {
      ...{ project, serviceName: "orders-replica", primary },
    });
    new CdcPipeline(stack, "pipeline", {
      ...{ project, postgres },
      kafka: { cloudName, serviceName: "kafka", plan: "business-4", kafkaVersion: "4.2" },
      kafkaConnect: { cloudName, serviceName: "connect", plan: "business-4" },
      source: { connectorName: "orders", topicPrefix: "shop", tables: ["public.orders"] },
    });
  });
  expect(Object.keys(data.aiven_pg).sort()).toEqual(["orders", "replica"]);
  const [connector] = Object.values<Json>(resource.aiven_kafka_connector);
  expect(connector.config["database.hostname"]).toBe("${data.aiven_pg.replica.service_host}");
  expect(connector.config["read.only"]).toBe(true);
});

test.each<[string, Given, string]>([
  [
    "another version than its primary",
    { replica: { pgVersion: "18" } },
    'pgVersion must be the primary\'s, "17", got "18"; leave it out [replica-version]',
  ],
  [
    "a PostgreSQL that decodes no log on a standby",
    { primary: { pgVersion: "15" } },
    'pgVersion must be at least "16", because an older PostgreSQL decodes no log on a read replica, got "15"; read from its primary [replica-source]',
  ],
  [
    "a Debezium without read.only",
    { source: { version: "2.5.0" } as never },
    'version must be "2.7.4" or newer, because an older Debezium has no read.only, got "2.5.0"; use "3.1.0" [replica-source]',
  ],
  [
    "a publication that the connector makes",
    { source: { publicationAutocreate: "filtered" } },
    'publicationAutocreate must not write to a read replica, which takes no writes; use "disabled", and run what cdc sql prints on the primary [replica-source]',
  ],
  [
    "a heartbeat that writes",
    { source: { heartbeat: { intervalMs: 1_000, actionQuery: "SELECT 1" } } },
    "heartbeat must not write to a read replica, which takes no writes; leave actionQuery out, and emit messages on the primary, for instance by pg_cron [replica-source]",
  ],
  [
    "signals by a table",
    { source: { signals: { table: "public.signals" } } },
    "signals must not write to a read replica, which takes no writes; leave it out: the table's marks cannot be written there [replica-source]",
  ],
])("refuses %s", (_what, given, message) => {
  expect(() => pipelineOn(given)).toThrow(message);
});

test("takes the first PostgreSQL and Debezium that can, and a heartbeat without a statement", () => {
  const source = { version: "2.7.4", heartbeat: { intervalMs: 1_000 } } as const;
  const { resource } = pipelineOn({ primary: { pgVersion: "16" }, source });
  const [connector] = Object.values<Json>(resource.aiven_kafka_connector);
  expect(connector.config["heartbeat.interval.ms"]).toBe(1000);
});

test.each([
  ["startup-8", []],
  [
    "business-4",
    [
      'plan should be a startup plan, got "business-4": Aiven documents no other for a replica that Terraform makes; for instance "startup-4" [replica-plan]',
    ],
  ],
])("of plan %s it is warned: %j", (plan, warnings) => {
  let replica: PostgresReadReplica | undefined;
  synthesizedIn((stack) => void (replica = replicaIn(stack, { replica: { plan } })));
  const shown = replica?.node.metadata.filter(({ type }) => type === "@cdktf/warn");
  expect(shown?.map(({ data }) => data)).toEqual(warnings);
});
