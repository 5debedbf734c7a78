import { DatabaseError } from "pg";
import { administrator } from "../../../aiven/facts/administrator";
import { randomPassword } from "../../../base/random-password";
import { ApiError, type ResourceHandler } from "../../provider/resource-handler";
import type { PostgresService } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import { text } from "../service";
import { administratorOf, asSuperuser, databaseExists, roleExists } from "./superuser";
import { userViolations, type UserState } from "../user-violations";

interface PgUserState extends UserState {
  pg_allow_replication: boolean | null;
}

/** PostgreSQL's codes where a database was dropped a moment ago, or is dropped right now. */
const droppedMeanwhile = ["3D000", "57P01"];

/** aiven_pg_user: a role that can log in, with the right to replicate if it is given. */
export const pgUser: ResourceHandler<LocalCloud, PgUserState> = {
  check: userViolations,

  async create(config, { context: cloud, progress }) {
    const { username } = config;
    const service = serviceOf(cloud, config);
    await asSuperuser(service, async (client) => {
      const roles = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [username]);
      if (roles.rowCount) {
        throw new ApiError(
          "Service user already exists",
          `${config.service_name} has a user ${username}; give this one another name, or import it`,
          ["username"],
        );
      }
      const role = client.escapeIdentifier(username);
      await client.query(`CREATE ROLE ${role} NOSUPERUSER LOGIN`);
      if (!needsGrantToDrop(service)) return;
      const administrator = client.escapeIdentifier(administratorOf(service));
      await client.query(
        `GRANT ${role} TO ${administrator} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`,
      );
    });
    const made = await alter(cloud, service, config);
    progress(
      `user ${username} of ${service.name}${config.pg_allow_replication ? ", who may replicate" : ""}`,
    );
    return made;
  },

  async read(state, { context: cloud }) {
    const service = cloud.find("pg", state.project, state.service_name);
    if (!service) return undefined;
    const { rows } = await asSuperuser(service, (client) =>
      client.query<{ rolreplication: boolean }>(
        "SELECT rolreplication FROM pg_roles WHERE rolname = $1",
        [state.username],
      ),
    );
    const [role] = rows;
    const isAdministrator = state.username === administrator;
    const password = isAdministrator ? service.password : service.users.get(state.username);
    return (
      role && {
        ...(isAdministrator ? { type: "primary" } : computed),
        ...(password !== undefined && { password }),
        pg_allow_replication: role.rolreplication,
      }
    );
  },

  async update(_prior, planned, { context: cloud, progress }) {
    const made = await alter(cloud, serviceOf(cloud, planned), planned);
    const isGenerated = !text(planned.password_wo) && !text(planned.password);
    progress(
      `user ${planned.username} has changed${isGenerated ? ", and has another generated password" : ""}`,
    );
    return made;
  },

  async delete(state, { context: cloud }) {
    const service = cloud.find("pg", state.project, state.service_name);
    if (!service) return;
    service.users.delete(state.username);
    if (!(await roleExists(service, state.username))) return;
    const { rows } = await asSuperuser(service, (client) =>
      client.query<{ datname: string }>("SELECT datname FROM pg_database WHERE datallowconn"),
    );
    for (const { datname } of rows) await dropOwned(service, state.username, datname);
    await asSuperuser(service, (client) =>
      client.query(`DROP ROLE IF EXISTS ${client.escapeIdentifier(state.username)}`),
    );
  },
};

/** Terraform may destroy a database at the same time; what was in it is gone with it. */
async function dropOwned(service: PostgresService, user: string, database: string): Promise<void> {
  try {
    await asSuperuser(
      service,
      (client) => client.query(`DROP OWNED BY ${client.escapeIdentifier(user)}`),
      database,
    );
  } catch (error) {
    const code = error instanceof DatabaseError ? error.code : undefined;
    if (droppedMeanwhile.includes(code ?? "")) return;
    if (await databaseExists(service, database)) throw error;
  }
}

/** From PostgreSQL 16 on CREATEROLE alone changes and drops no role that somebody else made. */
function needsGrantToDrop({ engine }: PostgresService): boolean {
  return Number.parseInt(engine.version) >= 16;
}

const computed = { type: "regular", access_cert: null, access_key: null };

/** The password as asked for, or one made up; one that is write-only stays out of the state. */
async function alter(
  cloud: LocalCloud,
  service: PostgresService,
  user: PgUserState,
): Promise<Partial<PgUserState>> {
  const { username, password_wo: secret, pg_allow_replication: mayReplicate } = user;
  const password = secret ?? user.password ?? randomPassword();
  await asSuperuser(service, (client) =>
    client.query(
      `ALTER ROLE ${client.escapeIdentifier(username)} ${mayReplicate ? "REPLICATION" : "NOREPLICATION"} ` +
        `PASSWORD ${client.escapeLiteral(password)}`,
    ),
  );
  cloud.keepSecret(password);
  const isWriteOnly = secret !== null && secret !== undefined;
  // What Terraform forgets stands in no file of ours either.
  if (isWriteOnly) service.users.delete(username);
  else service.users.set(username, password);
  return {
    ...computed,
    password: isWriteOnly ? null : password,
    pg_allow_replication: mayReplicate ?? false,
  };
}

function serviceOf(
  cloud: LocalCloud,
  { project, service_name: name }: PgUserState,
): PostgresService {
  return cloud.get("pg", project, name, "service_name");
}
