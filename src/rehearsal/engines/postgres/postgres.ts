import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { Engine } from "../engine";
import type { EngineFiles } from "../files";
import type { Guard } from "../guard";
import { otherUserThanRoot, removeElsewhere } from "./other-user";
import { host, takePort } from "../ports";
import { configure } from "./postgres-config";
import { Pooler } from "./pooler";
import { makeData, superuser } from "./postgres-data";
import { postgresVersion } from "./postgres-files";

export interface StartPostgresOptions {
  readonly files: Pick<EngineFiles, "postgres">;
  readonly guard: Guard;
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

export interface Postgres {
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  readonly alive: boolean;
  readonly logFile: string;
  /** "18.4" */
  readonly version: string;
  /** The folder of its programs. */
  readonly programs: string;
  /** PEM; clients that trust it may ask for `verify-full`. */
  readonly ca: string;
  /** As the service's user, to its database. */
  readonly admin: pg.ClientConfig;
  /** The rehearsal's own way in, to see and to arrange what the admin may not. */
  readonly superuser: pg.ClientConfig;
  /** The second way in, by connection pools. */
  readonly pooler: Pooler;
  /** A crash: SIGQUIT leaves the data to recover and, unlike SIGKILL, no shared memory behind. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  restart(signal?: AbortSignal): Promise<void>;
  stop(): Promise<void>;
  /** Ends it without a thought for its data. */
  discard(): Promise<void>;
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
  const certificate = await configure(paths.data, port, options.settings ?? {}, user);
  const { ca } = certificate;

  const ssl = { ca, rejectUnauthorized: true, servername: "localhost" };
  const asSuperuser = { host, port, ssl, user: superuser, password: known };
  const engine = new Engine({
    process: {
      name: "PostgreSQL",
      ...user.wrap(join(programs, "postgres"), ["-D", paths.data]),
      cwd: place,
      logFile: paths.logFile,
      guard,
      lastSignal: "QUIT",
      secrets: [adminPassword, known, renewed],
    },
    stopSignal: "SIGINT",
    graceMs: 5_000,
    serves: () => query({ ...asSuperuser, database: superuser }, "SELECT 1"),
    readyWithinMs: 30_000,
  });
  engine.launch();
  await engine.ready(signal);
  try {
    await makeRoles({ ...asSuperuser, database: superuser }, renewed, options);
    asSuperuser.password = renewed;
    await writeFile(paths.password, renewed, { mode: 0o600 });
  } catch (error) {
    await engine.stop();
    throw error;
  }
  const pooler = new Pooler({ host, port, certificate, ownPort: await takePort(undefined) });
  return {
    host,
    port,
    version,
    pooler,
    programs: files.postgres,
    ca,
    admin: { host, port, ssl, user: adminUser, password: adminPassword, database },
    superuser: { ...asSuperuser, database },
    logFile: engine.logFile,
    get pid() {
      return engine.pid;
    },
    get alive() {
      return engine.alive;
    },
    kill: (by = "SIGQUIT") => engine.kill(by),
    restart: (by) => engine.restart(by),
    stop: async () => {
      await pooler.close();
      await engine.stop();
    },
    discard: async () => {
      await pooler.close();
      await engine.kill("SIGQUIT");
      await removeElsewhere(dir);
    },
  };
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

async function query(config: pg.ClientConfig, sql: string): Promise<boolean> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(sql);
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}
