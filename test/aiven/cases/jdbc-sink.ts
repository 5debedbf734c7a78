import { jdbcSinkRules } from "../../../src/aiven/rules/connect/jdbc-sink-rules";
import { connectorFacts } from "../../../src/aiven/terraform/connector-subject";
import type { CheckedConfig } from "../../../src/debezium/properties/check";
import { casesOf } from "../rule-case";

const json = "org.apache.kafka.connect.json.JsonConverter";
const facts = (more: CheckedConfig = {}) =>
  connectorFacts({
    connectorName: "copy",
    config: { "connector.class": "io.aiven.connect.jdbc.JdbcSinkConnector", ...more },
  });
const byKey = { "pk.mode": "record_key", "pk.fields": "id" };
const other = facts({
  "connector.class": "io.debezium.connector.jdbc.JdbcSinkConnector",
  "insert.mode": "upsert",
  "value.converter": json,
  "value.converter.schemas.enable": "false",
});

export const jdbcSinkCases = casesOf(jdbcSinkRules, [
  {
    rule: "jdbc-sink-schemas",
    legal: [
      facts(),
      facts({ "value.converter": json }),
      facts({ "value.converter": json, "value.converter.schemas.enable": true }),
      facts({ "value.converter": json, "value.converter.schemas.enable": undefined }),
      facts({ "key.converter": json, "key.converter.schemas.enable": "false" }),
      facts({ ...byKey, "key.converter": "org.apache.kafka.connect.storage.StringConverter" }),
      facts({ "value.converter": "io.confluent.connect.avro.AvroConverter" }),
      other,
    ],
    wrong: [
      [
        facts({ "value.converter": json, "value.converter.schemas.enable": false }),
        'config["value.converter.schemas.enable"] must be true, because a JDBC sink takes no record without a schema, got false; use "true"',
      ],
      [
        facts({ ...byKey, "key.converter": json, "key.converter.schemas.enable": "false" }),
        'config["key.converter.schemas.enable"] must be true, because a JDBC sink takes no record without a schema, got "false"; use "true"',
      ],
      [
        facts({ "value.converter": "org.apache.kafka.connect.storage.StringConverter" }),
        'config["value.converter"] must read records with fields, because a JDBC sink makes columns of them, got "org.apache.kafka.connect.storage.StringConverter"; use the converter that the topics were written with, JSON with schemas or Avro',
      ],
    ],
  },
  {
    rule: "jdbc-sink-keys",
    legal: [
      facts(),
      facts({ "insert.mode": "insert" }),
      facts({ ...byKey, "insert.mode": "upsert", "delete.enabled": "true" }),
      facts({ "pk.mode": "record_value", "pk.fields": "id", "insert.mode": "update" }),
      facts({ "pk.mode": "kafka" }),
      facts({ "pk.mode": undefined, "insert.mode": "upsert" }),
      facts({ "pk.mode": "none", "pk.fields": "" }),
      other,
    ],
    wrong: [
      [
        facts({ "insert.mode": "upsert" }),
        'config["pk.mode"] must be set for insert.mode "upsert", which finds rows by their keys, got none; use "record_key"',
      ],
      [
        facts({ "pk.mode": "record_value", "pk.fields": "id", "delete.enabled": true }),
        'config["pk.mode"] must be record_key for delete.enabled, since a deleted row is known by its key alone, got "record_value"; use "record_key"',
      ],
      [
        facts({ "pk.mode": "record_key" }),
        'config["pk.fields"] must name the columns of the primary key for pk.mode "record_key", got none; for instance "id"',
      ],
      [
        facts({ "pk.fields": "id" }),
        'config["pk.fields"] must be left out without a pk.mode, which reads them, got "id"; set pk.mode, for instance "record_key"',
      ],
    ],
  },
  {
    rule: "jdbc-url-password",
    legal: [
      facts({ "connection.url": "jdbc:postgresql://db:5432/shop?sslmode=require" }),
      facts({ "connection.url": "jdbc:postgresql://db/shop?user=me&password=$${env:PASSWORD}" }),
      facts({ "connection.url": undefined }),
    ],
    wrong: [
      [
        facts({ "connection.url": "jdbc:postgresql://db/shop?user=me&password=hunter2" }),
        'config["connection.url"] must hold no password, got one; set connection.user and connection.password, by reference',
      ],
      [
        facts({ "connection.url": "jdbc:postgresql://me:hunter2@db/shop" }),
        'config["connection.url"] must hold no password, got one; set connection.user and connection.password, by reference',
      ],
    ],
  },
]);
