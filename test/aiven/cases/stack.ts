import { notKnownYet } from "../../../src/aiven/rules/rule";
import { type StackConnector, stackRules } from "../../../src/aiven/rules/stack-rules";
import { casesOf } from "../rule-case";

const orders: StackConnector = {
  path: "shop/orders",
  connectorName: "orders",
  kafkaConnect: "shop/connect",
  server: "shop/pg",
  slotName: "orders",
  publicationName: "orders",
  tables: ["public.orders"],
  topicPrefix: "orders",
};
const stock: StackConnector = {
  path: "shop/stock",
  connectorName: "stock",
  kafkaConnect: "shop/connect",
  server: "shop/pg",
  slotName: "stock",
  publicationName: "stock",
  tables: ["public.stock"],
  topicPrefix: "stock",
};
const pg = { path: "shop/pg", type: "pg", project: "shop", serviceName: "pg" } as const;
const connect = {
  path: "shop/connect",
  type: "kafka_connect",
  project: "shop",
  serviceName: "connect",
} as const;
const monday = { maintenanceDay: "monday", maintenanceTime: "10:00:00" };

const pool = { path: "shop/pool", poolName: "fast", database: "orders" };

export const stackCases = casesOf(stackRules, [
  {
    rule: "stack-pools",
    legal: [
      { connectors: [orders], pools: [pool] },
      { connectors: [{ ...orders, database: "orders" }], pools: [pool] },
      {
        connectors: [{ ...orders, database: "orders" }],
        pools: [{ ...pool, poolName: "orders" }],
      },
      { connectors: [{ path: "a" }], pools: [{ path: "b" }] },
    ],
    wrong: [
      [
        { connectors: [{ ...orders, database: "fast" }], pools: [pool] },
        'database should not be a connection pool, got "fast" for shop/orders, which is the name of shop/pool: PgBouncer passes no replication, so the connector does not start; name the database that the pool leads to, "orders"',
      ],
    ],
  },
  {
    rule: "stack-service-names",
    legal: [
      {},
      { services: notKnownYet },
      { services: [pg, connect] },
      { services: [pg, { ...pg, path: "other/pg", project: "other" }] },
      { services: [{ path: "a" }, { path: "b" }] },
    ],
    wrong: [
      [
        { services: [pg, { ...connect, serviceName: "pg" }] },
        'serviceName must be unique in its project, got "pg" for shop/pg and shop/connect; rename all but one',
      ],
    ],
  },
  {
    rule: "stack-slots",
    legal: [
      { connectors: [orders, stock] },
      { connectors: [orders, { ...stock, slotName: "orders", server: "shop/other" }] },
      { connectors: [orders, { path: "b", slotName: "orders" }] },
    ],
    wrong: [
      [
        { connectors: [orders, { ...stock, slotName: "orders" }] },
        'slotName must be unique on its PostgreSQL server, got "orders" for shop/orders and shop/stock; give each connector its own slot',
      ],
    ],
  },
  {
    rule: "stack-publications",
    legal: [
      { connectors: [orders, stock] },
      { connectors: [orders, { ...stock, publicationName: "orders", tables: orders.tables }] },
      { connectors: [orders, { ...stock, publicationName: "orders", database: "stock" }] },
      { connectors: [orders, { ...stock, publicationName: "orders", tables: undefined }] },
    ],
    wrong: [
      [
        { connectors: [orders, { ...stock, publicationName: "orders" }] },
        'publicationName must be unique in its database if the tables differ, got "orders" for shop/orders and shop/stock; give each connector its own publication',
      ],
      [
        {
          connectors: [
            orders,
            { ...stock, publicationName: "orders", server: "replica", publisher: orders.server },
          ],
        },
        'publicationName must be unique in its database if the tables differ, got "orders" for shop/orders and shop/stock; give each connector its own publication',
      ],
    ],
  },
  {
    rule: "stack-connector-names",
    legal: [
      { connectors: [orders, stock] },
      { connectors: [orders, { ...stock, connectorName: "orders", kafkaConnect: "other" }] },
    ],
    wrong: [
      [
        { connectors: [orders, { ...stock, connectorName: "orders" }] },
        'connectorName must be unique on its Kafka Connect, got "orders" for shop/orders and shop/stock; rename all but one',
      ],
    ],
  },
  {
    rule: "stack-topic-prefixes",
    legal: [{ connectors: [orders, stock] }],
    wrong: [
      [
        { connectors: [orders, { ...stock, topicPrefix: "orders" }] },
        'topicPrefix should be unique on its Kafka Connect, got "orders" for shop/orders and shop/stock: heartbeats, messages and tables of the same name share topics, and on one worker the second captures nothing for the first minute of each start, while it waits for the name of its metrics; give each connector its own prefix',
      ],
    ],
  },
  {
    rule: "stack-group-ids",
    legal: [
      {
        integrations: [
          { path: "a", kafka: "shop/kafka", groupId: "a" },
          { path: "b", kafka: "shop/kafka", groupId: "b" },
          { path: "c", kafka: "shop/other", groupId: "a" },
        ],
      },
    ],
    wrong: [
      [
        {
          integrations: [
            { path: "a", kafka: "shop/kafka", groupId: "connect" },
            { path: "b", kafka: "shop/kafka", groupId: "connect" },
          ],
        },
        'groupId must be unique on its Kafka, got "connect" for a and b; give each Kafka Connect its own group and topics',
      ],
    ],
  },
  {
    rule: "stack-maintenance-windows",
    legal: [
      { services: [pg, connect] },
      { services: [{ ...pg, ...monday }, connect] },
      {
        services: [
          { ...pg, ...monday },
          { ...connect, ...monday, maintenanceDay: "tuesday" },
        ],
      },
      {
        services: [
          { ...pg, ...monday },
          { ...pg, ...monday, path: "shop/pg2" },
        ],
      },
      {
        services: [
          { ...pg, ...monday },
          { ...connect, ...monday, maintenanceTime: "10:00:01" },
        ],
      },
      {
        services: [
          { ...pg, ...monday },
          { ...connect, ...monday, type: "kafka" },
        ],
      },
      {
        services: [
          { ...pg, maintenanceDay: "monday" },
          { ...connect, maintenanceDay: "monday" },
        ],
      },
    ],
    wrong: [
      [
        {
          services: [
            { ...pg, ...monday },
            { ...connect, ...monday },
          ],
        },
        "maintenanceWindow should differ between PostgreSQL and Kafka Connect, got monday 10:00:00 for shop/pg and shop/connect: a failover may lose the slot while the connector is away; move one of them",
      ],
      [
        {
          services: [
            { ...pg, ...monday },
            { ...connect, ...monday },
            { ...connect, ...monday, path: "shop/other" },
          ],
        },
        "maintenanceWindow should differ between PostgreSQL and Kafka Connect, got monday 10:00:00 for shop/pg and shop/connect: a failover may lose the slot while the connector is away; move one of them",
        "maintenanceWindow should differ between PostgreSQL and Kafka Connect, got monday 10:00:00 for shop/pg and shop/other: a failover may lose the slot while the connector is away; move one of them",
      ],
    ],
  },
]);
