export * from "./aiven-service";
export * from "./azure-kafka";
export * from "./cdc-pipeline";
export * from "./change-topics";
export { acceptFaults } from "./checks";
export type { ConnectorConfig, ConnectorProperty } from "./connector-config";
export { avro, type Converter, json } from "./converters";
export * from "./debezium-postgres-source";
export * from "./debezium-source-options";
export * from "./disk-autoscaler";
export * from "./event-consumer";
export * from "./gcp-kafka-connect";
export * from "./gcp-postgres";
export type { IIntegrationEndpoint } from "./integration-ends";
export * from "./kafka-connect-integration";
export * from "./logs-integration";
export * from "./maintenance";
export * from "./metrics-integration";
export * from "./pipeline-monitoring";
export * from "./prometheus-endpoint";
export * from "./replication-user";
export {
  type AwsSecretsProps,
  awsSecrets,
  type AzureSecretsProps,
  azureSecrets,
  type EnvSecretsProps,
  envSecrets,
  type SecretPath,
  type SecretProvider,
  type VaultSecretsProps,
  vaultSecrets,
} from "./secret-providers";
export type { StreamProfile } from "./stream-profile";
export { secretRef } from "./secret-ref";
export { outboxRouter, route, type Transform, unwrap } from "./transforms";
export * from "./verbatim-connector";
export type { WriteOnlyPassword } from "./write-only-password";
