import { keyRules } from "../../../src/aiven/rules/connect/key-rules";
import { connectorFacts } from "../../../src/aiven/terraform/connector-subject";
import { notKnownYet } from "../../../src/aiven/rules/rule";
import type { CheckedConfig } from "../../../src/debezium/properties/check";
import { casesOf } from "../rule-case";

const facts = (config: CheckedConfig) =>
  connectorFacts({
    connectorName: "orders",
    config: {
      "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
      "table.include.list": "public.orders,public.Order Items,public.log\\$x",
      ...config,
    },
  });
const keys = (columns: string | undefined, more: CheckedConfig = {}) =>
  facts({ "message.key.columns": columns, ...more });
const jdbc = { "connector.class": "io.aiven.connect.jdbc.JdbcSourceConnector" };
const form = (got: string, advice: string) =>
  `config["message.key.columns"] must have entries such as public.orders:region,id, got ${JSON.stringify(got)}; ${advice}`;
const unheard = (table: string) =>
  `config["message.key.columns"] should name captured tables, got "${table}": the entry has no effect; add ${table} to tables, or leave it out of messageKeys`;

export const keyCases = casesOf(keyRules, [
  {
    rule: "message-key-form",
    legal: [
      facts({}),
      keys("public.orders:id"),
      keys(" public.orders:region,id ; public.log:at"),
      keys(String.raw`public.Order\sItems:order\sid`),
      keys("(.*).orders:id"),
      keys("public.orders", jdbc),
      keys(undefined),
      { config: notKnownYet },
    ],
    wrong: [
      [keys("public.orders"), form("public.orders", "name a table and at least one column")],
      [keys("public.orders:"), form("public.orders:", "name a table and at least one column")],
      [keys(""), form("", "name a table and at least one column")],
      [keys("public.orders:id;"), form("", "name a table and at least one column")],
      [
        keys("public.orders:id,public.log:at"),
        form("public.orders:id,public.log:at", "put a semicolon between tables"),
      ],
      [
        keys("public.Order Items:region, id"),
        form("public.Order Items:region, id", String.raw`use "public.Order\\sItems:region,id"`),
      ],
    ],
  },
  {
    rule: "message-key-captured",
    legal: [
      keys("public.orders:id"),
      keys("PUBLIC.Orders:id;public.log\\$x:at"),
      keys(String.raw`public.Order\sItems:id`),
      keys("public.other.*:id"),
      keys("public.other:id", { "table.include.list": "public.orders,sales\\..*" }),
      keys("public.other:id", { "table.include.list": undefined }),
      keys("public.other:id", jdbc),
      { config: notKnownYet },
    ],
    wrong: [
      [keys("public.other:id"), unheard("public.other")],
      [keys("public.orders:id;public.oder:id"), unheard("public.oder")],
    ],
  },
]);
