import { host, takePort } from "../../engines/ports";
import type { ConnectService, KafkaService } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import { type Component, knownBlocks, type ServiceState } from "../service";
import type { Planned } from "../../../stack/values";
import { rememberWorkers } from "./planned-workers";
import { debeziumOf, startWorkers, stopWorkers } from "./workers";

/** Terraform: `kafka_user_config.kafka_connect`, for Kafkas that run connectors beside their brokers. */
const enabled = "kafka_connect";

/** What the blocks of a Kafka are called in a Kafka Connect of its own. */
const blocksOfConnect = {
  kafka_connect_config: "kafka_connect",
  kafka_connect_plugin_versions: "plugin_versions",
  kafka_connect_secret_providers: "secret_providers",
};

/**
 * The arguments of an `aiven_kafka_connect` that is as the workers of a Kafka are to be.
 * @returns undefined for a Kafka without workers
 */
function connectValues<State extends Planned<ServiceState>>(config: State): State | undefined {
  const [userConfig] = knownBlocks(config.kafka_user_config);
  if (userConfig?.[enabled] !== true) return undefined;
  const { project, service_name, plan } = config;
  const asConnect = Object.entries(blocksOfConnect).flatMap(([ofKafka, ofConnect]) =>
    userConfig[ofKafka] === undefined ? [] : [[ofConnect, userConfig[ofKafka]] as const],
  );
  const values = { kafka_connect_user_config: [Object.fromEntries(asConnect)] };
  return { project, service_name, plan, ...values } as unknown as State;
}

/** What the plan has for the workers, for the connectors that are planned after it. */
export function rememberOwnWorkers(cloud: LocalCloud, planned: Planned<ServiceState>): void {
  const values = connectValues(planned);
  if (values) rememberWorkers(cloud, values);
}

/** Starts, restarts or ends the workers of a Kafka, where its configuration asks for that. */
export async function renewOwnWorkers(
  cloud: LocalCloud,
  service: KafkaService,
  config: ServiceState,
  progress: (message: string) => void,
): Promise<void> {
  const values = connectValues(config);
  const before = service.connect;
  if (JSON.stringify(before?.values) === JSON.stringify(values)) return;
  if (before) await stopWorkers(before);
  if (!values) {
    service.connect = undefined;
    progress(`Kafka Connect of ${service.name} has ended`);
    return;
  }
  const { project, name } = service;
  const connect: ConnectService = before ?? {
    ...{ type: "kafka_connect", project, name, values, engine: undefined, plugins: [] },
    folder: `${name}.kafka_connect`,
    port: await takePort(cloud.takePorts(1)?.[0], cloud.portHint),
    integration: { kafka: service, storage: {} },
    secretFiles: new Map(),
  };
  connect.values = values;
  await startWorkers(cloud, connect);
  service.connect = connect;
  progress(`Kafka Connect of ${name} with Debezium ${debeziumOf(cloud, connect)}`);
}

/** The workers as the attributes of their Kafka have them. */
export function ownWorkers({ connect, project, name }: KafkaService, cloud: LocalCloud) {
  if (!connect) return { components: [], attributes: {} };
  const { port } = connect;
  const { username, password } = cloud.credentials.adminOf(project, name);
  const component: Component = { component: "kafka_connect", host, port, ssl: false };
  return {
    components: [component],
    attributes: { connect_uri: `http://${username}:${password}@${host}:${port}` },
  };
}
