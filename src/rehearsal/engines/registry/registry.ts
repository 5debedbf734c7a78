import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { basicAuthorization } from "../../../clients/basic-auth";
import type { Login } from "../../../clients/kafka-connection";
import { toProperties } from "../../../base/java-properties";
import { Engine } from "../engine";
import type { Guard } from "../guard";
import { type Java, jvmArguments, ownTmpDir } from "../java";
import { host, takePort } from "../ports";

export interface RegistryFiles {
  readonly java: Java;
  readonly version: string;
  /** Its manifest names the other jars. */
  readonly jar: string;
  readonly archive: string;
}

export interface StartRegistryOptions {
  readonly files: RegistryFiles;
  readonly guard: Guard;
  readonly dir: string;
  readonly signal?: AbortSignal;
}

/** Apicurio Registry, with its schemas in memory. */
export interface Registry {
  readonly version: string;
  readonly port: number;
  /** Whoever asks it logs in with this: the gateway and nobody else. */
  readonly login: Login;
  readonly pid: number;
  readonly alive: boolean;
  readonly logFile: string;
  /** @param signal @default "SIGKILL" */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Ends it, and its schemas with it; only a first run still saves its start-up archive. */
  discard(): Promise<void>;
}

/** How it presents Confluent's interface. */
export const confluentPath = "/apis/ccompat/v7";
/** Its own interface, of this version. */
export const ownPath = "/apis/registry/v3";
/** Its own interface as its converters use it. */
export const converterPath = "/apis/registry/v2";

export async function startRegistry(options: StartRegistryOptions): Promise<Registry> {
  const { files, guard, dir, signal } = options;
  const port = await takePort(undefined);
  const login = { username: "rehearsal", password: randomBytes(24).toString("base64url") };
  await mkdir(dir, { recursive: true });
  // in a file: every user of the machine sees the arguments of a process
  const file = join(dir, "registry.properties");
  await writeFile(file, toProperties(properties(port, login)), { mode: 0o600 });
  const jvm = jvmArguments({
    ...{ profile: "lean", archive: files.archive, train: true, maxHeap: "192m" },
    tmpDir: await ownTmpDir(dir),
  });
  let { keepArchive } = jvm;
  const engine = new Engine({
    process: {
      name: "Apicurio Registry",
      command: files.java.command,
      args: [...jvm.args, `-Dquarkus.config.locations=${file}`, "-jar", files.jar],
      env: { MALLOC_ARENA_MAX: "2" },
      cwd: dir,
      logFile: join(dir, "registry.log"),
      guard,
      lastSignal: "KILL",
      secrets: [login.password],
    },
    stopSignal: "SIGTERM",
    graceMs: keepArchive ? 20_000 : 3_000,
    serves: () => prepared(port, login),
    readyWithinMs: 120_000,
  });
  signal?.throwIfAborted();
  engine.launch();
  await engine.ready(signal);
  return {
    ...{ version: files.version, port, login, logFile: engine.logFile },
    get pid() {
      return engine.pid;
    },
    get alive() {
      return engine.alive;
    },
    kill: (by = "SIGKILL") => engine.kill(by),
    discard: async () => {
      if (!keepArchive) return engine.kill("SIGKILL");
      if (await engine.stop()) await keepArchive();
      keepArchive = undefined;
    },
  };
}

function properties(port: number, { username, password }: Login) {
  const users = "quarkus.security.users.embedded";
  return {
    "quarkus.http.host": host,
    "quarkus.http.port": port,
    "quarkus.http.auth.basic": true,
    "quarkus.http.auth.permission.all.paths": "/*",
    "quarkus.http.auth.permission.all.policy": "authenticated",
    [`${users}.plain-text`]: true,
    [`${users}.users.${username}`]: password,
    [`${users}.roles.${username}`]: "sr-admin",
    "quarkus.banner.enabled": false,
    "quarkus.log.level": "WARN",
    'quarkus.log.category."io.apicurio".level': "WARN",
    "quarkus.http.access-log.enabled": false,
    // 20 by default, for a load that never comes
    "apicurio.datasource.jdbc.initial-size": 1,
    "apicurio.datasource.jdbc.min-size": 1,
    "apicurio.datasource.jdbc.max-size": 10,
  };
}

/** What Karapace starts with: https://github.com/Aiven-Open/karapace, `compatibility` in its configuration. */
const compatibility = "BACKWARD";

/** Once it answers, and checks new versions as Karapace does. */
async function prepared(port: number, login: Login): Promise<boolean> {
  const { ok } = await fetch(`http://${host}:${port}${confluentPath}/config`, {
    method: "PUT",
    headers: { authorization: basicAuthorization(login), "content-type": "application/json" },
    body: JSON.stringify({ compatibility }),
    signal: AbortSignal.timeout(10_000),
  });
  return ok;
}
