import { connectorRules } from "../../../src/aiven/rules/connect/connector-rules";
import { connectorFacts } from "../../../src/aiven/terraform/connector-subject";
import { notKnownYet } from "../../../src/aiven/rules/rule";
import type { CheckedConfig } from "../../../src/debezium/properties/check";
import { casesOf } from "../rule-case";

/** A sound connector with some of its properties otherwise. */
function facts(config: CheckedConfig, connectorName = "orders") {
  return connectorFacts({ connectorName, config: { ...sound, ...config } });
}

function without(...keys: string[]) {
  const rest = Object.fromEntries(Object.entries(sound).filter(([key]) => !keys.includes(key)));
  return connectorFacts({ connectorName: "orders", config: rest });
}

const message =
  "BEGIN; SELECT pg_logical_emit_message(true, 'heartbeat', now()::text); COMMIT; SELECT pg_logical_emit_message(true, 'heartbeat', now()::text)";

const sound: CheckedConfig = {
  name: "orders",
  "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
  "plugin.name": "pgoutput",
  "database.user": undefined,
  "database.password": undefined,
  "table.include.list": "public.orders,public.order_lines",
  "slot.name": "orders",
  "publication.name": "orders",
  "publication.autocreate.mode": "filtered",
  "heartbeat.interval.ms": 30_000,
  "heartbeat.action.query": message,
};

const sink: CheckedConfig = { name: "sink", "connector.class": "io.aiven.connect.jdbc.JdbcSink" };
const sinkFacts = connectorFacts({ connectorName: "sink", config: sink });
const factory = "org.postgresql.ssl.SingleCertValidatingFactory";
const identifier = "must match /^[a-z0-9_]{1,63}$/, got";
const holds =
  "while the captured tables are idle, the slot keeps PostgreSQL's WAL until the disk is full";
const forAllTables =
  "publicationAutocreate must be filtered or disabled, because avnadmin cannot create a publication FOR ALL TABLES, got";
const instead = 'use "filtered", or "disabled" with a publication that exists';
const never = (table: string, got: string) =>
  `heartbeatActionQuery must write to a captured table, because ${table} is not in the publication and the slot never confirms its changes, got ${JSON.stringify(got)}; add ${table} to tables, or use "${message}"`;
const beat = (query: string, more: CheckedConfig = {}) =>
  facts({ "heartbeat.action.query": query, ...more });
const reference = (key: string) =>
  `config["${key}"] must be a reference, got a literal; use a sensitive variable, an attribute of the service or "$\${env:…}"`;

const own = (key: string, text: string) =>
  `config["${key}"] must refer to something of Terraform's, or escape what is the connector's own, got "${text}"; use "$${text}"`;

export const connectorCases = casesOf(connectorRules, [
  {
    rule: "connector-name",
    legal: [facts({}), { connectorName: notKnownYet }, {}, facts({}, "Käse & Wein/2")],
    wrong: [
      [
        facts({}, "orders\n"),
        'connectorName must be some text without control characters and be neither "." nor "..", got "orders\\n"; use "orders"',
      ],
      [
        facts({}, ".."),
        'connectorName must be some text without control characters and be neither "." nor "..", got ".."',
      ],
      [
        facts({}, " "),
        'connectorName must be some text without control characters and be neither "." nor "..", got " "',
      ],
    ],
  },
  {
    rule: "connector-config-name",
    legal: [facts({}), facts({ name: undefined }), { connectorName: notKnownYet }],
    wrong: [
      [
        facts({ name: "order" }),
        'config["name"] must equal connectorName "orders", got "order"; use "orders"',
      ],
      [without("name"), 'config["name"] must equal connectorName "orders", got none; use "orders"'],
    ],
  },
  {
    rule: "tables-qualified",
    legal: [
      facts({}),
      facts({ "table.include.list": undefined }),
      facts({ "table.include.list": "public\\.ord.*, sales.*" }),
      sinkFacts,
    ],
    wrong: [
      [
        facts({ "table.include.list": "orders,shop.public.order_lines" }),
        'tables must be named with their schema, schema.table, got "orders"; use "public.orders"',
        'tables must be named with their schema, schema.table, got "shop.public.order_lines"; use "public.order_lines"',
      ],
    ],
  },
  {
    rule: "tables-once",
    legal: [facts({}), without("table.include.list")],
    wrong: [
      [
        facts({ "table.include.list": "public.orders, public.log ,public.orders,public.orders" }),
        'tables should name each table once, got "public.orders" twice: if another table was meant, it is not captured; remove one, or name the other table',
      ],
    ],
  },
  {
    rule: "slot-name",
    legal: [facts({ "slot.name": "a".repeat(63) }), without("slot.name")],
    wrong: [
      [
        facts({ "slot.name": "Orders-Slot" }),
        `slotName ${identifier} "Orders-Slot"; use "orders_slot"`,
      ],
      [
        facts({ "slot.name": "a".repeat(64) }),
        `slotName ${identifier} "${"a".repeat(64)}"; use "${"a".repeat(63)}"`,
      ],
    ],
  },
  {
    rule: "publication-name",
    legal: [facts({ "publication.name": "orders_2" })],
    wrong: [
      [
        facts({ "publication.name": "orders pub" }),
        `publicationName ${identifier} "orders pub"; use "orders_pub"`,
      ],
    ],
  },
  {
    rule: "publication-for-all-tables",
    legal: [
      facts({}),
      facts({ "publication.autocreate.mode": "disabled" }),
      facts({ "publication.autocreate.mode": undefined }),
      facts({ "publication.autocreate.mode": "all_tables", "plugin.name": "wal2json" }),
      facts({ "publication.autocreate.mode": "all_tables", "database.user": "postgres" }),
      sinkFacts,
    ],
    wrong: [
      [
        facts({ "publication.autocreate.mode": "all_tables" }),
        `${forAllTables} "all_tables"; ${instead}`,
      ],
      [
        without("publication.autocreate.mode"),
        `${forAllTables} none, which means all_tables; ${instead}`,
      ],
      [
        facts({
          "publication.autocreate.mode": "ALL_TABLES",
          "database.user": "${aiven_pg.shop.service_username}",
        }),
        `${forAllTables} "ALL_TABLES"; ${instead}`,
      ],
      [
        facts({ "publication.autocreate.mode": "all_tables", "database.user": "avnadmin" }),
        `${forAllTables} "all_tables"; ${instead}`,
      ],
    ],
  },
  {
    rule: "connector-class",
    legal: [
      facts({}),
      sinkFacts,
      facts({ "connector.class": "com.example.OrdersSource" }),
      facts({ "connector.class": "PostgresConnector" }),
      facts({ "connector.class": undefined }),
    ],
    wrong: [
      "io.debezium.connector.postgresql.PostgressConnector",
      "io.debezium.connector.postgres.PostgresConnector",
      "io.debezium.connector.postgresql.postgresConnector",
    ].map((name) => [
      facts({ "connector.class": name }),
      `connectorClass must be the class of a connector that Aiven offers, got "${name}"; use "io.debezium.connector.postgresql.PostgresConnector"`,
    ]),
  },
  {
    rule: "tls-root-certificate",
    legal: [
      facts({ "database.sslmode": "require" }),
      facts({ "database.sslmode": undefined }),
      facts({ "database.sslmode": "verify-full", "database.sslrootcert": "/ca.pem" }),
      facts({ "database.sslmode": "verify-full", "database.sslrootcert": undefined }),
      facts({ "database.sslmode": "verify-ca", "database.sslfactory": "com.example.Factory" }),
      connectorFacts({
        connectorName: "sink",
        config: { ...sink, "database.sslmode": "verify-full" },
      }),
    ],
    wrong: ["verify-full", "verify-ca"].map((mode) => [
      facts({ "database.sslmode": mode }),
      `config["database.sslrootcert"] must be set for database.sslmode "${mode}", got none; give the authority's certificate itself, in PEM, as database.sslfactoryarg with database.sslfactory "${factory}", or use "require", which encrypts and does not verify`,
    ]),
  },
  {
    rule: "tls-factory-argument",
    legal: [
      facts({}),
      facts({ "database.sslfactory": "com.example.Factory" }),
      facts({ "database.sslfactory": factory, "database.sslfactoryarg": "-----BEGIN" }),
      facts({ "database.sslfactory": factory, "driver.sslfactoryarg": undefined }),
    ],
    wrong: [
      [
        facts({ "database.sslfactory": factory, "database.sslfactoryarg": "" }),
        'config["database.sslfactoryarg"] must be the certificate that the factory trusts, got none; set it in PEM',
      ],
    ],
  },
  {
    rule: "reference-known",
    legal: [
      facts({ "topic.prefix": "${var.prefix}", "slot.name": "${aiven_pg.shop.service_name}" }),
      facts({ "topic.prefix": "${each.key}-${local.a.b}-${module.m.x}-${data.aiven_pg.a.b}" }),
      facts({ "tombstones.on.delete": "${true}", "slot.name": '${lower("A")}' }),
      facts({ "transforms.outbox.route.topic.replacement": "e.$${routedByValue}" }),
      facts({ "database.password": "${vault:pg:password}" }),
      facts({ "table.include.list": "public.order\\$x,public.a$" }),
      { config: notKnownYet },
    ],
    wrong: [
      [
        facts({ "transforms.outbox.route.topic.replacement": "e.${routedByValue}" }),
        own("transforms.outbox.route.topic.replacement", "${routedByValue}"),
      ],
      [
        facts({ "topic.prefix": "${shop.name}-${1}" }),
        own("topic.prefix", "${shop.name}"),
        own("topic.prefix", "${1}"),
      ],
    ],
  },
  {
    rule: "secret-reference-form",
    legal: [
      facts({ "database.password": "$${vault:pg:password}", "database.user": "$${env:PG_USER}" }),
      facts({ "transforms.outbox.route.topic.replacement": "e.$${routedByValue}" }),
      facts({ "topic.transaction": "$${logical.name}" }),
    ],
    wrong: [
      [
        facts({ "database.password": "$${vault.password}", "database.user": "$${PG_USER}" }),
        'config["database.user"] should refer to a secret as ${provider:key}, got "${PG_USER}": Kafka Connect takes it for the text that it is; name the provider and the key',
        'config["database.password"] should refer to a secret as ${provider:key}, got "${vault.password}": Kafka Connect takes it for the text that it is; use "$${vault:password}"',
      ],
    ],
  },
  {
    rule: "heartbeat-missing",
    legal: [
      facts({}),
      facts({ "heartbeat.interval.ms": 1 }),
      facts({ "heartbeat.interval.ms": undefined }),
      facts({ "heartbeat.interval.ms": "0", "read.only": "true" }),
      sinkFacts,
    ],
    wrong: [
      [
        facts({ "heartbeat.interval.ms": "0", "read.only": "false" }),
        `heartbeatIntervalMs should be set, got 0: ${holds}; use 2000, with heartbeatActionQuery "${message}"`,
      ],
      [
        without("heartbeat.interval.ms"),
        `heartbeatIntervalMs should be set, got none: ${holds}; use 2000, with heartbeatActionQuery "${message}"`,
      ],
      [
        facts({ "heartbeat.interval.ms": "0" }),
        `heartbeatIntervalMs should be set, got 0: ${holds}; use 2000, with heartbeatActionQuery "${message}"`,
      ],
    ],
  },
  {
    rule: "heartbeat-without-query",
    legal: [
      facts({}),
      without("heartbeat.interval.ms", "heartbeat.action.query"),
      facts({ "heartbeat.action.query": undefined }),
      facts({ "heartbeat.action.query": "", "read.only": "true" }),
      sinkFacts,
    ],
    wrong: [
      [
        without("heartbeat.action.query"),
        `heartbeatActionQuery should be set, got none: an interval alone confirms nothing, and ${holds}; use "${message}"`,
      ],
    ],
  },
  {
    rule: "heartbeat-transactional",
    legal: [
      facts({}),
      beat("SELECT pg_logical_emit_message('true', 'heartbeat', '')"),
      beat("INSERT INTO public.orders (note) VALUES ('false')"),
      sinkFacts,
    ],
    wrong: [
      [
        beat("SELECT pg_logical_emit_message(false, 'heartbeat', now()::text)"),
        `heartbeatActionQuery should emit a transactional message, got "SELECT pg_logical_emit_message(false, 'heartbeat', now()::text)": a connector that restarts loses the transactions that were open at a heartbeat; use "SELECT pg_logical_emit_message(true, 'heartbeat', now()::text)"`,
      ],
      [
        beat("select pg_logical_emit_message ( 'f', 'x', '')"),
        `heartbeatActionQuery should emit a transactional message, got "select pg_logical_emit_message ( 'f', 'x', '')": a connector that restarts loses the transactions that were open at a heartbeat; use "select pg_logical_emit_message (true, 'x', '')"`,
      ],
    ],
  },
  {
    rule: "heartbeat-unpublished",
    legal: [
      facts({}),
      beat("INSERT INTO public.orders (id) VALUES (1)"),
      beat("insert into ORDERS(id) values (1)"),
      beat('UPDATE ONLY "public"."orders" SET at = now()'),
      beat("DELETE FROM hb", { "table.include.list": "public\\.(orders|hb)" }),
      beat("UPDATE hb SET at = now()", { "publication.autocreate.mode": "disabled" }),
      beat("INSERT INTO heartbeat (status) VALUES (1)", { "plugin.name": "wal2json" }),
      beat("INSERT INTO hb VALUES (1)", { "table.include.list": undefined }),
      beat("CALL beat()"),
      connectorFacts({
        connectorName: "orders",
        config: {
          ...Object.fromEntries(
            Object.entries(sound).filter(([key]) => key !== "table.include.list"),
          ),
          "schema.include.list": "public",
          "heartbeat.action.query": "INSERT INTO hb VALUES (1)",
        },
      }),
    ],
    wrong: [
      [
        beat("INSERT INTO heartbeat (status) VALUES (1)"),
        never("public.heartbeat", "INSERT INTO heartbeat (status) VALUES (1)"),
      ],
      [
        beat('  update ops."Beat" set at = now()'),
        never("ops.Beat", '  update ops."Beat" set at = now()'),
      ],
    ],
  },
  {
    rule: "secret-reference-escaped",
    legal: [
      facts({ "database.password": "$${vault:pg:password}" }),
      facts({ "database.password": "${aiven_pg.shop.service_password}" }),
      facts({ "topic.prefix": '${var.on ? "a:b" : "c"}' }),
      { config: notKnownYet },
    ],
    wrong: [
      [
        facts({ "database.password": "${vault:pg:password}" }),
        'config["database.password"] must escape a secret reference from Terraform, got "${vault:pg:password}"; use "$${vault:pg:password}"',
      ],
      [
        facts({ "database.user": "a-${env:PG_USER}" }),
        'config["database.user"] must escape a secret reference from Terraform, got "${env:PG_USER}"; use "$${env:PG_USER}"',
      ],
    ],
  },
  {
    rule: "secret-literal",
    legal: [
      facts({ "database.password": "$${vault:pg:password}" }),
      facts({ "database.password": "${var.password}" }),
      facts({ "database.password": "" }),
      facts({ "message.key.columns": "public.orders:id", "sasl.token.url": "https://a" }),
    ],
    wrong: [
      [facts({ "database.password": "hunter2" }), reference("database.password")],
      [
        facts({
          "producer.override.sasl.jaas.config": "…ScramLoginModule required password='hunter2';",
          "value.converter.schema.registry.basic.auth.user.info": "avnadmin:hunter2",
        }),
        reference("producer.override.sasl.jaas.config"),
        reference("value.converter.schema.registry.basic.auth.user.info"),
      ],
    ],
  },
]);
