import { firstLibrdkafka, refusesOldScram } from "../../aiven/rules/kafka/user-rules";
import { engineVersions } from "../cloud/engine-versions";
import type { KafkaService } from "../cloud/services";
import { block, text } from "../resources/service";

/** Where users log in by password alone. */
export function scramLines({ name, values }: Pick<KafkaService, "name" | "values">): string[] {
  const asked = text(block(values, "kafka_user_config").kafka_version);
  if (!refusesOldScram(engineVersions({ kafka: asked }).kafka)) return [];
  return [
    `Kafka ${name}:  its users' lines need a kcat on librdkafka ${firstLibrdkafka} or later, which Debian 12's is not (kcat -V)`,
  ];
}
