import { tableRules } from "../../../src/aiven/rules/connect/table-rules";
import { connectorFacts } from "../../../src/aiven/terraform/connector-subject";
import { notKnownYet } from "../../../src/aiven/rules/rule";
import type { CheckedConfig } from "../../../src/debezium/properties/check";
import { casesOf } from "../rule-case";

const facts = (config: CheckedConfig) =>
  connectorFacts({
    connectorName: "orders",
    config: {
      "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
      "plugin.name": "pgoutput",
      "topic.prefix": "shop",
      ...config,
    },
  });
const tables = (list: string, more: CheckedConfig = {}) =>
  facts({ "table.include.list": list, ...more });
const jdbc = { "connector.class": "io.aiven.connect.jdbc.JdbcSourceConnector" };

const anchored = (key: string, got: string, use: string) =>
  `config["${key}"] must escape $ and ^ within names, since no name matches the entry, got ${JSON.stringify(got)}; use ${JSON.stringify(use)}`;
const ascii = (property: string, got: string) =>
  `${property} must be named in ASCII, because Debezium loses every change of others after their snapshot, got "${got}"; rename the `;
const table = "table (ALTER TABLE … RENAME TO …), with a view under the old name for its users";

export const tableCases = casesOf(tableRules, [
  {
    rule: "list-entries-escaped",
    legal: [
      tables("public.orders,public.order\\$x"),
      tables("^public\\.orders$,(^a.b$|^c\\.d$),a\\.(?:^b|c$)"),
      tables("public.[$^]x,\\Qpublic.order$x\\E,public.orders$"),
      facts({ "table.include.list": undefined, "message.key.columns": "public.order$x:id" }),
      tables("public.order$x", jdbc),
      { config: notKnownYet },
    ],
    wrong: [
      [
        tables("public.orders, public.order$x"),
        anchored("table.include.list", "public.order$x", "public.order\\$x"),
      ],
      [
        facts({ "column.exclude.list": "public.a$b.card,public.a^b.card$" }),
        anchored("column.exclude.list", "public.a$b.card", "public.a\\$b.card"),
        anchored("column.exclude.list", "public.a^b.card$", "public.a\\^b.card$"),
      ],
      [
        facts({ "schema.include.list": "my$schema" }),
        anchored("schema.include.list", "my$schema", "my\\$schema"),
      ],
    ],
  },
  {
    rule: "tables-ascii",
    legal: [
      tables("public.orders,public.Order Items,public.~"),
      tables("public.größe", { "plugin.name": "wal2json" }),
      tables("public.größe", { "snapshot.mode": "initial_only" }),
      tables("public.größe", jdbc),
      tables("public.größe", { "plugin.name": undefined }),
      { ...tables("public.größe"), debeziumVersion: "3.5.2" },
    ],
    wrong: [
      [tables("public.orders,public.größe"), ascii("tables", "public.größe") + table],
      [
        { ...tables("public.größe"), debeziumVersion: "3.1.0" },
        ascii("tables", "public.größe") + table,
      ],
      [
        facts({ "schema.include.list": "öffentlich" }),
        `${ascii("schemas", "öffentlich")}schema (ALTER SCHEMA … RENAME TO …)`,
      ],
    ],
  },
  {
    rule: "tables-topics",
    legal: [
      tables("public.orders,public.order_lines,public\\.order.lines"),
      tables("public.a\\$b,public.a-b,public.a_c"),
      tables("public.a\\$b,public.a_b", jdbc),
    ],
    wrong: [
      [
        tables("public.a\\$b,public.a_b,public.c"),
        'tables should have topics of their own, got "public.a$b" and "public.a_b": Debezium writes the events of both to shop.public.a_b; rename one of the tables, or capture it by a connector with another topicPrefix',
      ],
    ],
  },
]);
