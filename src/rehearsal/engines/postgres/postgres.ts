import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { type Authority, makeAuthority } from "../authority";
import type { EngineFiles } from "../files";
import type { Guard } from "../guard";
import { otherUserThanRoot, removeElsewhere } from "./other-user";
import { takePort } from "../ports";
import { configure } from "./postgres-config";
import { makeData, superuser } from "./postgres-data";
import { postgresVersion } from "./postgres-files";
import { type Login, type Postgres, serve } from "./server";

export type { Postgres };

export interface StartPostgresOptions {
  readonly files: Pick<EngineFiles, "postgres">;
  readonly guard: Guard;
  /** Whose certificate the server shows. @default - one of its own */
  readonly authority?: Authority;
  /** For its data, certificate and log; what an earlier run left there is served again. */
  readonly dir: string;
  /** Where the work that every new server takes is kept for the next. @default - nowhere */
  readonly templates?: string;
  /** @default - a free one */
  readonly port?: number;
  /** How to give another port, said when this one is taken. */
  readonly portHint?: string;
  readonly adminUser: string;
  readonly adminPassword: string;
  readonly database: string;
  /** Of postgresql.conf; they win over those of the rehearsal. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  readonly signal?: AbortSignal;
}

/** A PostgreSQL server as Aiven for PostgreSQL looks to its user: TLS only, and an admin who is no superuser. */
export async function startPostgres(options: StartPostgresOptions): Promise<Postgres> {
  try {
    return await start(options);
  } catch (error) {
    await removeElsewhere(options.dir);
    throw error;
  }
}

async function start(options: StartPostgresOptions): Promise<Postgres> {
  const { files, guard, dir, adminUser, adminPassword, database, signal } = options;
  const port = await takePort(options.port, options.portHint);
  const user = otherUserThanRoot();
  await mkdir(dir, { recursive: true });
  const place = await user.enterable(dir);
  const programs = await user.runnable(files.postgres, place);
  const paths = {
    data: join(place, "data"),
    password: join(dir, "superuser-password"),
    logFile: join(dir, "postgres.log"),
  };
  const version = await postgresVersion(files.postgres);
  const known = existsSync(join(paths.data, "PG_VERSION"))
    ? await readFile(paths.password, "utf8")
    : await makeData({ ...options, programs, build: files.postgres, version, user, ...paths });
  const renewed = randomBytes(24).toString("base64url");
  const authority = options.authority ?? (await makeAuthority("PostgreSQL"));
  await configure(paths.data, port, options.settings ?? {}, user, authority.server);
  const login: Login = { user: superuser, password: known };
  return serve({
    ...{ dir, place, guard, user, port, version, authority, login, signal, database },
    ...{ data: paths.data, logFile: paths.logFile, programs, build: files.postgres },
    admin: { user: adminUser, password: adminPassword },
    secrets: [adminPassword, known, renewed],
    prepare: async (asSuperuser) => {
      await makeRoles({ ...asSuperuser, database: superuser }, renewed, options);
      login.password = renewed;
      await writeFile(paths.password, renewed, { mode: 0o600 });
    },
  });
}

/**
 * Roles whose members run programs and read and write files on the server. Before PostgreSQL 16
 * whoever may create roles can join them; a rehearsal's server is this machine, so they are removed.
 */
const serverAccess = ["pg_execute_server_program", "pg_read_server_files", "pg_write_server_files"];

/**
 * A password for the superuser that no other server has, and the rights of Aiven's avnadmin:
 * everything in its database, and yet no superuser.
 */
async function makeRoles(
  superuserConfig: pg.ClientConfig,
  superuserPassword: string,
  { adminUser, adminPassword, database }: StartPostgresOptions,
): Promise<void> {
  const client = new pg.Client(superuserConfig);
  await client.connect();
  try {
    await client.query(
      `ALTER ROLE ${superuser} PASSWORD ${client.escapeLiteral(superuserPassword)}`,
    );
    await client.query("SET allow_system_table_mods = on");
    await client.query("DELETE FROM pg_authid WHERE rolname = ANY($1)", [serverAccess]);
    const role = client.escapeIdentifier(adminUser);
    const roles = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [adminUser]);
    await client.query(
      `${roles.rowCount ? "ALTER" : "CREATE"} ROLE ${role} LOGIN NOSUPERUSER CREATEDB CREATEROLE REPLICATION ` +
        `PASSWORD ${client.escapeLiteral(adminPassword)}`,
    );
    const databases = await client.query("SELECT FROM pg_database WHERE datname = $1", [database]);
    if (!databases.rowCount) {
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${role}`);
    }
  } finally {
    await client.end();
  }
}
