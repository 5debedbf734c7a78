import { diagnosticsOf } from "../rules";
import { kafkaRules } from "../../../aiven/rules/kafka/kafka-rules";
import { kafkaAttributes, readKafka } from "../../../aiven/terraform/from-terraform";
import { nodesOf } from "../../../aiven/facts/service-plans";
import { notKnownYet } from "../../../aiven/rules/rule";
import { newestCreatable } from "../../../aiven/facts/versions";
import { standIn } from "../../cloud/engine-versions";
import { type Kafka, startKafka, type StartKafkaOptions } from "../../engines/kafka/kafka";
import { portsOf, portsPerNode } from "../../engines/kafka/ports";
import { freePorts } from "../../engines/ports";
import { forgetSecrets } from "../connect/connector-secrets";
import type { ResourceHandler } from "../../provider/resource-handler";
import type { KafkaService, KafkaUser } from "../../cloud/services";
import { administrator as adminName } from "../../../aiven/facts/administrator";
import type { LocalCloud } from "../../cloud/local-cloud";
import { rightsOf } from "./kafka-acl";
import { addAcl, defaultAclId, withAccess } from "./kafka-acls";
import { authenticationOf, clientsOf, listenersOf, serversOf, workerConnection } from "./clients";
import { type ServiceState, serviceAttributes, remembered } from "../service";
import { ownWorkers, rememberOwnWorkers, renewOwnWorkers } from "../connect/own-workers";
import { brokersOf, limitedTo } from "./fewer-brokers";
import { type Addresses, settingsOf, versionOf } from "./kafka-settings";
import { ownRegistry, renewRegistry } from "../registry/schema-registry";
import { isUnknown, type Value } from "../../../stack/values";

/** aiven_kafka: a cluster of as many brokers as the plan has nodes. */
export const kafka: ResourceHandler<LocalCloud, ServiceState> = {
  onPlanned(planned, { context: cloud }) {
    const { project, service_name: name, default_acl: defaultAcl } = planned;
    if (isUnknown(project) || isUnknown(name)) return;
    const { plannedFacts } = cloud;
    if (!isUnknown(defaultAcl)) {
      plannedFacts.defaultAcl.set(`${project}/${name}`, hasDefaultAcl(defaultAcl));
    }
    const { messageMaxBytes } = readKafka(planned, isUnknown);
    if (messageMaxBytes !== notKnownYet) {
      plannedFacts.messageMaxBytes.set(`${project}/${name}`, messageMaxBytes);
    }
    rememberOwnWorkers(cloud, planned);
  },

  check(planned, prior, { context: cloud }) {
    const facts = readKafka(planned, isUnknown);
    return diagnosticsOf({ cloud, isNew: !prior }, kafkaRules, facts, kafkaAttributes);
  },

  async create(config, { context: cloud, progress }) {
    const { project, service_name: name } = config;
    const service = await cloud.add(project, name, async (): Promise<KafkaService> => {
      const engine = await cloud.prestarted.take(`${project}/${name}`, askedOf(config), (signal) =>
        brokers(cloud, config, { ports: cloud.takePorts(portCount(cloud, config)), signal }),
      );
      progress(`${brokersFor(config, engine.brokers.length)} on ${serversOf(engine)}`);
      const aivens = versionOf(config) ?? newestCreatable("kafka", cloud.asOf);
      const files = await cloud.files({ kafka: versionOf(config) });
      const different = standIn("Kafka", aivens, files.kafka.version);
      if (different !== undefined) progress(different);
      const administrator: KafkaUser = {
        password: cloud.credentials.adminOf(project, name).password,
        certificate: await cloud.credentials.sign(project, name, adminName),
      };
      return {
        ...{ type: "kafka", project, name, values: config, engine },
        ...{ administrator, users: new Map(), acls: new Map() },
      };
    });
    if (hasDefaultAcl(config.default_acl)) {
      const values = { username: "*", topic: "*", permission: "admin" };
      await addAcl(service, defaultAclId, {
        username: "*",
        rights: rightsOf("admin", "*"),
        values,
      });
    }
    await letAdministratorIn(service, cloud);
    await renewRegistry(cloud, service, config, progress);
    await renewOwnWorkers(cloud, service, config, progress);
    return remembered(service, config, attributes(service, cloud));
  },

  read(state, { context: cloud }) {
    const service = cloud.find("kafka", state.project, state.service_name);
    return service && attributes(service, cloud);
  },

  async update(prior, planned, { context: cloud, progress }) {
    const service = cloud.get("kafka", planned.project, planned.service_name, "service_name");
    const nodes = brokersOf(cloud, planned.plan);
    if (nodes !== service.engine.brokers.length) {
      progress(
        `${service.name} keeps its ${service.engine.brokers.length} brokers: the rehearsal starts ` +
          `the ${nodes} of plan ${planned.plan} only for a new service`,
      );
    }
    if (versionOf(prior) !== versionOf(planned)) {
      progress(`${service.name} keeps running its Kafka: an upgrade in place is not rehearsed`);
    }
    if (JSON.stringify(settings(prior)) !== JSON.stringify(settings(planned))) {
      await service.engine.reconfigure(settingsOn(cloud, planned), await clientsOf(cloud, planned));
      service.values = planned;
      await letAdministratorIn(service, cloud);
      progress(`${service.name}'s brokers run with their new settings`);
    }
    await renewRegistry(cloud, service, planned, progress);
    await renewOwnWorkers(cloud, service, planned, progress);
    return remembered(service, planned, attributes(service, cloud));
  },

  async delete(state, { context: cloud }) {
    const service = cloud.find("kafka", state.project, state.service_name);
    if (!service) return;
    await cloud.remove(service);
    if (service.connect) forgetSecrets(cloud, service.connect);
  },
};

/**
 * Starts the brokers that a service is going to ask for.
 * @returns where they are going to be
 */
export async function prestartBrokers(cloud: LocalCloud, config: ServiceState): Promise<Addresses> {
  const key = `${config.project}/${config.service_name}`;
  const ports = await freePorts(portCount(cloud, config));
  const nodes = brokersOf(cloud, config.plan);
  void cloud.prestarted.begin(key, askedOf(config), (signal) =>
    brokers(cloud, config, { ports, signal }),
  );
  return { connection: await workerConnection(cloud, config, portsOf(ports, nodes)), nodes };
}

async function brokers(
  cloud: LocalCloud,
  config: ServiceState,
  { ports, signal }: Pick<StartKafkaOptions, "ports" | "signal">,
): Promise<Kafka> {
  return startKafka({
    files: await cloud.files({ kafka: versionOf(config) }),
    guard: cloud.guard,
    dir: cloud.dirOf(config.project, config.service_name),
    nodes: brokersOf(cloud, config.plan),
    superUser: cloud.credentials.superUserOf(config.project, config.service_name),
    clients: await clientsOf(cloud, config),
    ports,
    portHint: cloud.portHint,
    config: settingsOn(cloud, config),
    signal,
  });
}

function brokersFor({ service_name: name, plan }: ServiceState, count: number): string {
  const nodes = nodesOf("kafka", plan);
  const instead = count < nodes ? `, in place of the ${nodes} of ${plan},` : "";
  return `${count} Kafka ${count === 1 ? "broker" : "brokers"} for ${name}${instead}`;
}

function portCount(cloud: LocalCloud, { plan }: ServiceState): number {
  return portsPerNode * brokersOf(cloud, plan);
}

/** As the configuration has them, for as many brokers as there are. */
function settingsOn(cloud: LocalCloud, config: ServiceState): Record<string, string> {
  const brokers = brokersOf(cloud, config.plan);
  const isFewer = brokers < nodesOf("kafka", config.plan);
  return isFewer ? limitedTo(brokers, settingsOf(config)) : settingsOf(config);
}

function askedOf(config: ServiceState) {
  return [config.plan, versionOf(config), ...settings(config)];
}

/** What the brokers' own configuration is made from. */
function settings(config: ServiceState) {
  return [settingsOf(config), authenticationOf(config)];
}

/** By SCRAM; the other ways are there from the brokers' start. */
async function letAdministratorIn(service: KafkaService, cloud: LocalCloud): Promise<void> {
  const { project, name, values } = service;
  if (authenticationOf(values as ServiceState).sasl.length === 0) return;
  const { username, password } = cloud.credentials.adminOf(project, name);
  await withAccess(service, (access) => access.setPassword(username, password));
}

/** The real provider removes the ACL only as it creates the service, and only where `default_acl` is false. */
function hasDefaultAcl(defaultAcl: Value): boolean {
  return defaultAcl !== false;
}

function attributes(service: KafkaService, cloud: LocalCloud): Partial<ServiceState> {
  const { engine, administrator } = service;
  const { password, certificate } = administrator;
  const servers = serversOf(engine).split(",");
  const workers = ownWorkers(service, cloud);
  const registry = ownRegistry(service);
  return {
    ...serviceAttributes([...listenersOf(engine), ...workers.components, ...registry.components], {
      uri: servers[0],
      password,
    }),
    kafka: [
      {
        uris: servers,
        access_cert: certificate.cert,
        access_key: certificate.key,
        ...workers.attributes,
        ...registry.attributes,
      },
    ],
  };
}
