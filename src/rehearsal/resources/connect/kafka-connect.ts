import { kafkaConnectAttributes, readKafkaConnect } from "../../../aiven/terraform/from-terraform";
import { kafkaConnectRules } from "../../../aiven/rules/connect/kafka-connect-rules";
import { notKnownYet } from "../../../aiven/rules/rule";
import { host, takePort } from "../../engines/ports";
import type { ResourceHandler } from "../../provider/resource-handler";
import type { ConnectService } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import { forgetSecrets } from "./connector-secrets";
import { diagnosticsOf } from "../rules";
import { providerDiagnostics, secretProvidersOf } from "./secret-providers";
import { type ServiceState, serviceAttributes, remembered } from "../service";
import {
  debeziumVersionOf,
  startWorkers,
  stopWorkers,
  takePrestartedPort,
  workerConfigOf,
} from "./workers";
import { keyOf, rememberWorkers } from "./planned-workers";
import { isUnknown } from "../../../stack/values";

/** aiven_kafka_connect: workers, which start once an integration leads them to a Kafka. */
export const kafkaConnect: ResourceHandler<LocalCloud, ServiceState> = {
  onPlanned(planned, { context: cloud }) {
    rememberWorkers(cloud, planned);
    const { producerMaxRequestSize: size } = readKafkaConnect(planned, isUnknown);
    if (size !== notKnownYet) cloud.plannedFacts.producerMaxRequestSize.set(keyOf(planned), size);
  },

  check(planned, prior, { context: cloud }) {
    const facts = readKafkaConnect(planned, isUnknown);
    return [
      ...diagnosticsOf({ cloud, isNew: !prior }, kafkaConnectRules, facts, kafkaConnectAttributes),
      ...providerDiagnostics(secretProvidersOf(planned) ?? []),
    ];
  },

  async create(config, { context: cloud }) {
    const { project, service_name: name } = config;
    const service = await cloud.add(project, name, async (): Promise<ConnectService> => {
      const port =
        takePrestartedPort(cloud, config) ??
        (await takePort(cloud.takePorts(1)?.[0], cloud.portHint));
      return {
        type: "kafka_connect",
        project,
        name,
        values: config,
        engine: undefined,
        port,
        folder: name,
        plugins: [],
        secretFiles: new Map(),
      };
    });
    return remembered(service, config, attributes(service, cloud));
  },

  read(state, { context: cloud }) {
    const service = cloud.find("kafka_connect", state.project, state.service_name);
    return service && attributes(service, cloud);
  },

  async update(prior, planned, { context: cloud, progress }) {
    const service = cloud.get(
      "kafka_connect",
      planned.project,
      planned.service_name,
      "service_name",
    );
    service.values = planned;
    if (settingsOf(prior) !== settingsOf(planned) && service.engine) {
      await stopWorkers(service);
      await startWorkers(cloud, service);
      progress(`${service.name}'s worker runs with its new settings`);
    }
    return remembered(service, planned, attributes(service, cloud));
  },

  async delete(state, { context: cloud }) {
    const service = cloud.find("kafka_connect", state.project, state.service_name);
    if (!service) return;
    await cloud.remove(service);
    forgetSecrets(cloud, service);
  },
};

/** What a worker reads only as it starts. */
function settingsOf(config: ServiceState): string {
  return JSON.stringify([
    workerConfigOf(config),
    debeziumVersionOf(config),
    secretProvidersOf(config),
  ]);
}

function attributes(
  { project, name, port }: ConnectService,
  cloud: LocalCloud,
): Partial<ServiceState> {
  const { username, password } = cloud.credentials.adminOf(project, name);
  return serviceAttributes([{ component: "kafka_connect", host, port, ssl: false }], {
    uri: `http://${username}:${password}@${host}:${port}`,
    password,
  });
}
