/** What of a type is rehearsed; a part that is left out has none of it. */
export interface Coverage {
  /** What acts on engines. */
  readonly real?: string;
  /** What exists in Terraform's state only. */
  readonly stateOnly?: string;
  /** What Aiven takes and the rehearsal does not. */
  readonly refused?: string;
}

/**
 * The types that have a handler, for the table in docs/rehearsal.md; every other type exists in
 * Terraform's state only. `npm run rules` renews the table.
 */
export const coverage = {
  aiven_connection_pool: { real: "its address; it does not pool" },
  aiven_kafka: {
    real: "brokers, TLS with certificates or SASL, workers with `kafka_connect`, a registry with `schema_registry`",
    stateOnly: "REST proxy, upgrade in place, another number of brokers",
  },
  aiven_kafka_acl: { real: "names and prefixes of topics", stateOnly: "other patterns" },
  aiven_kafka_connect: { real: "yes" },
  aiven_kafka_connector: {
    real: "Debezium, Kafka's own, and others whose servers are on this machine",
    stateOnly: "other classes",
  },
  aiven_kafka_native_acl: { real: "yes" },
  aiven_kafka_schema: { real: "yes" },
  aiven_kafka_schema_configuration: { real: "yes" },
  aiven_kafka_schema_registry_acl: { real: "yes" },
  aiven_kafka_topic: { real: "yes", refused: "a change of `replication`" },
  aiven_kafka_user: { real: "yes" },
  aiven_pg: {
    real: "the primary, and read replicas by `service_integrations`",
    stateOnly: "standby nodes, promotion of a replica, upgrade in place",
  },
  aiven_pg_database: { real: "yes", stateOnly: "its locale" },
  aiven_pg_user: { real: "yes" },
  aiven_service_integration: { real: "type `kafka_connect`", stateOnly: "other types" },
  aiven_service_integration_endpoint: { stateOnly: "yes, checked by the rules" },
} as const satisfies Readonly<Record<string, Coverage>>;

export type RehearsedType = keyof typeof coverage;
