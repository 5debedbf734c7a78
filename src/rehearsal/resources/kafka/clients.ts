import type { KafkaConnection, SaslMechanism } from "../../../clients/kafka-connection";
import type { LocalCloud } from "../../cloud/local-cloud";
import {
  type Authentication,
  type Clients,
  internalMechanism,
} from "../../engines/kafka/listeners";
import type { Kafka } from "../../engines/kafka/kafka";
import { host } from "../../engines/ports";
import { type Ports, serversAt } from "../../engines/kafka/ports";
import { block, type Component, type ServiceState } from "../service";

/** Each is on unless it is switched off: https://aiven.io/docs/products/kafka/reference/advanced-params */
const mechanisms = {
  plain: "PLAIN",
  scram_sha_256: "SCRAM-SHA-256",
  scram_sha_512: "SCRAM-SHA-512",
} as const satisfies Record<string, SaslMechanism>;

/**
 * As `kafka_user_config` says: by certificate unless it is switched off, by password if it is switched
 * on, and by certificate if there was no way in.
 */
export function authenticationOf(config: ServiceState): Authentication {
  const userConfig = block(config, "kafka_user_config");
  const methods = block(userConfig, "kafka_authentication_methods");
  const asked = block(userConfig, "kafka_sasl_mechanisms");
  const allowed = Object.entries(mechanisms).filter(([name]) => asked[name] !== false);
  const sasl = methods.sasl === true ? allowed.map(([, mechanism]) => mechanism) : [];
  return { certificate: methods.certificate !== false || sasl.length === 0, sasl };
}

export async function clientsOf(cloud: LocalCloud, config: ServiceState): Promise<Clients> {
  const { project, service_name: name } = config;
  return {
    authority: await cloud.credentials.authorityOf(project),
    organization: project,
    unit: name,
    authentication: authenticationOf(config),
    administrator: cloud.credentials.adminOf(project, name),
  };
}

/** How Kafka Connect reaches the brokers of a service, before or after they are up. */
export async function workerConnection(
  cloud: LocalCloud,
  config: ServiceState,
  ports: Pick<Ports, "certificate" | "internal">,
): Promise<KafkaConnection> {
  const { project, service_name: name } = config;
  const { credentials } = cloud;
  if (!authenticationOf(config).certificate) {
    const sasl = { ...credentials.superUserOf(project, name), mechanism: internalMechanism };
    return { bootstrapServers: serversAt(ports.internal), sasl };
  }
  const [{ ca }, certificate] = await Promise.all([
    credentials.authorityOf(project),
    credentials.superUserCertificateOf(project, name),
  ]);
  return { bootstrapServers: serversAt(ports.certificate), tls: { ca, ...certificate } };
}

/** The ways into a Kafka as `components` lists them, the service's own first. */
export function listenersOf({ entrances }: Pick<Kafka, "entrances">): Component[] {
  return entrances.map(({ by, ports: [port = 0] }) => ({
    ...{ component: "kafka", host, port, ssl: true, authentication: by },
  }));
}

/** "host:port,host:port" of all brokers, by the service's own way in. */
export function serversOf({ entrances: [own] }: Pick<Kafka, "entrances">): string {
  return serversAt(own?.ports ?? []);
}
