import { findingsOf } from "./rules";
import { kafkaRules } from "../../aiven/kafka-rules";
import { kafkaAttributes, readKafka } from "../../aiven/from-terraform";
import { nodesOf } from "../../aiven/plans";
import { newestCreatable } from "../../aiven/versions";
import { standIn } from "../engine-versions";
import { startKafka } from "../engines/kafka";
import { isUnknown, type ResourceMeaning } from "../meaning";
import type { KafkaService, World } from "../world";
import {
  block,
  engineSettings,
  type ServiceState,
  serviceAttributes,
  text,
  remembered,
} from "./service";

/** aiven_kafka: a cluster of as many brokers as the plan has nodes. */
export const kafka: ResourceMeaning<World, ServiceState> = {
  check: (planned, prior, { context: world }) =>
    findingsOf(
      { world, isNew: !prior },
      kafkaRules,
      readKafka(planned, isUnknown),
      kafkaAttributes,
    ),

  async create(config, { context: world, progress }) {
    const { project, service_name: name, plan } = config;
    const service = await world.add(project, name, async (): Promise<KafkaService> => {
      const files = await world.files({ kafka: versionOf(config) });
      const nodes = nodesOf("kafka", plan);
      const engine = await startKafka({
        files,
        guard: world.guard,
        dir: world.dirOf(project, name),
        nodes,
        // one port a broker for clients, one for the others
        ports: world.takePorts(2 * nodes),
        portHint: world.portHint,
        config: settingsOf(config),
        signal: world.signal,
      });
      progress(
        `${nodes} Kafka ${nodes === 1 ? "broker" : "brokers"} for ${name} on ${engine.bootstrapServers}`,
      );
      const aivens = versionOf(config) ?? newestCreatable("kafka", world.asOf);
      const different = standIn("Kafka", aivens, files.kafka.version);
      if (different !== undefined) progress(different);
      return { type: "kafka", project, name, values: config, engine };
    });
    return remembered(service, config, attributes(service));
  },

  read(state, { context: world }) {
    const service = world.find("kafka", state.project, state.service_name);
    return service && attributes(service);
  },

  async update(prior, planned, { context: world, progress }) {
    const service = world.get("kafka", planned.project, planned.service_name, "service_name");
    const nodes = nodesOf("kafka", planned.plan);
    if (nodes !== service.engine.brokers.length) {
      progress(
        `${service.name} keeps its ${service.engine.brokers.length} brokers: the rehearsal starts ` +
          `the ${nodes} of plan ${planned.plan} only for a service made anew`,
      );
    }
    if (versionOf(prior) !== versionOf(planned)) {
      progress(`${service.name} keeps running its Kafka: an upgrade in place is not rehearsed`);
    }
    if (JSON.stringify(settingsOf(prior)) !== JSON.stringify(settingsOf(planned))) {
      await service.engine.reconfigure(settingsOf(planned));
      progress(`${service.name}'s brokers run with their new settings`);
    }
    return remembered(service, planned, attributes(service));
  },

  async delete(state, { context: world }) {
    const service = world.find("kafka", state.project, state.service_name);
    if (service) await world.remove(service);
  },
};

export function versionOf(config: ServiceState): string | undefined {
  return text(block(config, "kafka_user_config").kafka_version);
}

function settingsOf(config: ServiceState): Record<string, string> {
  return engineSettings(block(block(config, "kafka_user_config"), "kafka"));
}

function attributes({ engine }: KafkaService): Partial<ServiceState> {
  const [first = { host: "127.0.0.1", port: 0 }] = engine.brokers;
  const uris = engine.brokers.map(({ host, port }) => `${host}:${port}`);
  return {
    ...serviceAttributes([{ component: "kafka", host: first.host, port: first.port, ssl: false }], {
      uri: `${first.host}:${first.port}`,
    }),
    kafka: [{ uris }],
  };
}
