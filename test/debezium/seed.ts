import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CheckedConfig } from "../../src/debezium/properties/check";

/** The connector's configuration in Aiven's recipe, key by key. */
export function seedConfig(): CheckedConfig {
  const text = readFileSync(join(__dirname, "../fixtures/seed.json"), "utf8");
  const seed = JSON.parse(text) as Record<string, { config?: CheckedConfig } | undefined>;
  const config = seed["aiven_kafka_connector.kafka-pg-source"]?.config;
  if (!config) throw new Error("the seed has no connector");
  return config;
}
