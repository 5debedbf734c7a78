import type { RuleSummary } from "./rules/rule";

type Description = Omit<RuleSummary, "name">;

const error = (
  property: string,
  description: string,
  source = "this project's constructs",
): Description => ({
  severity: "error",
  property,
  description,
  source,
});

/**
 * Rules that the constructs check themselves: only they see what is wired to what, and which value
 * is a reference.
 */
export const constructRules = {
  "stack-name": error(
    "id",
    "The id of a stack is a file name: it becomes a folder of `cdktf.out` and a part of the state's file.",
  ),
  "external-postgres-address": error(
    "host",
    "A PostgreSQL elsewhere is given by its host and its port, apart from each other.",
    "Debezium, `database.hostname` and `database.port`",
  ),
  "external-postgres-ca": error(
    "caCertificate",
    "The certificate of a server's authority is one, in PEM: of a bundle, the driver trusts the first alone.",
    "pgjdbc, SingleCertValidatingFactory; measured with Debezium 1.9.7 to 3.5.2",
  ),
  "replica-version": error(
    "pgVersion",
    "A read replica has its primary's major version: it copies its files.",
    "PostgreSQL, physical replication",
  ),
  "replica-plan": {
    severity: "warning",
    property: "plan",
    description: "A read replica that Terraform makes has a startup plan.",
    source: "https://aiven.io/docs/products/postgresql/howto/create-read-replica, prerequisites",
  },
  "replica-source": error(
    "postgres",
    "A connector on a read replica writes nothing there: no publication, no heartbeat, no signals. PostgreSQL 16 and Debezium 2.7.4 are the first that read a log there.",
    "PostgreSQL, logical decoding on standbys; measured on Debezium 2.7.4, 3.1.0 and 3.5.2 with PostgreSQL 18",
  ),
  "source-has-workers": error(
    "source",
    "A source is added to a Kafka Connect: otherwise its connector does not exist.",
  ),
  "source-has-tables": error(
    "tables",
    "A source names tables or schemas: otherwise it captures every table, those of extensions included.",
    "Debezium, `table.include.list` and `schema.include.list`",
  ),
  "jdbc-sink-props": error(
    "topics",
    "A JDBC sink names its topics, a table for each and their primary key, and writes to no read replica.",
    "Aiven-Open/jdbc-connector-for-apache-kafka, `topics.to.tables.mapping` and `pk.fields`",
  ),
  "source-own-properties": error(
    "properties",
    "`properties` sets nothing that the construct sets from its own props.",
  ),
  "source-names-literal": error(
    "tables",
    "Names that others are made of are written in the app: tables, schemas and columns, and the connector's, of which the default names of slot and publication are made. Of a reference, a synth knows a placeholder only.",
  ),
  "change-topics-known": error(
    "names",
    "Topics that are made beforehand are those that events go to: where transforms choose them by the data, or tables are not given by name, they are listed.",
    "Apache Kafka, `RegexRouter`; Debezium, outbox event router and `route.by.field`",
  ),
  "connect-has-kafka": error(
    "kafkaConnect",
    "A Kafka Connect with connectors has an integration with a Kafka: its workers do not start without one.",
    "terraform-provider-aiven, `aiven_service_integration`",
  ),
  "connect-one-debezium": error(
    "debeziumVersion",
    "All connectors of a Kafka Connect have the same version of Debezium, because its workers load one.",
    "terraform-provider-aiven, `kafka_connect_user_config.plugin_versions`",
  ),
  "schema-text": error(
    "schema",
    "A schema is what its type asks for: JSON in Avro and JSON Schema, a text in Protobuf.",
    "terraform-provider-aiven, `aiven_kafka_schema`",
  ),
  "quota-limits": error(
    "user",
    "A quota is of a user or a client, and limits something, within what Aiven takes.",
    "terraform-provider-aiven, `aiven_kafka_quota`",
  ),
  "secret-provider-literal": error(
    "secretProviders",
    "What a secret provider logs in with is a reference: a literal is written into the synthesized JSON.",
  ),
  "password-literal": error(
    "passwordWo",
    "A password is a reference: a literal is written into the synthesized JSON.",
  ),
  "password-version": error(
    "passwordWo",
    "The version of a write-only password is a whole number of at least 1.",
    "terraform-provider-aiven, `password_wo_version`",
  ),
  "replication-user-name": error(
    "username",
    "The connector's user has a name that PostgreSQL allows without quotes, and is not the administrator.",
    "PostgreSQL, identifiers and reserved role names",
  ),
  "consumer-name": error(
    "username",
    "The consumer has a name that Aiven allows for a Kafka user, and is not the administrator.",
    "terraform-provider-aiven, internal/schemautil, `GetACLUserValidateFunc`",
  ),
  "output-names": error(
    "prefix",
    "Outputs for a client have names that Terraform takes.",
    "Terraform, Syntax: Identifiers",
  ),
  "consumer-topics": error(
    "topics",
    "A consumer names its topics: each by name, or by a prefix without `*`.",
    "Apache Kafka, ACLs with prefixed resource patterns",
  ),
  "consumer-groups": error(
    "consumerGroups",
    "A consumer names its groups: each by name, or by a prefix without `*`.",
    "Apache Kafka, ACLs with prefixed resource patterns",
  ),
  "monitoring-services": error("kafka", "Monitoring names at least one service to monitor."),
  "monitoring-destination": error("metrics", "Monitoring names where metrics or logs go."),
  "acknowledged-rules": {
    severity: "note",
    property: "rules",
    description:
      "Every acknowledged rule is violated somewhere beneath the scope: otherwise the acknowledgement is out of date.",
    source: "this project's constructs",
  },
} as const satisfies Readonly<Record<string, Description>>;

export type ConstructRule = keyof typeof constructRules;
