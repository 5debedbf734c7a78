import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { basicAuthorization } from "../../../clients/basic-auth";
import { startConnectGateway } from "./connect-gateway";
import { ConnectRest } from "../../../clients/connect-rest";
import { Engine } from "../engine";
import type { EngineFiles } from "../files";
import type { Guard } from "../guard";
import { jvmArguments, type JvmProfile, ownTmpDir } from "../java";
import {
  javaClientProperties,
  type KafkaConnection,
  type Login,
} from "../../../clients/kafka-connection";
import { host, takePort } from "../ports";
import { toProperties } from "../../../base/java-properties";

/** A worker of fifty connectors needs several times what one needs; a heap grows as far as it is used. */
const maxHeap = "1g";

export interface StartConnectOptions {
  readonly files: Pick<EngineFiles, "java" | "kafka">;
  readonly guard: Guard;
  readonly dir: string;
  /** @default - a free one */
  readonly port?: number;
  /** How to give another port, said when this one is taken. */
  readonly portHint?: string;
  /** Of a user who may do everything. */
  readonly kafka: KafkaConnection;
  /** Whoever uses the REST interface logs in with this. */
  readonly admin: Login;
  /** @returns why a connector with this configuration is refused, if it is. @default - none is */
  readonly refuse?: (config: Readonly<Record<string, unknown>>) => string | undefined;
  readonly groupId: string;
  readonly configTopic: string;
  readonly offsetTopic: string;
  readonly statusTopic: string;
  readonly replicationFactor: number;
  /** Folders that hold a folder a plugin. */
  readonly plugins: readonly string[];
  /** Properties of the worker; they win over those of the rehearsal. */
  readonly workerConfig?: Readonly<Record<string, string>>;
  /** For secret providers that read the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where paths in the connectors' configurations begin. @default `dir` */
  readonly workDir?: string;
  /** Never shown, should the worker's log or an answer of it hold one; the list may grow. */
  readonly secrets?: readonly string[];
  /** @default "lean" */
  readonly profile?: JvmProfile;
  readonly signal?: AbortSignal;
}

export interface Connect {
  /** Of the REST interface, for whoever logs in as {@link admin}. */
  readonly url: string;
  readonly admin: Login;
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  readonly alive: boolean;
  readonly logFile: string;
  readonly rest: ConnectRest;
  /** @param signal @default "SIGKILL" */
  kill(signal?: NodeJS.Signals): Promise<void>;
  restart(signal?: AbortSignal): Promise<void>;
  stop(): Promise<void>;
  /** Ends it without a thought for its data; only a first run still saves its start-up archive. */
  discard(): Promise<void>;
}

const basicAuth = "org.apache.kafka.connect.rest.basic.auth.extension";

/** One worker of Kafka Connect in its distributed mode. */
export async function startConnect(options: StartConnectOptions): Promise<Connect> {
  const { files, guard, dir, env, secrets, signal, profile = "lean" } = options;
  const port = await takePort(options.port, options.portHint);
  const workerPort = await takePort(undefined);
  const workerUrl = `http://${host}:${workerPort}`;
  const worker = { username: "rehearsal", password: randomBytes(24).toString("base64url") };
  const rest = new ConnectRest(workerUrl, secrets, worker);
  const workDir = options.workDir ?? dir;
  await mkdir(dir, { recursive: true });
  await mkdir(workDir, { recursive: true, mode: 0o700 });
  const file = join(dir, "worker.properties");
  await writeFile(
    file,
    toProperties({ ...properties(options, workerUrl), ...options.workerConfig }),
    {
      mode: 0o600,
    },
  );
  const jvm = jvmArguments({
    ...{ profile, archive: files.kafka.connectArchive, train: true, maxHeap },
    tmpDir: await ownTmpDir(dir),
  });
  const loginConfig = await writeLogin(dir, worker);
  let { keepArchive } = jvm;
  const engine = new Engine({
    process: {
      name: "Kafka Connect",
      command: files.java.command,
      args: [
        ...jvm.args,
        `-Djava.security.auth.login.config=${loginConfig}`,
        "org.apache.kafka.connect.cli.ConnectDistributed",
        file,
      ],
      env: { CLASSPATH: files.kafka.classPath, MALLOC_ARENA_MAX: "2", ...env },
      cwd: workDir,
      logFile: join(dir, "connect.log"),
      guard,
      lastSignal: "KILL",
      secrets: [...(secrets ?? []), worker.password],
    },
    stopSignal: "SIGTERM",
    graceMs: keepArchive ? 20_000 : 5_000,
    serves: () => isReady(workerUrl, worker),
    readyWithinMs: 120_000,
  });
  signal?.throwIfAborted();
  engine.launch();
  const gateway = await startConnectGateway({
    ...{ port, workerPort, worker, admin: options.admin },
    refuse: options.refuse ?? (() => undefined),
  });
  try {
    await engine.ready(signal);
  } catch (error) {
    await gateway.close();
    throw error;
  }
  const stop = async () => {
    await gateway.close();
    if (await engine.stop()) await keepArchive?.();
    keepArchive = undefined;
  };
  return {
    url: `http://${host}:${port}`,
    admin: options.admin,
    host,
    port,
    rest,
    logFile: engine.logFile,
    get pid() {
      return engine.pid;
    },
    get alive() {
      return engine.alive;
    },
    kill: (by = "SIGKILL") => engine.kill(by),
    restart: (by) => engine.restart(by),
    stop,
    discard: async () => {
      if (keepArchive) return stop();
      await Promise.all([gateway.close(), engine.kill("SIGKILL")]);
    },
  };
}

/** @returns the JAAS configuration by which the worker's REST interface knows its one user */
async function writeLogin(dir: string, { username, password }: Login): Promise<string> {
  const passwords = join(dir, "rest.properties");
  const config = join(dir, "rest.jaas");
  const file = passwords.replace(/["\\]/g, "\\$&");
  await writeFile(passwords, toProperties({ [username]: password }), { mode: 0o600 });
  await writeFile(
    config,
    `KafkaConnect {\n  ${basicAuth}.PropertyFileLoginModule required file="${file}";\n};\n`,
    { mode: 0o600 },
  );
  return config;
}

function properties(options: StartConnectOptions, url: string): Record<string, string | number> {
  const { replicationFactor } = options;
  const client = javaClientProperties(options.kafka);
  // what the worker logs in with does not reach the clients of its connectors by itself
  const clients = ["", "producer.", "consumer.", "admin."].flatMap((prefix) =>
    Object.entries(client).map(([name, value]) => [`${prefix}${name}`, value] as const),
  );
  return {
    ...Object.fromEntries(clients),
    "rest.extension.classes": `${basicAuth}.BasicAuthSecurityRestExtension`,
    // Aiven's default; `connector_client_config_override_policy` changes it there as here
    "connector.client.config.override.policy": "None",
    "group.id": options.groupId,
    "config.storage.topic": options.configTopic,
    "offset.storage.topic": options.offsetTopic,
    "status.storage.topic": options.statusTopic,
    "config.storage.replication.factor": replicationFactor,
    "offset.storage.replication.factor": replicationFactor,
    "status.storage.replication.factor": replicationFactor,
    // 25 and 5 by default, for a load that never comes here.
    "offset.storage.partitions": 1,
    "status.storage.partitions": 1,
    // A worker starts beside its brokers, and waits for their topics again and again: 100 ms, 50 ms
    // and 1 s at a time by default.
    "retry.backoff.ms": 20,
    "reconnect.backoff.ms": 20,
    "reconnect.backoff.max.ms": 100,
    "key.converter": "org.apache.kafka.connect.json.JsonConverter",
    "value.converter": "org.apache.kafka.connect.json.JsonConverter",
    listeners: url,
    "rest.advertised.host.name": host,
    "plugin.path": options.plugins.join(","),
    // Looks into every class of every jar otherwise: 8 s.
    "plugin.discovery": "service_load",
  };
}

/** Once the worker is a member of its group and has read its topics; its root answers before that. */
async function isReady(url: string, login: Login): Promise<boolean> {
  const { ok } = await fetch(`${url}/health`, {
    headers: { authorization: basicAuthorization(login) },
    signal: AbortSignal.timeout(2_000),
  });
  return ok;
}
