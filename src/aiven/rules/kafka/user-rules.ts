import { compareVersions } from "../../facts/versions";
import { recommendation } from "../message";
import type { Rule } from "../rule";

export interface KafkaUserSubject {
  /** Of the Kafka that the user logs in to, where that is known. */
  readonly kafkaVersion: string;
}

/** The first version of librdkafka that logs in to Kafka 4 by SCRAM. */
export const firstLibrdkafka = "2.6.1";

/** Whether older clients fail to log in by SCRAM. */
export function refusesOldScram(kafkaVersion: string): boolean {
  return /^\d+\.\d+/.test(kafkaVersion) && compareVersions(kafkaVersion, "4.0") >= 0;
}

const scram: Rule<KafkaUserSubject> = {
  name: "kafka-user-scram",
  severity: "note",
  description: `Clients that log in to Kafka 4 by SCRAM are on librdkafka ${firstLibrdkafka} or later: earlier ones fail, Debian 12's kcat among them.`,
  source: `librdkafka, release notes of ${firstLibrdkafka}; measured with Debian 12's kcat on Kafka 4.2`,
  property: "kafkaVersion",
  check({ kafkaVersion }) {
    if (kafkaVersion === undefined || !refusesOldScram(kafkaVersion)) return undefined;
    return recommendation(
      "kafkaVersion",
      `have clients on librdkafka ${firstLibrdkafka} or later`,
      kafkaVersion,
      "earlier ones, Debian 12's kcat among them, fail to log in by SCRAM",
      { advice: "upgrade them, or let them log in by certificate" },
    );
  },
};

/** What must hold for `aiven_kafka_user`. */
export const kafkaUserRules: readonly Rule<KafkaUserSubject>[] = [scram];
