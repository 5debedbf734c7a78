import { type Login, plainLogin, type SaslMechanism } from "../../../clients/kafka-connection";
import type { Authority } from "../authority";
import { host } from "../ports";
import type { Ports } from "./ports";

/** How clients may log in. */
export interface Authentication {
  readonly certificate: boolean;
  /** None: there is no listener for passwords. */
  readonly sasl: readonly SaslMechanism[];
}

/** One way in which clients log in, with a port a broker. */
export interface Entrance {
  readonly by: "certificate" | "sasl";
  readonly ports: readonly number[];
}

export function entrancesOf(ports: Ports, authentication?: Authentication): Entrance[] {
  const { certificate = false, sasl = [] } = authentication ?? {};
  return [
    ...(certificate ? [{ by: "certificate", ports: ports.certificate } as const] : []),
    ...(sasl.length > 0 ? [{ by: "sasl", ports: ports.sasl } as const] : []),
  ];
}

/** Who comes from outside, and how. */
export interface Clients {
  /** It signed the brokers' certificate, and those that clients show. */
  readonly authority: Authority;
  /** In the certificates of clients; those of another service are not let in. */
  readonly organization: string;
  readonly unit: string;
  readonly authentication: Authentication;
  /** Known to every broker from its start by PLAIN. */
  readonly administrator: Login;
}

/**
 * How the brokers and the rehearsal log in: the password stands in a file of the broker's own, so that it
 * counts before there is a cluster to store it in.
 */
export const internalMechanism = "PLAIN" as const;

const scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";

type Properties = Record<string, string | number | boolean>;

/** One for the brokers themselves, and one for each way in which clients log in. */
export function listenerProperties(
  index: number,
  isController: boolean,
  ports: Ports,
  superUser: Login,
  clients: Clients | undefined,
): Properties {
  const at = (name: string, of: readonly number[]) => `${name}://${host}:${of[index]}`;
  const login = plainLogin(superUser, [superUser]);
  return {
    listeners: [
      at("INTERNAL", ports.internal),
      ...entrancesOf(ports, clients?.authentication).map((entrance) =>
        at(entrance.by.toUpperCase(), entrance.ports),
      ),
      ...(isController ? [at("CONTROLLER", ports.controller)] : []),
    ].join(","),
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "INTERNAL",
    "listener.security.protocol.map":
      "INTERNAL:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT,CERTIFICATE:SSL,SASL:SASL_SSL",
    "sasl.mechanism.inter.broker.protocol": internalMechanism,
    "sasl.mechanism.controller.protocol": internalMechanism,
    ...mechanism("internal", internalMechanism, login),
    "listener.name.internal.sasl.enabled.mechanisms": internalMechanism,
    ...mechanism("controller", internalMechanism, login),
    "listener.name.controller.sasl.enabled.mechanisms": internalMechanism,
    ...(clients && encryption(clients)),
    ...(clients && clients.authentication.sasl.length > 0 && passwords(clients)),
  };
}

function encryption({ authority, organization, unit }: Clients): Properties {
  const { ca, server } = authority;
  const subject = `OU=${escaped(unit)},O=${escaped(organization)}`;
  return {
    "ssl.keystore.type": "PEM",
    "ssl.keystore.certificate.chain": server.cert,
    "ssl.keystore.key": server.key,
    "ssl.truststore.type": "PEM",
    "ssl.truststore.certificates": ca,
    "listener.name.certificate.ssl.client.auth": "required",
    // Aiven's ACLs name users as their certificates do; no rule fits those of another service
    "listener.name.certificate.ssl.principal.mapping.rules": `RULE:^CN=(.+),${subject}$/$1/`,
  };
}

function passwords({ authentication, administrator }: Clients): Properties {
  const properties: Properties = {
    "listener.name.sasl.sasl.enabled.mechanisms": authentication.sasl.join(","),
  };
  for (const name of authentication.sasl) {
    const login = name === "PLAIN" ? plainLogin(administrator, [administrator]) : scram;
    Object.assign(properties, mechanism("sasl", name, login));
  }
  return properties;
}

function mechanism(listener: string, name: SaslMechanism, login: string): Properties {
  return { [`listener.name.${listener}.${name.toLowerCase()}.sasl.jaas.config`]: login };
}

/** In a regular expression between slashes. */
function escaped(text: string): string {
  return text.replace(/[.\\^$+*?(){}|[\]/-]/g, "\\$&");
}
