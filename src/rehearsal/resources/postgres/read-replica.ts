import { ApiError } from "../../provider/resource-handler";
import { startStandby } from "../../engines/postgres/standby";
import type { PostgresService } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import { knownBlocks, type ServiceState, text } from "../service";
import { settingsOf } from "./settings";
import type { Values } from "../../../stack/values";

/** The service that a read replica names as its source; undefined where a service is none. */
export function primaryName(config: Values): string | undefined {
  const integration = knownBlocks(config.service_integrations).find(
    (each) => each.integration_type === "read_replica",
  );
  return text(integration?.source_service_name);
}

/**
 * The service that a read replica follows.
 *
 * @throws ApiError where there is none of that name, or it follows another itself
 */
export function primaryOf(config: ServiceState, cloud: LocalCloud): PostgresService | undefined {
  const name = primaryName(config);
  if (name === undefined) return undefined;
  const primary = cloud.get("pg", config.project, name, "service_integrations");
  if (!primary.primary) return primary;
  throw new ApiError(
    "The source of a read replica is one itself",
    `${name} follows ${primary.primary.name}; name that one as source_service_name`,
    ["service_integrations"],
  );
}

export interface ReplicaOptions {
  readonly cloud: LocalCloud;
  readonly config: ServiceState;
  readonly primary: PostgresService;
  readonly progress: (message: string) => void;
}

/** A standby of the primary's server. Its users and their passwords are the primary's. */
export async function readReplica(options: ReplicaOptions): Promise<PostgresService> {
  const { cloud, config, primary, progress } = options;
  const { project, service_name: name } = config;
  const engine = await startStandby({
    primary: primary.engine,
    authority: await cloud.credentials.authorityOf(project),
    guard: cloud.guard,
    dir: cloud.dirOf(project, name),
    port: cloud.takePorts(1)?.[0],
    portHint: cloud.portHint,
    settings: { ...settingsOf(primary.values), ...settingsOf(config) },
  });
  progress(`PostgreSQL for ${name} on ${engine.host}:${engine.port}, a standby of ${primary.name}`);
  const { password, users } = primary;
  return { type: "pg", project, name, values: config, engine, password, users, primary };
}
