/** What runs for a version that a configuration asks for: the newest patch of that minor. */
const kafkaEngines: Readonly<Record<string, string>> = { "3.9": "3.9.2", "4.2": "4.2.2" };
const newestKafka = "4.2.2";
const newestDebezium = "3.1.0.Final";

/** The engines' own versions for Aiven's; what is not asked for is the newest. */
export function engineVersions(asked: { kafka?: string; debezium?: string }) {
  return {
    kafka: kafkaEngines[asked.kafka ?? ""] ?? newestKafka,
    debezium: asked.debezium === undefined ? newestDebezium : `${asked.debezium}.Final`,
  };
}
