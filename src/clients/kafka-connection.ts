import type { ConnectionOptions } from "node:tls";

/** A user and a password. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** How a client reaches a Kafka cluster and logs in. */
export interface KafkaConnection {
  /** "host:port,host:port" */
  readonly bootstrapServers: string;
  /** @default - no login: a client certificate, or a listener that asks for none */
  readonly sasl?: Login & { readonly mechanism: SaslMechanism };
  /** @default - clear text */
  readonly tls?: Pick<ConnectionOptions, "ca" | "cert" | "key">;
}

/** How a client may prove its password. */
export type SaslMechanism = "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";

/** The options of the Node client that say where to connect and how to log in. */
export function connectionOptions({ bootstrapServers, sasl, tls }: KafkaConnection) {
  return { bootstrapBrokers: bootstrapServers.split(","), sasl, tls };
}

/** The same for Kafka's Java clients. */
export function javaClientProperties({
  bootstrapServers,
  sasl,
  tls,
}: KafkaConnection): Record<string, string> {
  return {
    "bootstrap.servers": bootstrapServers,
    "security.protocol": `${sasl ? "SASL_" : ""}${tls ? "SSL" : "PLAINTEXT"}`,
    ...(sasl && { "sasl.mechanism": sasl.mechanism, "sasl.jaas.config": plainLogin(sasl) }),
    ...(tls?.ca && {
      "ssl.truststore.type": "PEM",
      "ssl.truststore.certificates": String(tls.ca),
    }),
    ...(tls?.cert && {
      "ssl.keystore.type": "PEM",
      "ssl.keystore.certificate.chain": String(tls.cert),
      "ssl.keystore.key": String(tls.key),
    }),
  };
}

/**
 * The line of a JAAS configuration that logs in with user and password.
 *
 * @param accepted users that a server accepts
 */
export function plainLogin({ username, password }: Login, accepted: readonly Login[] = []): string {
  const options = [
    ["username", username],
    ["password", password],
    ...accepted.map((user) => [`user_${user.username}`, user.password]),
  ];
  const quoted = options.map(([name, value]) => `${name}="${value?.replace(/["\\]/g, "\\$&")}"`);
  return `org.apache.kafka.common.security.plain.PlainLoginModule required ${quoted.join(" ")};`;
}
