import { kafkaConnectAttributes, readKafkaConnect } from "../../aiven/from-terraform";
import { kafkaConnectRules } from "../../aiven/kafka-connect-rules";
import { notKnownYet } from "../../aiven/rule";
import { host, takePort } from "../engines/ports";
import { isUnknown, type Planned, type ResourceMeaning } from "../meaning";
import type { ConnectService } from "../services";
import type { World } from "../world";
import { forgetSecrets } from "./connector-secrets";
import { findingsOf } from "./rules";
import { providerFindings, secretProvidersOf } from "./secret-providers";
import { type ServiceState, serviceAttributes, remembered } from "./service";
import {
  debeziumVersionOf,
  startWorkers,
  stopWorkers,
  takeForeseenPort,
  workerConfigOf,
} from "./workers";

/** aiven_kafka_connect: workers, which start once an integration leads them to a Kafka. */
export const kafkaConnect: ResourceMeaning<World, ServiceState> = {
  check(planned, prior, { context: world }) {
    const facts = readKafkaConnect(planned, isUnknown);
    rememberPin(world, facts);
    const providers = secretProvidersOf(planned);
    world.plans.setSecretProviders(keyOf(planned), providers);
    return [
      ...findingsOf({ world, isNew: !prior }, kafkaConnectRules, facts, kafkaConnectAttributes),
      ...providerFindings(providers ?? []),
    ];
  },

  async create(config, { context: world }) {
    const { project, service_name: name } = config;
    const service = await world.add(project, name, async (): Promise<ConnectService> => {
      const port =
        takeForeseenPort(world, config) ??
        (await takePort(world.takePorts(1)?.[0], world.portHint));
      return {
        type: "kafka_connect",
        project,
        name,
        values: config,
        engine: undefined,
        port,
        secretFiles: new Map(),
      };
    });
    return remembered(service, config, attributes(service, world));
  },

  read(state, { context: world }) {
    const service = world.find("kafka_connect", state.project, state.service_name);
    return service && attributes(service, world);
  },

  async update(prior, planned, { context: world, progress }) {
    const service = world.get(
      "kafka_connect",
      planned.project,
      planned.service_name,
      "service_name",
    );
    service.values = planned;
    if (settingsOf(prior) !== settingsOf(planned) && service.engine) {
      await stopWorkers(service);
      await startWorkers(world, service);
      progress(`${service.name}'s worker runs with its new settings`);
    }
    return remembered(service, planned, attributes(service, world));
  },

  async delete(state, { context: world }) {
    const service = world.find("kafka_connect", state.project, state.service_name);
    if (!service) return;
    await world.remove(service);
    forgetSecrets(world, service);
  },
};

/** For the connectors that are planned after it, before any of it is made. */
function rememberPin(world: World, facts: ReturnType<typeof readKafkaConnect>): void {
  const { project, serviceName, debeziumVersion } = facts;
  if (debeziumVersion === notKnownYet) return;
  world.plans.debezium.set(undefined, debeziumVersion);
  if (project !== notKnownYet && serviceName !== notKnownYet) {
    world.plans.debezium.set(`${project}/${serviceName}`, debeziumVersion);
  }
}

/** What a worker reads only as it starts. */
function settingsOf(config: ServiceState): string {
  return JSON.stringify([
    workerConfigOf(config),
    debeziumVersionOf(config),
    secretProvidersOf(config),
  ]);
}

function keyOf({ project, service_name: name }: Planned<ServiceState>): string {
  return [project, name].map((part) => (isUnknown(part) ? "" : part)).join("/");
}

function attributes({ project, name, port }: ConnectService, world: World): Partial<ServiceState> {
  const { username, password } = world.adminOf(project, name);
  return serviceAttributes([{ component: "kafka_connect", host, port, ssl: false }], {
    uri: `http://${username}:${password}@${host}:${port}`,
    password,
  });
}
