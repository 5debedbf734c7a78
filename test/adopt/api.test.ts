import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { adopt } from "../../src/adopt/adopt";
import { adopted, resources } from "./adopted";

const uuid = "5a1f0c8e-0000-4000-8000-000000000001";
const integration = {
  service_integration_id: uuid,
  integration_type: "kafka_connect",
  source_project: "demo",
  source_service: "events",
  source_service_type: "kafka",
  dest_project: "demo",
  dest_service: "capture",
  dest_service_type: "kafka_connect",
  active: true,
  enabled: true,
  user_config: {
    kafka_connect: {
      config_storage_topic: "__connect_configs",
      group_id: "connect",
      offset_storage_topic: "__connect_offsets",
      status_storage_topic: "__connect_status",
    },
  },
};
const services = [
  {
    service_name: "orders-db",
    service_type: "pg",
    plan: "startup-4",
    cloud_name: "google-europe-north1",
    project_vpc_id: null,
    state: "RUNNING",
    disk_space_mb: 81920,
    termination_protection: true,
    maintenance: { dow: "monday", time: "10:00:00", updates: [] },
    tech_emails: [{ email: "data@example.com" }],
    service_uri_params: {
      host: "orders-db-demo.a.aivencloud.com",
      port: "21699",
      user: "avnadmin",
      password: "api-Pa55word-pg",
      dbname: "defaultdb",
    },
    service_integrations: [],
    user_config: {
      ip_filter: ["0.0.0.0/0", "::/0"],
      pg_version: "17",
      pg: { "pg_partman_bgw.interval": 3600 },
    },
    users: [
      { username: "avnadmin", type: "primary", password: "api-Pa55word-pg" },
      {
        username: "capture",
        type: "normal",
        password: "api-Pa55word-capture",
        access_control: { pg_allow_replication: true },
      },
    ],
    connection_pools: [
      {
        pool_name: "orders",
        database: "orders",
        username: "capture",
        pool_mode: "session",
        pool_size: 20,
      },
    ],
  },
  {
    service_name: "events",
    service_type: "kafka",
    plan: "business-4",
    cloud_name: "azure-norway-west",
    maintenance: { dow: "saturday", time: "10:00:00" },
    service_integrations: [integration],
    user_config: { kafka_version: "4.2", kafka_rest: true, kafka: { num_partitions: 3 } },
    users: [
      { username: "avnadmin", type: "primary" },
      { username: "reader", type: "normal", password: "api-Pa55word-reader" },
    ],
    acl: [
      { id: "default", username: "*", topic: "*", permission: "admin" },
      { id: "acl4d2f", username: "reader", topic: "shop.*", permission: "read" },
    ],
  },
  {
    service_name: "capture",
    service_type: "kafka_connect",
    plan: "startup-4",
    cloud_name: "google-europe-north1",
    service_integrations: [integration],
    user_config: {},
  },
  { service_name: "old", service_type: "influxdb", plan: "startup-4", user_config: {} },
];
const of = (source: string, value: unknown) => ({ source, value, synonyms: [] });
const answers: Readonly<Record<string, unknown>> = {
  "": { services },
  "/orders-db/tags": { tags: { team: "data" } },
  "/orders-db/db": { databases: [{ database_name: "defaultdb" }, { database_name: "orders" }] },
  "/events/tags": { tags: {} },
  "/events/topic": {
    topics: [
      { topic_name: "__consumer_offsets", partitions: 50, replication: 3 },
      { topic_name: "shop.public.orders", partitions: 3, replication: 2 },
    ],
  },
  "/events/topic/shop.public.orders": {
    topic: {
      topic_name: "shop.public.orders",
      partitions: [{ partition: 0 }, { partition: 1 }, { partition: 2 }],
      replication: 2,
      tags: [{ key: "team", value: "data" }],
      config: {
        retention_ms: of("topic_config", 86400000),
        cleanup_policy: of("default_config", "delete"),
      },
    },
  },
  "/capture/tags": { tags: {} },
  "/capture/connectors": {
    connectors: [
      {
        name: "orders",
        plugin: { class: "io.debezium.connector.postgresql.PostgresConnector" },
        tasks: [{ connector: "orders", task: 0 }],
        config: {
          name: "orders",
          "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
          "database.hostname": "orders-db-demo.a.aivencloud.com",
          "database.port": "21699",
          "database.user": "capture",
          "database.password": "api-Pa55word-capture",
          "database.dbname": "orders",
          "database.sslmode": "require",
          "topic.prefix": "shop",
          "plugin.name": "pgoutput",
          "slot.name": "orders",
          "publication.name": "orders",
          "publication.autocreate.mode": "disabled",
          "table.include.list": "public.orders",
        },
      },
    ],
  },
};

/** Answers as Aiven does, to who has the token. */
function answering(): Promise<Server> {
  const server = createServer((request, response) => {
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const path = decodeURIComponent(request.url ?? "");
    if (request.headers.authorization !== "aivenv1 right") {
      return send(403, { errors: [], message: "Invalid token" });
    }
    const answer = answers[path.replace(/^\/v1\/project\/demo\/service/, "")];
    return answer === undefined
      ? send(404, { errors: [], message: `${path} does not exist` })
      : send(200, { ...(answer as object), errors: [] });
  });
  // else an idle connection may end just as it is used again
  server.keepAliveTimeout = 600_000;
  return new Promise((settle) => server.listen(0, "127.0.0.1", () => settle(server)));
}

let server: Server;
beforeAll(async () => {
  server = await answering();
  const { port } = server.address() as AddressInfo;
  process.env.AIVEN_WEB_URL = `http://127.0.0.1:${port}`;
  process.env.AIVEN_TOKEN = "right";
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test("a project's services and what is within them become an app that imports them", async () => {
  const app = await adopted([], { project: "demo" });
  const found = resources(app.json);
  expect(Object.keys(found).sort()).toEqual([
    "aiven_connection_pool.orders",
    "aiven_kafka.events",
    "aiven_kafka_acl.acl4d2f",
    "aiven_kafka_connect.capture",
    "aiven_kafka_connector.orders",
    "aiven_kafka_topic.shop_public_orders",
    "aiven_kafka_user.reader",
    "aiven_pg.orders-db",
    "aiven_pg_database.orders",
    "aiven_pg_user.capture",
    "aiven_service_integration.events_capture",
  ]);
  expect(found["aiven_pg.orders-db"]).toEqual({
    project: "demo",
    service_name: "orders-db",
    cloud_name: "google-europe-north1",
    plan: "startup-4",
    termination_protection: true,
    maintenance_window_dow: "monday",
    maintenance_window_time: "10:00:00",
    tech_emails: [{ email: "data@example.com" }],
    tag: [{ key: "team", value: "data" }],
    pg_user_config: { pg_version: "17", pg: { pg_partman_bgw__dot__interval: 3600 } },
  });
  expect(found["aiven_kafka_topic.shop_public_orders"]).toEqual({
    project: "demo",
    service_name: "${aiven_kafka.events.service_name}",
    topic_name: "shop.public.orders",
    partitions: 3,
    replication: 2,
    tag: [{ key: "team", value: "data" }],
    config: [{ retention_ms: "86400000" }],
  });
  expect(found["aiven_pg_user.capture"]).toEqual({
    project: "demo",
    service_name: "${aiven_pg.orders-db.service_name}",
    username: "capture",
    pg_allow_replication: true,
  });
  expect(found["aiven_kafka_connector.orders"].config).toMatchObject({
    "database.hostname": "${aiven_pg.orders-db.service_host}",
    "database.port": "${aiven_pg.orders-db.service_port}",
    "database.user": "capture",
    "database.password": "${var.orders_database_password}",
  });
  expect(app.json.import).toEqual(
    expect.arrayContaining([
      { to: "aiven_pg.orders-db", id: "demo/orders-db" },
      { to: "aiven_kafka_connector.orders", id: "demo/capture/orders" },
      { to: "aiven_service_integration.events_capture", id: `demo/${uuid}` },
      { to: "aiven_kafka_acl.acl4d2f", id: "demo/events/acl4d2f" },
    ]),
  );
  expect(app.json.import).toHaveLength(11);
  expect(app.report).toContain(
    'old: a service of type "influxdb", which the provider (4.61.0) does not have',
  );
  expect(app.report).toContain("events: topics that Kafka and its services keep for themselves");
  expect(`${app.code}${app.report}`).not.toMatch(/Pa55word|right"/);
});

test("a token that may not read the project is refused in words", async () => {
  process.env.AIVEN_TOKEN = "wrong";
  await expect(adopt({ inputs: [], project: "demo" })).rejects.toThrow(
    `${process.env.AIVEN_WEB_URL}/v1/project/demo/service answered 403: Invalid token; see whether the token in AIVEN_TOKEN may read the project`,
  );
  process.env.AIVEN_TOKEN = "";
  await expect(adopt({ inputs: [], project: "demo" })).rejects.toThrow(
    "AIVEN_TOKEN is not set; it must hold a token of Aiven's that may read the project",
  );
});
