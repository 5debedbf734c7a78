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
  readonly sasl?: Login & { readonly mechanism: "PLAIN" | "SCRAM-SHA-256" };
  /** @default - clear text */
  readonly tls?: ConnectionOptions;
}

/** The options of the Node client that say where to connect and how to log in. */
export function connectionOptions({ bootstrapServers, sasl, tls }: KafkaConnection) {
  return { bootstrapBrokers: bootstrapServers.split(","), sasl, tls };
}

/** The same for Kafka's Java clients. */
export function javaClientProperties({
  bootstrapServers,
  sasl,
}: KafkaConnection): Record<string, string> {
  return {
    "bootstrap.servers": bootstrapServers,
    ...(sasl && {
      "security.protocol": "SASL_PLAINTEXT",
      "sasl.mechanism": sasl.mechanism,
      "sasl.jaas.config": plainLogin(sasl),
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
