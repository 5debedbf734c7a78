import { postgresConnectorClass } from "../debezium/versions";
import type { StateResource } from "../stack/state";

export interface PostgresAccess {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface ConnectAccess {
  /** Without credentials. */
  readonly url: string;
  readonly authorization?: string;
}

export interface KafkaAccess {
  readonly bootstrapServers: string;
  /** PEM, where the brokers take clients by certificate. @default - in clear text */
  readonly certificate?: { readonly cert: string; readonly key: string };
}

/** A connector and the ways to what it stands between; a way is undefined where the state has none. */
export interface Pipeline {
  readonly connectorName: string;
  readonly config: Readonly<Record<string, string>>;
  readonly postgres?: PostgresAccess;
  readonly connect?: ConnectAccess;
  readonly kafka?: KafkaAccess;
  /** The project's own authority, PEM, where the state has it. */
  readonly ca?: string;
  /** What no line may tell. */
  readonly secrets: readonly string[];
}

type Values = Readonly<Record<string, unknown>>;

/**
 * The pipelines of Debezium's PostgreSQL connector in a state, with services that the stack made
 * (`aiven_pg`, …) or only looks up (`data.aiven_pg`).
 */
export function pipelinesOf(state: readonly StateResource[]): Pipeline[] {
  return all(state, "aiven_kafka_connector").flatMap((connector) => {
    const config = (connector.config ?? {}) as Record<string, string>;
    if (config["connector.class"] !== postgresConnectorClass) return [];
    const postgres = postgresOf(state, config);
    const connect = connectOf(state, connector);
    const kafka = kafkaOf(state, connector);
    const ca = text(all(state, "aiven_project")[0]?.ca_cert);
    const secrets = [
      ...Object.entries(config).flatMap(([key, value]) =>
        /password|secret|token/i.test(key) ? [value] : [],
      ),
      postgres?.password,
      kafka?.certificate?.key,
      connect?.password,
    ].filter((secret) => secret !== undefined && secret !== "") as string[];
    return [
      {
        connectorName: String(connector.connector_name),
        config,
        postgres,
        connect: connect?.access,
        kafka,
        ca,
        secrets,
      },
    ];
  });
}

function all(state: readonly StateResource[], type: string): Values[] {
  return state.filter((resource) => resource.type === type).map(({ values }) => values);
}

/** As the administrator, if the state has the service; else as the connector does it. */
function postgresOf(
  state: readonly StateResource[],
  config: Readonly<Record<string, string>>,
): PostgresAccess | undefined {
  const { "database.hostname": host, "database.port": port = "5432" } = config;
  if (host === undefined) return undefined;
  const database = config["database.dbname"] ?? "defaultdb";
  const at = { host, port: Number(port), database };
  const service = all(state, "aiven_pg").find(
    (pg) => pg.service_host === host && String(pg.service_port) === port,
  );
  const uri = parsedUri(service?.service_uri);
  if (uri) return { ...at, user: uri.user, password: uri.password };
  const { "database.user": user, "database.password": password = "" } = config;
  // a reference that only the workers can follow
  if (user === undefined || password.includes("${")) return undefined;
  return { ...at, user, password };
}

function connectOf(state: readonly StateResource[], connector: Values) {
  const [workers] = all(state, "aiven_kafka_connect").filter((each) => isSame(each, connector));
  const [kafka] = all(state, "aiven_kafka").filter((each) => isSame(each, connector));
  const uri = parsedUri(workers?.service_uri ?? first(kafka?.kafka).connect_uri);
  if (!uri) return undefined;
  const { url, user, password } = uri;
  const access: ConnectAccess = {
    url,
    ...(user !== "" && { authorization: `Basic ${btoa(`${user}:${password}`)}` }),
  };
  return { access, password };
}

/** The Kafka that the connector's workers are integrated with, or that they run on. */
function kafkaOf(state: readonly StateResource[], connector: Values): KafkaAccess | undefined {
  const integration = all(state, "aiven_service_integration").find(
    (each) =>
      each.integration_type === "kafka_connect" &&
      each.project === connector.project &&
      each.destination_service_name === connector.service_name,
  );
  const name = integration?.source_service_name ?? connector.service_name;
  const kafka = all(state, "aiven_kafka").find((each) =>
    isSame(each, { project: connector.project, service_name: name }),
  );
  const host = text(kafka?.service_host);
  if (!kafka || host === undefined) return undefined;
  const { access_cert: cert, access_key: key } = first(kafka.kafka);
  return {
    bootstrapServers: `${host}:${String(kafka.service_port)}`,
    ...(text(cert) !== undefined &&
      text(key) !== undefined && { certificate: { cert: String(cert), key: String(key) } }),
  };
}

function isSame(one: Values, other: Values): boolean {
  return one.project === other.project && one.service_name === other.service_name;
}

/** The one block of a block list. */
function first(blocks: unknown): Values {
  return ((blocks as Values[] | undefined)?.[0] ?? {}) as Values;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function parsedUri(uri: unknown) {
  if (!URL.canParse(String(uri))) return undefined;
  const { protocol, host, username, password } = new URL(String(uri));
  return {
    url: `${protocol}//${host}`,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}
