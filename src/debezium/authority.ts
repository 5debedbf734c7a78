/**
 * The driver's way to an authority whose certificate is in the configuration, not in a file: it trusts
 * that certificate alone. With `verify-full` it compares the server's name as ever. Measured with
 * Debezium 1.9.7 to 3.5.2: another authority and another name are refused; of several certificates the
 * first counts.
 */
export const singleCertificate = {
  factory: "org.postgresql.ssl.SingleCertValidatingFactory",
  factoryProperty: "database.sslfactory",
  argumentProperty: "database.sslfactoryarg",
} as const;
