import { readKafka } from "../../../aiven/terraform/from-terraform";
import { notKnownYet } from "../../../aiven/rules/rule";
import type { KafkaConnection } from "../../../clients/kafka-connection";
import { block, engineSettings, type ServiceState } from "../service";
import { isUnknown } from "../../../stack/values";

/** Of brokers, before or after they are up. */
export interface Addresses {
  readonly connection: KafkaConnection;
  readonly nodes: number;
}

export function versionOf(config: ServiceState): string | undefined {
  const { kafkaVersion } = readKafka(config, isUnknown);
  return kafkaVersion === notKnownYet ? undefined : kafkaVersion;
}

/** The brokers' settings, in Kafka's own names. */
export function settingsOf(config: ServiceState): Record<string, string> {
  return engineSettings(block(block(config, "kafka_user_config"), "kafka"));
}
