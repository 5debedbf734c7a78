import { DatabaseError } from "pg";
import { until } from "../../../base/until";
import type { PostgresService } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import { ApiError, type ResourceHandler } from "../../provider/resource-handler";
import { text } from "../service";
import { asSuperuser, createDatabase, databaseExists } from "./superuser";

interface PgDatabaseState {
  project: string;
  service_name: string;
  database_name: string;
  lc_collate: string | null;
  lc_ctype: string | null;
}

/** PostgreSQL's code for a database that exists. */
const duplicate = "42P04";
const aivenLocale = "en_US.UTF-8";

/**
 * aiven_pg_database: a database of the service, which the administrator owns. Its locale is the
 * rehearsed server's, since this machine may have none of the others.
 */
export const pgDatabase: ResourceHandler<LocalCloud, PgDatabaseState> = {
  async create(config, { context: cloud, progress }) {
    const { project, service_name: serviceName, database_name: name } = config;
    const service = cloud.get("pg", project, serviceName, "service_name");
    try {
      await createDatabase(service, name);
    } catch (error) {
      if (!(error instanceof DatabaseError && error.code === duplicate)) throw error;
      throw new ApiError(
        "Database already exists",
        `${serviceName} has a database ${name}; give this one another name, or import it`,
        ["database_name"],
      );
    }
    const others = [config.lc_collate, config.lc_ctype].filter(
      (locale) => text(locale) !== undefined && locale !== aivenLocale,
    );
    const locale = others.length > 0 ? `, without the locale ${others[0]}` : "";
    progress(`database ${name} of ${serviceName}${locale}`);
    return undefined;
  },

  async read({ project, service_name: serviceName, database_name: name }, { context: cloud }) {
    const service = cloud.find("pg", project, serviceName);
    return service && (await databaseExists(service, name)) ? {} : undefined;
  },

  // every argument that the server knows of makes another database
  update: () => undefined,

  async delete({ project, service_name: serviceName, database_name: name }, { context: cloud }) {
    const service = cloud.find("pg", project, serviceName);
    if (!service) return;
    // the slot of a connector that was deleted a moment ago may still be in use
    const isDropped = await until(() => dropped(service, name), { timeoutMs: slotTimeoutMs });
    if (isDropped) return;
    throw new ApiError(
      "Database is in use",
      `a connector reads ${name} of ${serviceName} through its replication slot; delete the connector first`,
      ["database_name"],
    );
  },
};

const slotTimeoutMs = 15_000;
/** PostgreSQL's code for a database that a replication slot is read in. */
const inUse = "55006";

async function dropped(service: PostgresService, name: string): Promise<boolean> {
  try {
    await asSuperuser(service, (client) =>
      client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`),
    );
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === inUse) return false;
    throw error;
  }
}
