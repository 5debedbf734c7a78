import { defaultGroupId, storageTopics } from "../../../aiven/facts/storage-topics";
import { readKafkaConnect } from "../../../aiven/terraform/from-terraform";
import { notKnownYet } from "../../../aiven/rules/rule";
import { defaultDebezium } from "../../../aiven/facts/versions";
import { type Connect, startConnect } from "../../engines/connect/connect";
import { takePort } from "../../engines/ports";
import type { PluginName } from "../../engines/fetch/lock";
import type { ConnectService, KafkaService } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import { fileProblem } from "./connector-files";
import { folderOf } from "./connector-secrets";
import { workerConnection } from "../kafka/clients";
import { type Addresses, versionOf } from "../kafka/kafka-settings";
import {
  secretProvidersOf,
  secretValues,
  workerEnvironment,
  workerProviders,
} from "./secret-providers";
import { block, engineSettings, type ServiceState, text } from "../service";
import { isUnknown, type Values } from "../../../stack/values";

/** A Connect service before or after it is made: what its worker is started from. */
type WorkerOptions = Pick<
  ConnectService,
  "project" | "name" | "folder" | "port" | "values" | "plugins"
> & {
  readonly kafka: Addresses & Pick<KafkaService, "values">;
  readonly storage: Values;
};

/** Starts the worker of a Connect service that has an integration, with the service's settings. */
export async function startWorkers(cloud: LocalCloud, connect: ConnectService): Promise<void> {
  const { project, name, folder, port, values, integration } = connect;
  if (!integration) return;
  const planned = cloud.plannedFacts.plugins.get(`${project}/${name}`) ?? [];
  const plugins = [...new Set([...connect.plugins, ...planned])].sort();
  connect.plugins = plugins;
  const { kafka, storage } = integration;
  const connection = await workerConnection(
    cloud,
    kafka.values as ServiceState,
    kafka.engine.ports,
  );
  const nodes = kafka.engine.brokers.length;
  const addresses = { connection, nodes, values: kafka.values };
  const workerOptions = {
    ...{ project, name, folder, port, values, storage, plugins },
    kafka: addresses,
  };
  connect.engine = await cloud.prestarted.take(
    `${project}/${folder}`,
    askedOf(workerOptions),
    (signal) => worker(cloud, workerOptions, signal),
  );
}

/** Starts the worker that a service and its integration are going to ask for. */
export async function prestartWorker(
  cloud: LocalCloud,
  values: ServiceState,
  storage: Values,
  kafka: WorkerOptions["kafka"],
  plugins: readonly PluginName[],
): Promise<void> {
  const { project, service_name: name } = values;
  const port = await takePort(undefined);
  cloud.prestartedPorts.set(`${project}/${name}`, port);
  const folder = name;
  const workerOptions = { project, name, folder, port, values, kafka, storage, plugins };
  void cloud.prestarted.begin(`${project}/${name}`, askedOf(workerOptions), (signal) =>
    worker(cloud, workerOptions, signal),
  );
}

/** The port that a worker of this service listens on already. */
export function takePrestartedPort(
  cloud: LocalCloud,
  { project, service_name: name }: ServiceState,
) {
  const port = cloud.prestartedPorts.get(`${project}/${name}`);
  cloud.prestartedPorts.delete(`${project}/${name}`);
  return port;
}

function askedOf({ port, values, kafka, storage, plugins }: WorkerOptions) {
  const config = values as ServiceState;
  return [
    ...[port, storage, kafka.connection.bootstrapServers, plugins],
    ...[workerConfigOf(config), debeziumVersionOf(config), secretProvidersOf(config)],
  ];
}

async function worker(
  cloud: LocalCloud,
  connect: WorkerOptions,
  signal: AbortSignal,
): Promise<Connect> {
  const { kafka, storage } = connect;
  const storageTopic = (topic: keyof typeof storageTopics) =>
    text(storage[storageTopics[topic].argument]) ?? storageTopics[topic].aiven;
  const values = connect.values as ServiceState;
  const providers = secretProvidersOf(values) ?? [];
  secretValues(providers).forEach((value) => cloud.keepSecret(value));
  const asked = {
    kafka: versionOf(kafka.values as ServiceState),
    debezium: debeziumVersionOf(values),
  };
  const [files, ...plugins] = await Promise.all([
    cloud.files(asked),
    ...connect.plugins.map((plugin) => cloud.plugin(plugin, asked)),
  ]);
  return startConnect({
    files,
    guard: cloud.guard,
    dir: cloud.dirOf(connect.project, connect.folder),
    port: connect.port,
    portHint: cloud.portHint,
    kafka: kafka.connection,
    admin: cloud.credentials.adminOf(connect.project, connect.name),
    refuse: fileProblem,
    // where the integration leaves one out
    groupId: text(storage.group_id) ?? defaultGroupId,
    configTopic: storageTopic("configTopic"),
    offsetTopic: storageTopic("offsetTopic"),
    statusTopic: storageTopic("statusTopic"),
    replicationFactor: Math.min(3, kafka.nodes),
    plugins: [files.debezium, ...plugins],
    workerConfig: {
      ...workerConfigOf(values),
      ...workerProviders(providers),
    },
    workDir: folderOf(cloud, connect),
    env: workerEnvironment(providers),
    secrets: cloud.secrets,
    signal,
  });
}

/** Restarts workers that lack what their connectors are planned to need; all wait for one restart. */
export async function loadPlugins(
  cloud: LocalCloud,
  connect: ConnectService,
  progress: (message: string) => void,
): Promise<void> {
  const planned = cloud.plannedFacts.plugins.get(`${connect.project}/${connect.name}`) ?? [];
  const missing = [...planned].filter((plugin) => !connect.plugins.includes(plugin));
  if (missing.length === 0 || !connect.engine) return loading.get(connect);
  const restart = async () => {
    await stopWorkers(connect);
    await startWorkers(cloud, connect);
    progress(`${connect.name}'s worker runs with ${missing.join(", ")}`);
  };
  connect.plugins = [...connect.plugins, ...missing];
  const loaded = (loading.get(connect) ?? Promise.resolve())
    .then(restart)
    .finally(() => loading.delete(connect));
  loading.set(connect, loaded);
  return loaded;
}

const loading = new WeakMap<ConnectService, Promise<void>>();

export async function stopWorkers(connect: ConnectService): Promise<void> {
  await connect.engine?.stop();
  connect.engine = undefined;
}

/** The workers' settings, in Kafka Connect's own names. */
export function workerConfigOf(config: ServiceState): Record<string, string> {
  return engineSettings(block(block(config, "kafka_connect_user_config"), "kafka_connect"));
}

/** The version that the workers of a Connect service run: pinned, else the one of that day. */
export function debeziumOf(cloud: LocalCloud, { values }: ConnectService): string {
  return debeziumVersionOf(values as ServiceState) ?? defaultDebezium(cloud.asOf);
}

/** The version that the plugin is pinned to, if it is. */
export function debeziumVersionOf(config: ServiceState): string | undefined {
  const { debeziumVersion } = readKafkaConnect(config, isUnknown);
  return debeziumVersion === notKnownYet ? undefined : debeziumVersion;
}
