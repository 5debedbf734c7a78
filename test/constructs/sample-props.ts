import { LocalBackend, type TerraformStack } from "cdktf";
import * as constructs from "../../constructs";
import { CdcStack } from "../../src/cdc-stack";
import { callable, construct, existing, type Parts, type Sample } from "./sample";

const { DebeziumPostgresSource, Kafka, KafkaConnect, Postgres } = constructs;

const onWorkers = (source: object) =>
  KafkaConnect.fromExisting(existing("workers")).addSource(source as constructs.IConnectorSource);

const service = {
  ...existing("sample"),
  plan: "business-4",
  maintenanceWindow: { dayOfWeek: "monday", time: "10:00:00" },
  projectVpcId: "demo/01a413b4-36df-4b1b-a697-fd7f87833494",
  terminationProtection: true,
  preventDestroy: true,
  contacts: ["team@example.com"],
  tags: { team: "orders" },
};
const postgres = {
  ...service,
  cloudName: "google-europe-north1",
  pgVersion: "17",
  maxSlotWalKeepMb: 4096,
  userConfig: { backupHour: 3, pg: { idleInTransactionSessionTimeout: 60 } },
};
const connection = {
  ...{ host: "db.example.com", port: 5432, database: "shop" },
  ...{ username: "capture", password: "${var.password}" },
};
const kafka = {
  ...service,
  cloudName: "azure-norway-west",
  kafkaVersion: "4.2",
  replicationFactor: 4,
  minInsyncReplicas: 3,
  partitions: 5,
  autoCreateTopics: false,
  defaultAcl: false,
  restApi: false,
  schemaRegistry: false,
  userConfig: { kafkaAuthenticationMethods: { certificate: false, sasl: true }, staticIps: true },
  brokerConfig: { logRetentionHours: 24 },
};
const kafkaConnect = {
  ...service,
  cloudName: "google-europe-north1",
  publicRestApi: true,
  workerConfig: { offsetFlushIntervalMs: 100, consumerIsolationLevel: "read_committed" },
  secretProviders: [
    constructs.vaultSecrets({ address: "https://vault.example.com", token: "${var.token}" }),
  ],
  userConfig: { publicAccess: { prometheus: true } },
};
const source = {
  connectorName: "orders",
  topicPrefix: "shop",
  tables: ["public.orders"],
  schemas: ["public"],
  excludeColumns: ["public.orders.note"],
  version: "2.7.4",
  database: "orders",
  snapshotMode: "always",
  decimalHandling: "precise",
  timeHandling: "connect",
  binaryHandling: "hex",
  hstoreHandling: "map",
  intervalHandling: "string",
  includeUnknownTypes: true,
  slotName: "slot",
  publicationName: "publication",
  publicationAutocreate: "disabled",
  tlsMode: "verify-full",
  heartbeat: { intervalMs: 5000, actionQuery: "SELECT 1" },
  tombstones: false,
  messageKeys: { "public.orders": ["id"] },
  transactionMetadata: true,
  replicaIdentities: { "public.orders": "full" },
  transforms: [constructs.unwrap()],
  keyConverter: constructs.json({ schemas: true }),
  valueConverter: constructs.json({ schemas: true }),
  signals: { table: "public.signals", snapshotChunkSize: 10 },
  errors: { maxRetries: 3, retryWaitMs: 100, onUnreadable: "warn" },
  restartOnFailure: false,
  properties: {
    "poll.interval.ms": 100,
    "max.batch.size": 10,
    "database.sslrootcert": "/etc/ssl/certs/ca.pem",
  },
};
const topics = {
  names: ["shop.orders"],
  partitions: 5,
  replication: 2,
  minInsyncReplicas: 1,
  cleanupPolicy: "compact",
  retentionMs: 1000,
};
const storage = { groupId: "g", configTopic: "c", offsetTopic: "o", statusTopic: "s" };
const passwordWo = { value: "${var.password}", version: 1, reference: "$${vault:pg:password}" };
const logIndexes = { keepDays: 7, prefix: "cdc" };
const pipeline = {
  postgres,
  kafka,
  kafkaConnect,
  source,
  profile: "lowLatency",
  production: true,
  replicationUser: { username: "capture", passwordWo },
  topics,
  storage,
};

/** By the name of the construct or function. */
export const samples: Readonly<Record<string, Sample>> = {
  Postgres: construct(Postgres, () => postgres),
  PostgresReadReplica: construct(constructs.PostgresReadReplica, (parts) => ({
    ...{ primary: parts.postgres(), pgVersion: "17" },
    ...{ ...postgres, plan: "startup-4", serviceName: "replica" },
  })),
  ExternalPostgres: construct(
    constructs.ExternalPostgres,
    () => ({
      ...{ host: "db.example.com", port: 5433, database: "shop" },
      ...{ username: "capture", password: "${var.password}" },
      caCertificate: "${var.authority}",
    }),
    (made) => {
      const postgres = made as constructs.ExternalPostgres;
      const { connectorName, topicPrefix } = source;
      const tables = ["public.orders"] as const;
      onWorkers(
        new DebeziumPostgresSource(postgres, "source", {
          ...{ postgres, connectorName, topicPrefix, tables },
        }),
      );
    },
  ),
  JdbcSink: construct(
    constructs.JdbcSink,
    (parts) => ({
      ...{ connectorName: "copy", primaryKey: ["id"], database: "copy", tlsMode: "require" },
      ...{ createTables: false, deletes: false, tasks: 2, properties: { "batch.size": 100 } },
      topics: ["shop.public.orders"],
      tables: { "shop.public.orders": "copied" },
      postgres: parts.postgres(),
      user: { connection: { ...connection, username: "writer" } },
      source: new DebeziumPostgresSource(parts.stack, "source", {
        ...{ connectorName: "orders", topicPrefix: "shop", tables: ["public.orders"] },
        ...{ postgres: { connection }, keyConverter: constructs.json({ schemas: true }) },
      }),
    }),
    onWorkers,
  ),
  Kafka: construct(Kafka, () => kafka),
  KafkaConnect: construct(KafkaConnect, () => ({
    ...kafkaConnect,
    debeziumVersion: "2.7.4",
    profile: "bulkLoad",
  })),
  KafkaConnectIntegration: construct(constructs.KafkaConnectIntegration, (parts) => ({
    kafka: parts.kafka(),
    kafkaConnect: parts.kafkaConnect(),
    storage,
  })),
  DebeziumPostgresSource: construct(
    DebeziumPostgresSource,
    (parts) => {
      const database = parts.postgres();
      const user = { connection: { ...database.connection, username: "capture" } };
      return { ...source, postgres: database, user, profile: "bulkLoad" };
    },
    onWorkers,
  ),
  ChangeTopics: construct(constructs.ChangeTopics, (parts) => ({
    ...topics,
    kafka: parts.kafka(),
    source: new DebeziumPostgresSource(parts.stack, "source", {
      postgres: parts.postgres(),
      connectorName: "orders",
      topicPrefix: "shop",
      tables: ["public.orders"],
    }),
  })),
  ReplicationUser: construct(constructs.ReplicationUser, (parts) => ({
    postgres: parts.postgres(),
    username: "capture",
    passwordWo,
  })),
  ClientQuota: construct(constructs.ClientQuota, (parts) => ({
    kafka: parts.kafka(),
    ...{ user: "search", clientId: "indexer" },
    ...{ consumerByteRate: 1_000_000, producerByteRate: 2_000_000, requestPercentage: 20 },
  })),
  SchemaSubject: construct(constructs.SchemaSubject, (parts) => ({
    kafka: parts.kafka(),
    ...{ subject: "orders-value", schema: { type: "string" } },
    ...{ type: "JSON", compatibility: "FULL" },
  })),
  ClientOutputs: construct(constructs.ClientOutputs, (parts) => {
    const kafka = parts.kafka();
    const user = new constructs.EventConsumer(parts.stack, "user", {
      ...{ kafka, username: "search", topics: ["t"], consumerGroups: ["g"], schemas: true },
    });
    return { kafka, user, prefix: "search" };
  }),
  EventConsumer: construct(constructs.EventConsumer, (parts) => ({
    kafka: parts.kafka(),
    username: "search",
    topics: ["shop.public.orders"],
    consumerGroups: ["search"],
    schemas: true,
    passwordWo: { value: "${var.password}", version: 1 },
  })),
  LogsIntegration: construct(constructs.LogsIntegration, () => ({
    service: existing("kafka"),
    destination: existing("opensearch"),
    indexes: logIndexes,
  })),
  PipelineMonitoring: construct(constructs.PipelineMonitoring, (parts) => ({
    postgres: parts.postgres(),
    kafka: parts.kafka(),
    kafkaConnect: parts.kafkaConnect(),
    metrics: { type: "prometheus", id: "demo/1" },
    logs: existing("opensearch"),
    logIndexes,
    alerts: { slotLagMb: 1024, silenceMinutes: 10 },
  })),
  PrometheusEndpoint: construct(constructs.PrometheusEndpoint, () => ({
    project: "demo",
    endpointName: "metrics",
    basicAuth: { username: "prometheus", password: "${var.password}" },
  })),
  VerbatimConnector: construct(
    constructs.VerbatimConnector,
    () => ({
      connectorName: "orders",
      config: { name: "orders" },
      debeziumVersion: "1.9.7",
      acknowledged: { rules: ["property-known"], reason: "a test" },
    }),
    onWorkers,
  ),
  CdcPipeline: construct(constructs.CdcPipeline, () => ({ ...pipeline, project: "demo" })),
  CdcStack: {
    props: () => ({
      ...pipeline,
      backend: (stack: TerraformStack) => new LocalBackend(stack, { path: "state" }),
    }),
    make(app, changed) {
      new CdcStack(app, "test", changed({} as Parts) as never);
    },
  },
  avro: callable(constructs.avro, { ...existing("kafka"), schemaRegistryUrl: "${var.registry}" }),
  json: callable(constructs.json, { schemas: true, keepNulls: true }),
  unwrap: callable(constructs.unwrap, { onDelete: "drop", addFields: ["op"] }),
  outboxRouter: callable(constructs.outboxRouter, {
    routeByField: "kind",
    topic: "outbox.${routedByValue}",
    expandJsonPayload: true,
  }),
  awsSecrets: callable(constructs.awsSecrets, {
    name: "a",
    authMethod: "credentials",
    region: "eu-north-1",
    accessKey: "key",
    secretKey: "${var.key}",
  }),
  azureSecrets: callable(constructs.azureSecrets, {
    name: "a",
    authMethod: "credentials",
    clientId: "client",
    tenantId: "tenant",
    secret: "${var.secret}",
  }),
  vaultSecrets: callable(constructs.vaultSecrets, {
    name: "v",
    address: "https://vault.example.com",
    authMethod: "token",
    token: "${var.token}",
    engineVersion: 2,
    prefixPathDepth: 1,
    serverPem: "pem",
  }),
  envSecrets: callable(constructs.envSecrets, {
    name: "e",
    secrets: { password: "${var.password}" },
  }),
};
