import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connectorRules } from "../../src/aiven/rules/connect/connector-rules";
import {
  connectorAttributes,
  integrationAttributes,
  kafkaAttributes,
  kafkaConnectAttributes,
  postgresAttributes,
  readConnector,
  readIntegration,
  readKafka,
  readKafkaConnect,
  readPostgres,
  readTopic,
  type TerraformValues,
  topicAttributes,
} from "../../src/aiven/terraform/from-terraform";
import { integrationRules } from "../../src/aiven/rules/integrations/integration-rules";
import { kafkaConnectRules } from "../../src/aiven/rules/connect/kafka-connect-rules";
import { kafkaRules } from "../../src/aiven/rules/kafka/kafka-rules";
import { postgresRules } from "../../src/aiven/rules/services/postgres-rules";
import { type Facts, findViolations, notKnownYet, type Rule } from "../../src/aiven/rules/rule";
import schema from "../../.gen/provider-aiven/facts/schema.json";

const unknown = Symbol("known after apply");
const isUnknown = (value: unknown) => value === unknown;

/** The seed's resources as a provider gets them: blocks as lists, references not known yet. */
function seedValues(address: string, project: unknown = "shop"): TerraformValues {
  const text = readFileSync(join(__dirname, "../fixtures/seed.json"), "utf8");
  const seed = JSON.parse(text) as Record<string, Record<string, unknown>>;
  const asBlocks = (value: unknown, depth: number): unknown => {
    if (typeof value === "string" && value.includes("${")) return unknown;
    if (typeof value !== "object" || value === null) return value;
    const fields = Object.entries(value).map(([key, each]) => [key, asBlocks(each, depth + 1)]);
    return depth > 0 ? [Object.fromEntries(fields)] : Object.fromEntries(fields);
  };
  const { config, ...values } = seed[address] ?? {};
  const map = config && { config: asBlocks(config, 0) };
  return Object.assign({}, asBlocks(values, 0), map, { project });
}

function messages<Subject>(rules: readonly Rule<Subject>[], facts: Facts<Subject>, asOf: string) {
  return findViolations(rules, facts, { asOf: new Date(asOf) }).map(
    ({ rule, severity, refusedByAiven }) => `${rule} ${refusedByAiven ? "refused" : severity}`,
  );
}

const then = "2022-09-01";
const now = "2026-11-23";

test("the seed's PostgreSQL", () => {
  const facts = readPostgres(seedValues("aiven_pg.demo-pg"), isUnknown);
  expect(facts).toEqual({
    project: "shop",
    serviceName: "demo-postgres",
    cloudName: "google-europe-north1",
    plan: "business-4",
  });
  expect(messages(postgresRules, facts, now)).toEqual(["termination-protection note"]);
});

test("the seed's Kafka: could be had then, not now", () => {
  const facts = readKafka(seedValues("aiven_kafka.demo-kafka"), isUnknown);
  expect(facts).toEqual({
    project: "shop",
    serviceName: "demo-kafka",
    cloudName: "azure-norway-west",
    plan: "startup-2",
    maintenanceDay: "saturday",
    maintenanceTime: "10:00:00",
    kafkaVersion: "3.1",
    replicationFactor: 2,
    minInsyncReplicas: 2,
    partitions: 3,
    autoCreateTopics: true,
  });
  const always = ["kafka-replication-insync-equal warning", "kafka-auto-create-topics note"];
  expect(messages(kafkaRules, facts, then)).toEqual(["kafka-version-lasting note", ...always]);
  expect(messages(kafkaRules, facts, now)).toEqual([
    "kafka-version-creatable refused",
    "kafka-plan-outlived refused",
    ...always,
  ]);
});

test("the seed's Kafka Connect: its VPC is of the project proj1-demo", () => {
  const address = "aiven_kafka_connect.demo-kafka-connect";
  const facts = readKafkaConnect(seedValues(address), isUnknown);
  expect(facts).toEqual({
    project: "shop",
    serviceName: "demo-kafka-connect",
    cloudName: "google-europe-north1",
    projectVpcId: "proj1-demo/01a413b4-36df-4b1b-a697-fd7f87833494",
    plan: "startup-4",
    maintenanceDay: "monday",
    maintenanceTime: "10:00:00",
    publicRestApi: true,
  });
  expect(messages(kafkaConnectRules, facts, now)).toEqual([
    "vpc-project refused",
    "connect-public-rest-api warning",
    "debezium-pinned note",
  ]);
  const own = readKafkaConnect(seedValues(address, "proj1-demo"), isUnknown);
  expect(messages(kafkaConnectRules, own, then)).toEqual(["connect-public-rest-api warning"]);
});

test("the seed's integration names three of the four", () => {
  const facts = readIntegration(seedValues("aiven_service_integration.i1"), isUnknown);
  expect(facts).toEqual({
    groupId: "connect",
    offsetTopic: "__connect_offsets",
    statusTopic: "__connect_status",
  });
  expect(messages(integrationRules, facts, now)).toEqual(["integration-config-topic-set error"]);
  expect(readIntegration({ integration_type: "metrics" }, isUnknown)).toEqual({});
});

test("the seed's connector, which reads with wal2json: nothing to tell of", () => {
  const facts = readConnector(seedValues("aiven_kafka_connector.kafka-pg-source"), isUnknown);
  expect(facts).toMatchObject({
    connectorName: "kafka-pg-source",
    configName: "kafka-pg-source",
    connectorClass: "io.debezium.connector.postgresql.PostgresConnector",
    logicalDecoding: "wal2json",
    username: notKnownYet,
    tables: ["public.tab1"],
    slotName: undefined,
    heartbeatIntervalMs: 30_000,
    heartbeatActionQuery: "INSERT INTO heartbeat (status) VALUES (1)",
  });
  expect(messages(connectorRules, facts, then)).toEqual([]);
});

test("the seed's connector moved to pgoutput: its publication and its heartbeat are told of", () => {
  const { config, ...values } = seedValues("aiven_kafka_connector.kafka-pg-source");
  const moved = (more: TerraformValues) =>
    readConnector(
      { ...values, config: { ...(config as TerraformValues), "plugin.name": "pgoutput", ...more } },
      isUnknown,
    );
  expect(messages(connectorRules, moved({}), now)).toEqual(["publication-for-all-tables error"]);
  expect(
    messages(connectorRules, moved({ "publication.autocreate.mode": "filtered" }), now),
  ).toEqual(["heartbeat-unpublished error"]);
});

test("a topic, whose sync copies Terraform holds as text", () => {
  const facts = readTopic(
    { topic_name: "a", partitions: 3n, replication: 2, config: [{ min_insync_replicas: "2" }] },
    isUnknown,
  );
  expect(facts).toEqual({ topicName: "a", partitions: 3, replication: 2, minInsyncReplicas: 2 });
});

test("what is not known yet, at any depth, and what is null", () => {
  const kafka = (values: TerraformValues) => readKafka(values, isUnknown);
  expect(kafka({ plan: unknown, cloud_name: null })).toEqual({ plan: notKnownYet });
  expect(kafka({ kafka_user_config: unknown })).toMatchObject({
    kafkaVersion: notKnownYet,
    partitions: notKnownYet,
  });
  expect(kafka({ kafka_user_config: [] }).kafkaVersion).toBeUndefined();
  expect(kafka({ kafka_user_config: [{ kafka_version: "4.2", kafka: unknown }] })).toMatchObject({
    kafkaVersion: "4.2",
    replicationFactor: notKnownYet,
  });
  expect(kafka({ tag: [{ key: "team", value: "shop" }] }).tags).toEqual({ team: "shop" });
});

test("Debezium's pin among other plugins", () => {
  const pinned = (plugin_versions: unknown) =>
    readKafkaConnect({ kafka_connect_user_config: [{ plugin_versions }] }, isUnknown)
      .debeziumVersion;
  const jdbc = { plugin_name: "aiven-kafka-connect-jdbc", version: "6.10.0" };
  expect(pinned([jdbc, { plugin_name: "debezium-connector", version: "3.1.0" }])).toBe("3.1.0");
  expect(pinned([jdbc])).toBeUndefined();
  expect(pinned([{ plugin_name: "debezium-connector", version: unknown }])).toBe(notKnownYet);
  expect(pinned([{ plugin_name: unknown, version: "1" }])).toBe(notKnownYet);
  expect(pinned(unknown)).toBe(notKnownYet);
});

describe("a connector's configuration", () => {
  const read = (config: unknown) => readConnector({ connector_name: "a", config }, isUnknown);

  test("is not known while it is not known as a whole, but for the connector's own name", () => {
    const facts = read(unknown);
    expect(facts).toMatchObject({
      connectorName: "a",
      configName: notKnownYet,
      heartbeatIntervalMs: notKnownYet,
      config: notKnownYet,
    });
    expect(messages(connectorRules, facts, now)).toEqual([]);
  });

  test("has secrets that nobody looks at: Terraform's values say no more where they are from", () => {
    expect(read({ name: "a", "database.password": "hunter2" }).config).toEqual({
      name: "a",
      "database.password": undefined,
    });
  });

  test("is escaped as it stood in Terraform", () => {
    const facts = read({ name: "a", "database.user": "${env:PG_USER}" });
    expect(facts.config).toEqual({ name: "a", "database.user": "$${env:PG_USER}" });
    expect(messages(connectorRules, facts, now)).toEqual([]);
  });
});

test("every path is an attribute of the provider's schema", () => {
  interface Block {
    attributes?: Record<string, unknown>;
    block_types?: Record<string, { block: Block }>;
  }
  const [provider] = Object.values(schema.provider_schemas);
  const types = provider?.resource_schemas as unknown as Record<string, { block: Block }>;
  const has = (
    block: Block | undefined,
    [name, ...rest]: readonly (string | number)[],
  ): boolean => {
    if (!block || typeof name !== "string") return false;
    const inner = block.block_types?.[name]?.block;
    if (!inner) return block.attributes?.[name] !== undefined;
    return rest.length === 0 || has(inner, rest.slice(1));
  };
  const paths = {
    aiven_pg: postgresAttributes,
    aiven_kafka: kafkaAttributes,
    aiven_kafka_connect: kafkaConnectAttributes,
    aiven_service_integration: integrationAttributes,
    aiven_kafka_topic: topicAttributes,
    aiven_kafka_connector: connectorAttributes,
  };
  const missing = Object.entries(paths).flatMap(([type, attributes]) =>
    Object.values(attributes)
      .filter((path) => !has(types[type]?.block, path))
      .map((path) => `${type}: ${path.join(".")}`),
  );
  expect(missing).toEqual([]);
});
