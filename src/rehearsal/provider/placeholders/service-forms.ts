import { administrator } from "../../../aiven/facts/administrator";
import { heldHost, type PlaceholderSource } from "./source";
import type { Value, Values } from "../../../stack/values";

/** How clients reach a type of service: by its name in `aiven_NAME`. */
interface ServiceForm {
  readonly components: readonly string[];
  readonly user: string;
  /** The address in the form that Aiven gives it. */
  readonly uri: (address: Address) => string;
}

interface Address {
  readonly user: string;
  readonly password: string;
  readonly host: string;
  readonly port: number;
}

const web = ({ user, password, host, port }: Address) =>
  `https://${user}:${password}@${host}:${port}`;
const plain = ({ host, port }: Address) => `${host}:${port}`;
const redis = ({ user, password, host, port }: Address) =>
  `rediss://${user}:${password}@${host}:${port}`;
const postgres = ({ user, password, host, port }: Address) =>
  `postgres://${user}:${password}@${host}:${port}/defaultdb?sslmode=require`;
const mysql = ({ user, password, host, port }: Address) =>
  `mysql://${user}:${password}@${host}:${port}/defaultdb?ssl-mode=REQUIRED`;

const services: Readonly<Record<string, ServiceForm>> = {
  clickhouse: {
    components: ["clickhouse", "clickhouse_https", "clickhouse_mysql"],
    user: administrator,
    uri: web,
  },
  dragonfly: { components: ["dragonfly"], user: "default", uri: redis },
  flink: { components: ["flink"], user: administrator, uri: web },
  grafana: { components: ["grafana"], user: administrator, uri: web },
  kafka: { components: ["kafka"], user: administrator, uri: plain },
  kafka_connect: { components: ["kafka_connect"], user: administrator, uri: web },
  kafka_mirrormaker: { components: ["kafka_mirrormaker"], user: administrator, uri: web },
  mysql: { components: ["mysql", "mysqlx"], user: administrator, uri: mysql },
  opensearch: {
    components: ["opensearch", "opensearch_dashboards"],
    user: administrator,
    uri: web,
  },
  pg: { components: ["pg", "pgbouncer"], user: administrator, uri: postgres },
  thanos: {
    components: ["query_frontend", "query", "receiver_ingesting"],
    user: administrator,
    uri: web,
  },
  valkey: { components: ["valkey"], user: "default", uri: redis },
};

/** Addresses of a service that have another form than the service's own. */
const webAddresses = new Set([
  ...["rest_uri", "schema_registry_uri", "connect_uri"],
  ...["kibana_uri", "opensearch_dashboards_uri"],
]);

/** What placeholders are made for: a resource or a data source, with what is known of it. */
export interface Subject {
  readonly type: string;
  readonly values: Values;
  /** Tells it from others of its type. */
  readonly key: string;
  readonly source: PlaceholderSource;
}

/** Whether `type` is a service, such as `aiven_pg`. */
export function isService(type: string): boolean {
  return nameOf(type) in services;
}

function nameOf(type: string): string {
  return type.replace(/^aiven_/, "");
}

function formOf({ type, values }: Subject): ServiceForm {
  const name = isService(type) ? nameOf(type) : text(values.service_type);
  return services[name ?? ""] ?? { components: [], user: administrator, uri: web };
}

export function hostOf({ type, values }: Subject): string {
  const names = ["service_name", "project"].flatMap((name) => text(values[name]) ?? []);
  return heldHost(...(names.length > 0 ? names : [nameOf(type)]));
}

function addressOf(subject: Subject, of = ""): Address {
  const { values, source, key } = subject;
  return {
    user: text(values.service_username) ?? text(values.username) ?? formOf(subject).user,
    password: passwordOf(subject),
    host: hostOf(subject),
    port: source.port(`${key} ${of}`),
  };
}

export function passwordOf({ values, source, key }: Subject): string {
  return text(values.service_password) ?? text(values.password) ?? source.secret(key);
}

export function userOf(subject: Subject): string {
  return formOf(subject).user;
}

export function portOf(subject: Subject): number {
  return addressOf(subject).port;
}

/** The address that an attribute such as `service_uri` or `replica_uri` names. */
export function uriOf(subject: Subject, attribute: string): string {
  const isOwn = attribute === "service_uri" || attribute === "uri" || attribute === "uris";
  const address = addressOf(subject, isOwn ? "" : attribute);
  if (attribute === "connection_uri" && subject.type === "aiven_connection_pool") {
    const pool = encodeURIComponent(text(subject.values.pool_name) ?? "held-pool");
    return postgres(address).replace("/defaultdb?", `/${pool}?`);
  }
  if (attribute === "receiver_remote_write_uri") return `${web(address)}/api/v1/receive`;
  return webAddresses.has(attribute) ? web(address) : formOf(subject).uri(address);
}

/** The ways into a service as `components` lists them, the service's own first. */
export function componentsOf(subject: Subject): Value {
  return formOf(subject).components.map((component, index) => {
    const { host, port } = addressOf(subject, index === 0 ? "" : component);
    return {
      component,
      ...{ host, port, connection_uri: `${host}:${port}` },
      kafka_authentication_method: component === "kafka" ? "certificate" : "",
      kafka_ssl_ca: component === "kafka" ? "project_ca" : "",
      privatelink_connection_id: "",
      ...{ route: "dynamic", ssl: true, usage: "primary" },
    };
  });
}

export function text(value: Value): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
