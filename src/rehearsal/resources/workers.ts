import { readKafkaConnect } from "../../aiven/from-terraform";
import { notKnownYet } from "../../aiven/rule";
import { defaultDebezium } from "../../aiven/versions";
import { type Connect, startConnect } from "../engines/connect";
import { takePort } from "../engines/ports";
import { isUnknown, type Values } from "../meaning";
import type { ConnectService, KafkaService } from "../services";
import type { World } from "../world";
import { fileRefusal } from "./connector-files";
import { folderOf } from "./connector-secrets";
import { type Addresses, versionOf } from "./kafka";
import {
  secretProvidersOf,
  secretValues,
  workerEnvironment,
  workerProviders,
} from "./secret-providers";
import { block, engineSettings, type ServiceState, text } from "./service";

/** A Connect service before or after it is made: what its worker is started from. */
type Employer = Pick<ConnectService, "project" | "name" | "port" | "values"> & {
  readonly kafka: Addresses & Pick<KafkaService, "values">;
  readonly storage: Values;
};

/** Starts the worker of a Connect service that has an integration, with the service's settings. */
export async function startWorkers(world: World, connect: ConnectService): Promise<void> {
  const { project, name, port, values, integration } = connect;
  if (!integration) return;
  const { kafka, storage } = integration;
  const { admin: connection, brokers } = kafka.engine;
  const addresses = { connection, nodes: brokers.length, values: kafka.values };
  const employer = { project, name, port, values, kafka: addresses, storage };
  connect.engine = await world.early.take(`${project}/${name}`, askedOf(employer), (signal) =>
    worker(world, employer, signal),
  );
}

/** Starts the worker that a service and its integration are going to ask for. */
export async function foreseeWorker(
  world: World,
  values: ServiceState,
  storage: Values,
  kafka: Employer["kafka"],
): Promise<void> {
  const { project, service_name: name } = values;
  const port = await takePort(undefined);
  world.foreseenPorts.set(`${project}/${name}`, port);
  const employer = { project, name, port, values, kafka, storage };
  void world.early.begin(`${project}/${name}`, askedOf(employer), (signal) =>
    worker(world, employer, signal),
  );
}

/** The port that a worker of this service listens on already. */
export function takeForeseenPort(world: World, { project, service_name: name }: ServiceState) {
  const port = world.foreseenPorts.get(`${project}/${name}`);
  world.foreseenPorts.delete(`${project}/${name}`);
  return port;
}

function askedOf({ port, values, kafka, storage }: Employer) {
  const config = values as ServiceState;
  return [
    ...[port, storage, kafka.connection.bootstrapServers],
    ...[workerConfigOf(config), debeziumVersionOf(config), secretProvidersOf(config)],
  ];
}

async function worker(world: World, connect: Employer, signal: AbortSignal): Promise<Connect> {
  const { kafka, storage } = connect;
  const values = connect.values as ServiceState;
  const providers = secretProvidersOf(values) ?? [];
  secretValues(providers).forEach((value) => world.keepSecret(value));
  const files = await world.files({
    kafka: versionOf(kafka.values as ServiceState),
    debezium: debeziumVersionOf(values),
  });
  return startConnect({
    files,
    guard: world.guard,
    dir: world.dirOf(connect.project, connect.name),
    port: connect.port,
    portHint: world.portHint,
    kafka: kafka.connection,
    admin: world.adminOf(connect.project, connect.name),
    refuse: fileRefusal,
    // where the integration leaves one out
    groupId: text(storage.group_id) ?? "connect",
    configTopic: text(storage.config_storage_topic) ?? "__connect_configs",
    offsetTopic: text(storage.offset_storage_topic) ?? "__connect_offsets",
    statusTopic: text(storage.status_storage_topic) ?? "__connect_status",
    replicationFactor: Math.min(3, kafka.nodes),
    plugins: [files.debezium],
    workerConfig: {
      ...workerConfigOf(values),
      ...workerProviders(providers),
    },
    workDir: folderOf(world, connect),
    env: workerEnvironment(providers),
    secrets: world.secrets,
    signal,
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
