/** The versions of the Debezium PostgreSQL connector that Aiven offers, or has announced. */
export const debeziumVersions = ["1.9.7", "2.5.0", "2.7.4", "3.1.0", "3.5.2"] as const;

export type DebeziumVersion = (typeof debeziumVersions)[number];

/** The newest that Aiven offers. */
export const newestDebezium = "3.1.0" satisfies DebeziumVersion;

export type NewestDebezium = typeof newestDebezium;

export const postgresConnectorClass = "io.debezium.connector.postgresql.PostgresConnector";
