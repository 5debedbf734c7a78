import type { Meanings } from "../meaning";
import type { World } from "../world";
import { kafka } from "./kafka";
import { kafkaConnect } from "./kafka-connect";
import { kafkaConnector } from "./kafka-connector";
import { kafkaTopic } from "./kafka-topic";
import { pg } from "./pg";
import { pgUser } from "./pg-user";
import { serviceIntegration } from "./service-integration";

/** The types that do what they say to the engines; every other one is held as state only. */
export const meanings: Meanings<World> = {
  aiven_pg: pg,
  aiven_pg_user: pgUser,
  aiven_kafka: kafka,
  aiven_kafka_connect: kafkaConnect,
  aiven_kafka_connector: kafkaConnector,
  aiven_kafka_topic: kafkaTopic,
  aiven_service_integration: serviceIntegration,
};
