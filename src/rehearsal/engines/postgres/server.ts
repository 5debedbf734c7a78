import { join } from "node:path";
import pg from "pg";
import type { Authority } from "../authority";
import { Engine } from "../engine";
import type { Guard } from "../guard";
import { type OtherUser, removeElsewhere } from "./other-user";
import { Pooler } from "./pooler";
import { host, takePort } from "../ports";

export interface Postgres {
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  readonly alive: boolean;
  readonly logFile: string;
  /** "18.4" */
  readonly version: string;
  /** The folder of its data, as its own user sees it. */
  readonly data: string;
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

export interface Login {
  readonly user: string;
  password: string;
}

export interface ServeOptions {
  readonly guard: Guard;
  /** For its log, and a link to where its data is. */
  readonly dir: string;
  /** A folder that its user can enter. */
  readonly place: string;
  readonly data: string;
  readonly logFile: string;
  readonly user: OtherUser;
  /** The folder of PostgreSQL's programs, where that user can run them. */
  readonly programs: string;
  /** Where they come from. */
  readonly build: string;
  readonly version: string;
  readonly port: number;
  /** Whose certificate it shows. */
  readonly authority: Authority;
  /** The superuser's; `prepare` may give it another password. */
  readonly login: Login;
  readonly admin: Readonly<Login>;
  readonly database: string;
  /** Never shown in its log. */
  readonly secrets: readonly string[];
  /** What is done once it serves, and before anybody else may use it. @default - nothing */
  readonly prepare?: (superuser: pg.ClientConfig) => Promise<void>;
  readonly signal?: AbortSignal;
}

/** Starts a server on data that is there and configured. */
export async function serve(options: ServeOptions): Promise<Postgres> {
  const { dir, place, data, port, authority, login, admin, database, signal } = options;
  const { ca } = authority;
  const ssl = { ca, rejectUnauthorized: true, servername: "localhost" };
  const address = { host, port, ssl };
  const engine = new Engine({
    process: {
      name: "PostgreSQL",
      ...options.user.wrap(join(options.programs, "postgres"), ["-D", data]),
      cwd: place,
      // a standby is a client, and takes no certificate of this machine's user
      env: { HOME: data },
      logFile: options.logFile,
      guard: options.guard,
      lastSignal: "QUIT",
      secrets: options.secrets,
    },
    stopSignal: "SIGINT",
    graceMs: 5_000,
    serves: () => query({ ...address, ...login, database: login.user }, "SELECT 1"),
    readyWithinMs: 30_000,
  });
  engine.launch();
  await engine.ready(signal);
  try {
    await options.prepare?.({ ...address, ...login });
  } catch (error) {
    await engine.stop();
    throw error;
  }
  const pooler = new Pooler({ host, port, authority, ownPort: await takePort(undefined) });
  return {
    host,
    port,
    version: options.version,
    pooler,
    data,
    programs: options.build,
    ca,
    admin: { ...address, ...admin, database },
    superuser: { ...address, ...login, database },
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
