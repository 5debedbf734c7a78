import type { Meanings } from "../meaning";
import type { World } from "../world";
import { kafka } from "./kafka";
import { kafkaAcl } from "./kafka-acl";
import { kafkaConnect } from "./kafka-connect";
import { kafkaConnector } from "./kafka-connector";
import { kafkaNativeAcl } from "./kafka-native-acl";
import { kafkaTopic } from "./kafka-topic";
import { kafkaUser } from "./kafka-user";
import { pg } from "./pg";
import { pgUser } from "./pg-user";
import { serviceIntegration } from "./service-integration";
import { serviceIntegrationEndpoint } from "./service-integration-endpoint";

/** The types that do what they say to the engines; every other one is held as state only. */
export const meanings: Meanings<World> = {
  aiven_pg: pg,
  aiven_pg_user: pgUser,
  aiven_kafka: kafka,
  aiven_kafka_acl: kafkaAcl,
  aiven_kafka_connect: kafkaConnect,
  aiven_kafka_connector: kafkaConnector,
  aiven_kafka_native_acl: kafkaNativeAcl,
  aiven_kafka_topic: kafkaTopic,
  aiven_kafka_user: kafkaUser,
  aiven_service_integration: serviceIntegration,
  aiven_service_integration_endpoint: serviceIntegrationEndpoint,
};
