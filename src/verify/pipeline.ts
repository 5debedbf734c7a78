import { isMaskedName } from "../base/secret-names";
import { postgresConnectorClass } from "../debezium/versions";
import type { StateResource } from "../stack/state";
import {
  type Certificate,
  type ConnectAccess,
  connectOf,
  type KafkaAccess,
  kafkaOf,
  kafkaUsersOf,
  parsedUri,
  storageTopicsOf,
  text,
  valuesOf,
} from "./service-access";

export interface PostgresAccess {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** A connector and the ways to what it stands between; a way is undefined where the state has none. */
export interface Pipeline {
  readonly project: string;
  readonly connectorName: string;
  readonly config: Readonly<Record<string, string>>;
  readonly postgres?: PostgresAccess;
  readonly connect?: ConnectAccess;
  readonly kafka?: KafkaAccess;
  /** Certificates of the Kafka users that the stack makes, by username. */
  readonly kafkaUsers: ReadonlyMap<string, Certificate>;
  /** Of the workers, as far as the stack names them. */
  readonly storageTopics: readonly string[];
  /** The project's own authority, PEM, where the state has it. */
  readonly ca?: string;
  /** What no line may show. */
  readonly secrets: readonly string[];
}

/**
 * The pipelines of Debezium's PostgreSQL connector in a state, with services that the stack made
 * (`aiven_pg`, …) or only looks up (`data.aiven_pg`).
 */
export function pipelinesOf(state: readonly StateResource[]): Pipeline[] {
  return valuesOf(state, "aiven_kafka_connector").flatMap((connector) => {
    const config = (connector.config ?? {}) as Record<string, string>;
    if (config["connector.class"] !== postgresConnectorClass) return [];
    const postgres = postgresOf(state, config);
    const connect = connectOf(state, connector);
    const kafka = kafkaOf(state, connector);
    const kafkaUsers = kafkaUsersOf(state, connector);
    const secrets = [
      ...Object.entries(config).flatMap(([key, value]) => (isMaskedName(key) ? [value] : [])),
      postgres?.password,
      kafka?.certificate?.key,
      kafka?.sasl?.password,
      ...[...kafkaUsers.values()].map(({ key }) => key),
      connect?.password,
    ].filter((secret) => secret !== undefined && secret !== "") as string[];
    return [
      {
        project: String(connector.project),
        connectorName: String(connector.connector_name),
        config,
        postgres,
        connect: connect?.access,
        kafka,
        kafkaUsers,
        storageTopics: storageTopicsOf(state, connector),
        ca: text(valuesOf(state, "aiven_project")[0]?.ca_cert),
        secrets,
      },
    ];
  });
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
  const service = valuesOf(state, "aiven_pg").find(
    (pg) => pg.service_host === host && String(pg.service_port) === port,
  );
  const uri = parsedUri(service?.service_uri);
  if (uri) return { ...at, user: uri.user, password: uri.password };
  const { "database.user": user, "database.password": password = "" } = config;
  // a reference that only the workers can follow
  if (user === undefined || password.includes("${")) return undefined;
  return { ...at, user, password };
}
