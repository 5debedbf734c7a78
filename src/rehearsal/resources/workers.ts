import { readKafkaConnect } from "../../aiven/from-terraform";
import { notKnownYet } from "../../aiven/rule";
import { defaultDebezium } from "../../aiven/versions";
import { startConnect } from "../engines/connect";
import { isUnknown } from "../meaning";
import type { ConnectService, World } from "../world";
import { versionOf } from "./kafka";
import { block, engineSettings, type ServiceState, text } from "./service";

/** Starts the worker of a Connect service that has an integration, with the service's settings. */
export async function startWorkers(world: World, connect: ConnectService): Promise<void> {
  if (!connect.integration) return;
  const { kafka, storage } = connect.integration;
  const values = connect.values as ServiceState;
  const files = await world.files({
    kafka: versionOf(kafka.values as ServiceState),
    debezium: debeziumVersionOf(values),
  });
  connect.engine = await startConnect({
    files,
    guard: world.guard,
    dir: world.dirOf(connect.project, connect.name),
    port: connect.port,
    portHint: world.portHint,
    bootstrapServers: kafka.engine.bootstrapServers,
    // where the integration leaves one out
    groupId: text(storage.group_id) ?? "connect",
    configTopic: text(storage.config_storage_topic) ?? "__connect_configs",
    offsetTopic: text(storage.offset_storage_topic) ?? "__connect_offsets",
    statusTopic: text(storage.status_storage_topic) ?? "__connect_status",
    replicationFactor: Math.min(3, kafka.engine.brokers.length),
    plugins: [files.debezium],
    workerConfig: workerConfigOf(values),
    signal: world.signal,
  });
}

export async function stopWorkers(connect: ConnectService): Promise<void> {
  await connect.engine?.stop();
  connect.engine = undefined;
}

/** The workers' settings, in Kafka Connect's own names. */
export function workerConfigOf(config: ServiceState): Record<string, string> {
  return engineSettings(block(block(config, "kafka_connect_user_config"), "kafka_connect"));
}

/** The version that the workers of a Connect service run: pinned, else the one of that day. */
export function debeziumOf(world: World, { values }: ConnectService): string {
  return debeziumVersionOf(values as ServiceState) ?? defaultDebezium(world.asOf);
}

/** The version that the plugin is pinned to, if it is. */
export function debeziumVersionOf(config: ServiceState): string | undefined {
  const { debeziumVersion } = readKafkaConnect(config, isUnknown);
  return debeziumVersion === notKnownYet ? undefined : debeziumVersion;
}
