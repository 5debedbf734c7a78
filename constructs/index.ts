export { acknowledge } from "./acknowledge";
export type { Acknowledgement } from "./acknowledgements";
export type { AivenServiceProps, MaintenanceWindow } from "./services/aiven-service";
export * from "./services/of-a-provider/azure-kafka";
export * from "./services/clouds";
export * from "./kafka/client-quota";
export * from "./kafka/schema-subject";
export * from "./patterns/cdc-pipeline";
export * from "./connectors/change-topics";
export { checkAtSynth, type ConstructViolation, violation } from "./internal/checks";
export { checkStack } from "./internal/stack/stack-checks";
export type { ConnectorConfig, ConnectorProperty } from "./connectors/connector-config";
export { avro, type Converter, json, type JsonOptions } from "./connectors/converters";
export * from "./connectors/debezium-postgres-source";
export * from "./connectors/debezium-source-options";
export * from "./services/disk-autoscaler";
export * from "./users/client-outputs";
export * from "./users/event-consumer";
export * from "./services/of-a-provider/gcp-kafka-connect";
export * from "./services/of-a-provider/gcp-postgres";
export * from "./services/external-postgres";
export * from "./services/interfaces";
export * from "./connectors/jdbc-sink";
export * from "./services/kafka";
export * from "./services/kafka-connect";
export * from "./services/plans";
export * from "./services/postgres";
export * from "./services/postgres-read-replica";
export type { IIntegrationEndpoint } from "./internal/integration-ends";
export * from "./integrations/kafka-connect-integration";
export * from "./integrations/logs-integration";
export * from "./services/maintenance";
export * from "./integrations/metrics-integration";
export * from "./patterns/pipeline-monitoring";
export * from "./integrations/prometheus-endpoint";
export * from "./users/replication-user";
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
} from "./connectors/secret-providers";
export type { StreamProfile } from "./patterns/stream-profile";
export { secretRef } from "./connectors/secret-ref";
export { outboxRouter, route, type Transform, unwrap } from "./connectors/transforms";
export * from "./connectors/verbatim-connector";
export type { WriteOnlyPassword } from "./users/write-only-password";
