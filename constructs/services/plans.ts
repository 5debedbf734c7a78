import type {
  KafkaConnectPlan as KnownKafkaConnectPlan,
  KafkaPlan as KnownKafkaPlan,
  PostgresPlan as KnownPostgresPlan,
} from "../../src/aiven/facts/service-plans";
import type {
  KafkaVersion as KnownKafka,
  PostgresVersion as KnownPostgres,
} from "../../src/aiven/facts/versions";
import type { Other } from "../internal/other";

/**
 * Size and number of a PostgreSQL's nodes; others are taken as well, since what can be bought
 * depends on the customer and the cloud.
 */
export type PostgresPlan = KnownPostgresPlan | Other;

/** Size and number of the brokers; others are taken as well. */
export type KafkaPlan = KnownKafkaPlan | Other;

/** Size and number of the workers; others are taken as well. */
export type KafkaConnectPlan = KnownKafkaConnectPlan | Other;

/** A major version of PostgreSQL that Aiven offers; others are taken, and checked by the calendar. */
export type PostgresVersion = KnownPostgres | Other;

/** A version of Kafka that Aiven offers; others are taken, and checked by the calendar. */
export type KafkaVersion = KnownKafka | Other;
