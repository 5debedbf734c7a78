import type { ResourceHandlers } from "../provider/resource-handler";
import type { LocalCloud } from "../cloud/local-cloud";
import type { RehearsedType } from "./coverage";
import { kafka } from "./kafka/kafka";
import { kafkaAcl } from "./kafka/kafka-acl";
import { kafkaConnect } from "./connect/kafka-connect";
import { kafkaConnector } from "./connect/kafka-connector";
import { kafkaNativeAcl } from "./kafka/kafka-native-acl";
import { kafkaSchema } from "./registry/kafka-schema";
import { kafkaSchemaConfiguration } from "./registry/kafka-schema-configuration";
import { kafkaSchemaRegistryAcl } from "./registry/kafka-schema-registry-acl";
import { kafkaTopic } from "./kafka/kafka-topic";
import { kafkaUser } from "./kafka/kafka-user";
import { lookUp } from "../stand-ins/looked-up";
import { pg } from "./postgres/pg";
import { connectionPool } from "./postgres/connection-pool";
import { pgDatabase } from "./postgres/pg-database";
import { pgUser } from "./postgres/pg-user";
import { serviceIntegration } from "./service-integration";
import { serviceIntegrationEndpoint } from "./service-integration-endpoint";

/** The types that act on engines; every other one exists in Terraform's state only. */
export const resourceHandlers: ResourceHandlers<LocalCloud> = {
  aiven_connection_pool: connectionPool,
  aiven_pg: { ...pg, lookUp },
  aiven_pg_database: pgDatabase,
  aiven_pg_user: pgUser,
  aiven_kafka: { ...kafka, lookUp },
  aiven_kafka_acl: kafkaAcl,
  aiven_kafka_connect: { ...kafkaConnect, lookUp },
  aiven_kafka_connector: kafkaConnector,
  aiven_kafka_native_acl: kafkaNativeAcl,
  aiven_kafka_schema: kafkaSchema,
  aiven_kafka_schema_configuration: kafkaSchemaConfiguration,
  aiven_kafka_schema_registry_acl: kafkaSchemaRegistryAcl,
  aiven_kafka_topic: kafkaTopic,
  aiven_kafka_user: kafkaUser,
  aiven_service_integration: serviceIntegration,
  aiven_service_integration_endpoint: serviceIntegrationEndpoint,
} satisfies Record<RehearsedType, ResourceHandlers<LocalCloud>[string]>;
