import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { appendFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { makeCertificate } from "./certificate";
import { Engine } from "./engine";
import { EngineProcess } from "./engine-process";
import type { EngineFiles } from "./files";
import type { Guard } from "./guard";
import { otherUserThanRoot, type OtherUser } from "./other-user";
import { host, takePort } from "./ports";
import { postgresVersion } from "./postgres-files";

export interface StartPostgresOptions {
  readonly files: Pick<EngineFiles, "postgres">;
  readonly guard: Guard;
  /** For its data, certificate and log; what an earlier run left there is served again. */
  readonly dir: string;
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
  /** As the user whom the service has, to the database it has. */
  readonly admin: pg.ClientConfig;
  /** The rehearsal's own way in, to see and to arrange what the admin may not. */
  readonly superuser: pg.ClientConfig;
  /** A crash: SIGQUIT leaves the data to recover and, unlike SIGKILL, no shared memory behind. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  restart(signal?: AbortSignal): Promise<void>;
  stop(): Promise<void>;
  /** Ends it without a thought for its data. */
  discard(): Promise<void>;
}

const superuser = "postgres";

/** A PostgreSQL server as Aiven for PostgreSQL looks to its user: TLS only, and an admin who is no superuser. */
export async function startPostgres(options: StartPostgresOptions): Promise<Postgres> {
  const { files, guard, dir, adminUser, adminPassword, database, signal } = options;
  const port = await takePort(options.port, options.portHint);
  const user = otherUserThanRoot();
  const paths = {
    data: join(dir, "data"),
    password: join(dir, "superuser-password"),
    log: join(dir, "postgres.log"),
  };
  await mkdir(dir, { recursive: true });
  const version = await postgresVersion(files.postgres);
  const isNew = !existsSync(join(paths.data, "PG_VERSION"));
  if (isNew) await initialize({ ...options, user, paths, version });
  const superuserPassword = await readFile(paths.password, "utf8");
  const ca = await configure(paths.data, port, options.settings ?? {}, user);

  const ssl = { ca, rejectUnauthorized: true, servername: "localhost" };
  const asSuperuser = { host, port, ssl, user: superuser, password: superuserPassword };
  const engine = new Engine({
    process: {
      name: "PostgreSQL",
      ...user.wrap(join(files.postgres, "postgres"), ["-D", paths.data]),
      cwd: dir,
      logFile: paths.log,
      guard,
      lastSignal: "QUIT",
      secrets: [adminPassword, superuserPassword],
    },
    stopSignal: "SIGINT",
    graceMs: 5_000,
    serves: () => query({ ...asSuperuser, database: superuser }, "SELECT 1"),
    readyWithinMs: 30_000,
  });
  engine.launch();
  await engine.ready(signal);
  try {
    await makeAdmin({ ...asSuperuser, database: superuser }, options);
  } catch (error) {
    await engine.stop();
    throw error;
  }
  return {
    host,
    port,
    version,
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
    stop: async () => void (await engine.stop()),
    discard: () => engine.kill("SIGQUIT"),
  };
}

interface Initialization extends StartPostgresOptions {
  readonly user: OtherUser;
  readonly version: string;
  readonly paths: { readonly data: string; readonly password: string; readonly log: string };
}

async function initialize({
  files,
  guard,
  dir,
  signal,
  user,
  version,
  paths,
}: Initialization): Promise<void> {
  // Made aside: what an interrupted initdb leaves could be taken for a whole data folder.
  const making = `${paths.data}.making`;
  await rm(making, { recursive: true, force: true });
  await mkdir(making, { mode: 0o700 });
  await user.own(making);
  await writeFile(paths.password, randomBytes(24).toString("base64url"), { mode: 0o600 });
  const initdb = new EngineProcess({
    name: "PostgreSQL's initdb",
    ...user.wrap(join(files.postgres, "initdb"), [
      ...["-D", making, "-U", superuser, `--pwfile=${paths.password}`, "--auth=scram-sha-256"],
      // The locale of the machine may not exist in the server; these are the server's own.
      ...["--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"],
      ...(Number.parseInt(version) >= 17
        ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        : []),
    ]),
    cwd: dir,
    logFile: paths.log,
    guard,
    lastSignal: "QUIT",
  });
  await initdb.completed(signal);
  await rename(making, paths.data);
}

/** Settings of the rehearsal that not every version knows. */
const newerSettings = {
  // Reading ahead in processes of their own pays on a server with disks to wait for.
  io_method: "sync",
  // Minor versions from August 2026 on take others than their own from a superuser's list only
  // (CVE-2026-6471); Aiven offers wal2json.
  output_plugin_libraries: "pgoutput, test_decoding, wal2json",
};

/** @returns the certificate of the authority, made anew with every run */
async function configure(
  data: string,
  port: number,
  settings: NonNullable<StartPostgresOptions["settings"]>,
  user: OtherUser,
): Promise<string> {
  const { ca, cert, key } = await makeCertificate();
  await writeFile(join(data, "server.crt"), cert);
  await rm(join(data, "server.key"), { force: true });
  await writeFile(join(data, "server.key"), key, { mode: 0o600 });
  await user.own(join(data, "server.key"));
  // As at Aiven, nothing goes in clear text. No version of Debezium needs to be told: one without
  // `database.sslmode` leaves the driver at its own default, which is `prefer` and takes TLS here,
  // 1.9.7 too, although it reports `disable` (its sessions in pg_stat_ssl are TLSv1.3).
  await writeFile(
    join(data, "pg_hba.conf"),
    `hostssl all all ${host}/32 scram-sha-256\nhostssl replication all ${host}/32 scram-sha-256\n`,
  );
  const marker = "# rehearsal";
  const file = join(data, "postgresql.conf");
  const [original = ""] = (await readFile(file, "utf8")).split(marker);
  // What initdb writes lists every setting, those with a default as comments.
  const known = Object.entries(newerSettings).filter(([name]) =>
    new RegExp(`^#?${name} `, "m").test(original),
  );
  const all = {
    listen_addresses: host,
    port,
    unix_socket_directories: "",
    ssl: "on",
    ssl_cert_file: "server.crt",
    ssl_key_file: "server.key",
    password_encryption: "scram-sha-256",
    wal_level: "logical",
    max_wal_senders: 20,
    max_replication_slots: 20,
    // Only a crash of the machine could tell the difference, and that is not rehearsed.
    fsync: "off",
    full_page_writes: "off",
    shared_buffers: "32MB",
    min_wal_size: "32MB",
    max_wal_size: "512MB",
    timezone: "UTC",
    log_timezone: "UTC",
    log_checkpoints: "off",
    // A statement that failed may hold a password.
    log_min_error_statement: "panic",
    ...Object.fromEntries(known),
    ...settings,
  };
  const lines = Object.entries(all).map(
    ([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`,
  );
  await writeFile(file, original);
  await appendFile(file, [marker, ...lines, ""].join("\n"));
  return ca;
}

/** The rights of Aiven's avnadmin: everything in its database, and yet no superuser. */
async function makeAdmin(
  superuserConfig: pg.ClientConfig,
  { adminUser, adminPassword, database }: StartPostgresOptions,
): Promise<void> {
  const client = new pg.Client(superuserConfig);
  await client.connect();
  try {
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
