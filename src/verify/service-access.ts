import { storageTopics } from "../aiven/facts/storage-topics";
import { administrator } from "../aiven/facts/administrator";
import type { KafkaConnection } from "../clients/kafka-connection";
import type { StateResource } from "../stack/state";

export interface ConnectAccess {
  /** Without credentials. */
  readonly url: string;
  /** The value of an Authorization header. @default - no login */
  readonly authorization?: string;
}

/** PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface KafkaAccess {
  /** "host:port,host:port": every address that the state has, since one broker may be down. */
  readonly bootstrapServers: string;
  /** Where the brokers take clients by certificate. @default - no certificate */
  readonly certificate?: Certificate;
  /** Where the brokers take user and password. @default - no login */
  readonly sasl?: {
    readonly mechanism: "PLAIN";
    readonly username: string;
    readonly password: string;
  };
  readonly isEncrypted: boolean;
}

/** @param ca PEM; where it is undefined, what Node.js trusts */
export function connectionTo(
  { bootstrapServers, certificate, sasl, isEncrypted }: KafkaAccess,
  ca: string | undefined,
): KafkaConnection {
  const tls = isEncrypted ? { ...certificate, ca } : undefined;
  return { bootstrapServers, sasl, tls };
}

export type Values = Readonly<Record<string, unknown>>;

/** Of managed resources and data sources alike. */
export function valuesOf(state: readonly StateResource[], type: string): Values[] {
  return state.filter((resource) => resource.type === type).map(({ values }) => values);
}

/** Workers of their own, or those of the Kafka that the connector names as its service. */
export function connectOf(state: readonly StateResource[], connector: Values) {
  const [workers] = valuesOf(state, "aiven_kafka_connect").filter((each) =>
    isSame(each, connector),
  );
  const [kafka] = valuesOf(state, "aiven_kafka").filter((each) => isSame(each, connector));
  const uri = parsedUri(workers?.service_uri ?? block(kafka?.kafka).connect_uri);
  if (!uri) return undefined;
  const service = workers ?? kafka;
  const user = uri.user || (text(service?.service_username) ?? "");
  const password = uri.password || (text(service?.service_password) ?? "");
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const access: ConnectAccess = { url: uri.url, ...(password !== "" && { authorization }) };
  return { access, password };
}

/** The Kafka that the connector's workers are integrated with, or that they run on. */
export function kafkaOf(
  state: readonly StateResource[],
  connector: Values,
): KafkaAccess | undefined {
  const kafka = valuesOf(state, "aiven_kafka").find((each) =>
    isSame(each, { project: connector.project, service_name: kafkaNameOf(state, connector) }),
  );
  return kafka && accessOf(kafka);
}

/** Certificates of the users that the stack makes on that Kafka, by username. */
export function kafkaUsersOf(
  state: readonly StateResource[],
  connector: Values,
): ReadonlyMap<string, Certificate> {
  const name = kafkaNameOf(state, connector);
  const users = valuesOf(state, "aiven_kafka_user").filter((each) =>
    isSame(each, { project: connector.project, service_name: name }),
  );
  return new Map(
    users.flatMap(({ username, access_cert: cert, access_key: key }) =>
      text(cert) !== undefined && text(key) !== undefined
        ? [[String(username), { cert: String(cert), key: String(key) }] as const]
        : [],
    ),
  );
}

function kafkaNameOf(state: readonly StateResource[], connector: Values): unknown {
  return integrationOf(state, connector)?.source_service_name ?? connector.service_name;
}

/** The topics that the workers keep their own state in, as far as the stack names them. */
export function storageTopicsOf(state: readonly StateResource[], connector: Values): string[] {
  const config = block(integrationOf(state, connector)?.kafka_connect_user_config);
  const storage = block(config.kafka_connect);
  return Object.values(storageTopics).flatMap(({ argument }) => text(storage[argument]) ?? []);
}

function integrationOf(state: readonly StateResource[], connector: Values): Values | undefined {
  return valuesOf(state, "aiven_service_integration").find(
    (each) =>
      each.integration_type === "kafka_connect" &&
      each.project === connector.project &&
      each.destination_service_name === connector.service_name,
  );
}

/** By certificate where the state has one and a listener takes it, else by user and password where a listener takes them. */
function accessOf(kafka: Values): KafkaAccess | undefined {
  const { access_cert: cert, access_key: key, uris } = block(kafka.kafka);
  const listeners = componentsOf(kafka);
  const takesCertificate =
    listeners.length === 0 || listeners.some(({ method }) => method !== "sasl");
  const certificate =
    takesCertificate && text(cert) !== undefined && text(key) !== undefined
      ? { cert: String(cert), key: String(key) }
      : undefined;
  const own = addresses([
    `${String(kafka.service_host)}:${String(kafka.service_port)}`,
    kafka.service_uri,
    ...((uris as readonly unknown[] | undefined | null) ?? []),
  ]);
  const forLogin = listeners.filter(({ method }) => method === "sasl");
  const password = text(kafka.service_password);
  if (certificate === undefined && password !== undefined && forLogin.length > 0) {
    const logins = addresses(forLogin.map(({ address }) => address));
    // uris are of the service's own listener, which may be another than the one with passwords
    const all = logins.some((address) => own.includes(address)) ? [...own, ...logins] : logins;
    const username = text(kafka.service_username) ?? administrator;
    return {
      bootstrapServers: [...new Set(all)].join(","),
      sasl: { mechanism: "PLAIN", username, password },
      isEncrypted: forLogin.some(({ isEncrypted }) => isEncrypted),
    };
  }
  const others = listeners.filter(({ method }) => method !== "sasl");
  const all = new Set([...own, ...addresses(others.map(({ address }) => address))]);
  if (all.size === 0) return undefined;
  const isEncrypted = certificate !== undefined;
  return { bootstrapServers: [...all].join(","), isEncrypted, ...(certificate && { certificate }) };
}

/** The brokers' listeners; those of private links lead to other addresses than the rest. */
function componentsOf(kafka: Values) {
  return ((kafka.components as readonly Values[] | undefined | null) ?? [])
    .filter(({ component, route }) => component === "kafka" && route !== "privatelink")
    .map(({ host, port, ssl, kafka_authentication_method: method }) => ({
      address: `${String(host)}:${String(port)}`,
      isEncrypted: ssl === true,
      method,
    }));
}

/** `host:port` of each, with or without a scheme; each once. */
function addresses(written: readonly unknown[]): string[] {
  const found = written.map(
    (each) => /^(?:[a-z+]+:\/\/)?(?:[^/@]*@)?([\w.-]+:\d+)/i.exec(String(each))?.[1],
  );
  return [...new Set(found)].filter((address) => address !== undefined);
}

export function isSame(one: Values, other: Values): boolean {
  return one.project === other.project && one.service_name === other.service_name;
}

/** The one block of a block list. */
export function block(blocks: unknown): Values {
  return ((blocks as Values[] | undefined | null)?.[0] ?? {}) as Values;
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function parsedUri(uri: unknown) {
  if (!URL.canParse(String(uri))) return undefined;
  const { protocol, host, username, password } = new URL(String(uri));
  return {
    url: `${protocol}//${host}`,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}
