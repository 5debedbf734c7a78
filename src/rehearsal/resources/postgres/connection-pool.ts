import { ApiError, type ResourceHandler } from "../../provider/resource-handler";
import type { PostgresService } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import type { Pool } from "../../engines/postgres/pooler";
import type { Values } from "../../../stack/values";
import { poolViolations } from "./pool-violations";
import { administratorOf, databaseExists, roleExists } from "./superuser";
import { postgresUri } from "./uri";

export interface ConnectionPoolState extends Values {
  project: string;
  service_name: string;
  pool_name: string;
  database_name: string;
  username: string | null;
  pool_mode: string;
  pool_size: number;
  connection_uri: string | null;
}

/**
 * aiven_connection_pool: a second way to a database, under the pool's name. There is no PgBouncer:
 * each client gets a connection of its own.
 */
export const connectionPool: ResourceHandler<LocalCloud, ConnectionPoolState> = {
  check: poolViolations,

  async create(config, { context: cloud, progress }) {
    const { pool_name: name, database_name: database } = config;
    const service = serviceOf(cloud, config);
    if (await existing(service, name)) {
      throw new ApiError(
        "Connection pool already exists",
        `${service.name} has a connection pool ${name}; give this one another name, or import it`,
        ["pool_name"],
      );
    }
    await mustLeadSomewhere(service, config);
    await service.engine.pooler.set(name, poolOf(config));
    const { host, pooler } = service.engine;
    progress(
      `connection pool ${name} of ${service.name} on ${host}:${pooler.port} leads to database ${database}, ` +
        "and does not pool: each client has a connection of its own",
    );
    return { connection_uri: uriOf(service, name, config.username) };
  },

  async read({ project, service_name: serviceName, pool_name: name }, { context: cloud }) {
    const service = cloud.find("pg", project, serviceName);
    const pool = service && (await existing(service, name));
    if (!pool) return undefined;
    const { database, user = null, mode, size } = pool;
    return {
      ...{ database_name: database, username: user, pool_mode: mode, pool_size: size },
      connection_uri: uriOf(service, name, user),
    };
  },

  async update(_prior, planned, { context: cloud, progress }) {
    const { pool_name: name, username } = planned;
    const service = serviceOf(cloud, planned);
    await mustLeadSomewhere(service, planned);
    await service.engine.pooler.set(name, poolOf(planned));
    progress(`connection pool ${name} of ${service.name} has changed`);
    return { connection_uri: uriOf(service, name, username) };
  },

  delete({ project, service_name: serviceName, pool_name: name }, { context: cloud }) {
    cloud.find("pg", project, serviceName)?.engine.pooler.remove(name);
  },
};

/** A pool ends with its database, whoever dropped that. */
async function existing(service: PostgresService, name: string): Promise<Pool | undefined> {
  const { pooler } = service.engine;
  const pool = pooler.pools.get(name);
  if (!pool || (await databaseExists(service, pool.database))) return pool;
  pooler.remove(name);
  return undefined;
}

async function mustLeadSomewhere(
  service: PostgresService,
  { database_name: database, username }: ConnectionPoolState,
): Promise<void> {
  if (!(await databaseExists(service, database))) {
    throw new ApiError(
      "Database does not exist",
      `${service.name} has no database ${database}; make it with aiven_pg_database, and refer to its database_name here`,
      ["database_name"],
    );
  }
  if (username !== null && !(await roleExists(service, username))) {
    throw new ApiError(
      "Service user does not exist",
      `${service.name} has no user ${username}; make it with aiven_pg_user, and refer to its username here`,
      ["username"],
    );
  }
}

function poolOf(config: ConnectionPoolState): Pool {
  const { database_name: database, username, pool_mode: mode, pool_size: size } = config;
  return { database, user: username ?? undefined, mode, size: Number(size) };
}

/** As the pool's user; where anyone may log in, as the administrator. */
function uriOf(service: PostgresService, name: string, username: string | null): string {
  const { host, pooler } = service.engine;
  const administrator = administratorOf(service);
  const user = username ?? administrator;
  const password = user === administrator ? service.password : service.users.get(user);
  return postgresUri({ user, password, host, port: pooler.port, database: name });
}

function serviceOf(cloud: LocalCloud, { project, service_name: name }: ConnectionPoolState) {
  return cloud.get("pg", project, name, "service_name");
}
