/** The versions of the Debezium PostgreSQL connector that Aiven offers, or has announced. */
export const debeziumVersions = ["1.9.7", "2.5.0", "2.7.4", "3.1.0", "3.5.2"] as const;

export type DebeziumVersion = (typeof debeziumVersions)[number];

/** The newest that Aiven offers. */
export const newestDebezium = "3.1.0" satisfies DebeziumVersion;

export type NewestDebezium = typeof newestDebezium;

/** Those whose reader of pgoutput takes each byte of a name for a character; measured with each. */
const readsNamesAsBytes: readonly DebeziumVersion[] = ["1.9.7", "2.5.0", "2.7.4", "3.1.0"];

/** Whether names beyond ASCII are captured; of a version that nobody knows, not. */
export function readsNamesInUtf8(version: string | undefined): boolean {
  const known = debeziumVersions.find((each) => each === version);
  return known !== undefined && !readsNamesAsBytes.includes(known);
}

export const postgresConnectorClass = "io.debezium.connector.postgresql.PostgresConnector";
