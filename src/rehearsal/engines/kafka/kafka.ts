import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Engine } from "../engine";
import type { EngineFiles } from "../files";
import type { Guard } from "../guard";
import { jvmArguments, type JvmProfile, ownTmpDir } from "../java";
import type { KafkaConnection, Login } from "../../../clients/kafka-connection";
import { allMembers, applyDynamically, isMember } from "./kafka-cluster";
import { clusterIdOf, format, isFormatted, maxControllers, properties } from "./kafka-node";
import { type Clients, type Entrance, entrancesOf, internalMechanism } from "./listeners";
import { type Ports, serversAt, takePorts } from "./ports";
import { host } from "../ports";
import { toProperties } from "../../../base/java-properties";

export interface StartKafkaOptions {
  readonly files: Pick<EngineFiles, "java" | "kafka">;
  readonly guard: Guard;
  /** For data and logs; what an earlier run left there is served again. */
  readonly dir: string;
  readonly nodes: number;
  /** Who may do everything: the brokers themselves and the rehearsal. */
  readonly superUser: Login;
  /** Who else comes, over TLS. @default - nobody */
  readonly clients?: Clients;
  /**
   * As many as `portsPerNode` says.
   *
   * @default - free ones
   */
  readonly ports?: readonly number[];
  /** How to give other ports, said when one is taken. */
  readonly portHint?: string;
  /** Properties of the brokers; they win over those of the rehearsal. */
  readonly config?: Readonly<Record<string, string>>;
  /** @default "lean" */
  readonly profile?: JvmProfile;
  readonly signal?: AbortSignal;
}

export interface Broker {
  readonly id: number;
  readonly host: string;
  readonly pid: number;
  readonly alive: boolean;
  readonly logFile: string;
  /** @param signal @default "SIGKILL" */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Returns once it answers and is a member of the cluster again. */
  restart(signal?: AbortSignal): Promise<void>;
}

export interface Kafka {
  /** As the super user. */
  readonly admin: KafkaConnection;
  readonly brokers: readonly Broker[];
  readonly ports: Ports;
  /** Where clients come in, by certificate first. */
  readonly entrances: readonly Entrance[];
  /** The settings from now on: at once where Kafka allows it, else by restarting broker after broker. */
  reconfigure(
    config: Readonly<Record<string, string>>,
    clients?: Clients,
    signal?: AbortSignal,
  ): Promise<void>;
  stop(): Promise<void>;
  /** Ends it without a thought for its data; only a first run still saves its start-up archive. */
  discard(): Promise<void>;
}

/** A KRaft cluster of as many brokers as asked for, on this machine's loopback. */
export async function startKafka(options: StartKafkaOptions): Promise<Kafka> {
  const { files, guard, dir, nodes, superUser, signal, profile = "lean" } = options;
  const ports = await takePorts(nodes, options.ports, options.portHint);
  const ids = Array.from({ length: nodes }, (_, index) => index + 1);
  const asAdmin = (servers: string): KafkaConnection => ({
    bootstrapServers: servers,
    sasl: { ...superUser, mechanism: internalMechanism },
  });
  const cluster = asAdmin(serversAt(ports.internal));
  const isNew = !isFormatted(dir);
  const clusterId = await clusterIdOf(dir);
  let { clients, config = {} } = options;
  let keepArchive: (() => Promise<void>) | undefined;

  const writeConfig = async (id: number) =>
    writeFile(
      join(dir, `broker-${id}`, "server.properties"),
      toProperties({
        ...properties(id, ports, join(dir, `broker-${id}`, "data"), superUser, clients),
        ...config,
      }),
      { mode: 0o600 },
    );
  const nodesOfCluster = await Promise.all(
    ids.map(async (id) => {
      const home = join(dir, `broker-${id}`);
      await format(join(home, "data"), id, clusterId, files.kafka.bootstrapCheckpoint);
      await writeConfig(id);
      // One broker's classes are those of all.
      const jvm = jvmArguments({
        ...{ profile, archive: files.kafka.brokerArchive, train: id === 1 },
        tmpDir: await ownTmpDir(home),
      });
      keepArchive ??= jvm.keepArchive;
      const engine = new Engine({
        process: {
          name: `Kafka broker ${id}`,
          command: files.java.command,
          args: [...jvm.args, "kafka.Kafka", join(home, "server.properties")],
          env: { CLASSPATH: files.kafka.classPath, MALLOC_ARENA_MAX: "2" },
          cwd: home,
          logFile: join(dir, `broker-${id}.log`),
          guard,
          lastSignal: "KILL",
          secrets: [superUser.password, ...(clients ? [clients.administrator.password] : [])],
        },
        stopSignal: "SIGTERM",
        graceMs: jvm.keepArchive ? 20_000 : 3_000,
        serves: () => isMember(asAdmin(`${host}:${ports.internal[id - 1]}`), id),
        readyWithinMs: 120_000,
      });
      return { id, engine };
    }),
  );

  const stop = async () => {
    // The archive is written by a broker that ends in order, and for that it needs the others.
    if (keepArchive && (await nodesOfCluster[0]?.engine.stop())) await keepArchive();
    keepArchive = undefined;
    await stopAll(nodesOfCluster.map(({ engine }) => engine));
  };
  signal?.throwIfAborted();
  for (const { engine } of nodesOfCluster) engine.launch();
  try {
    await Promise.all(nodesOfCluster.map(({ engine }) => engine.ready(signal)));
    await allMembers(cluster, nodes, signal);
    // What an earlier run set while it ran is kept by the cluster, and would outrank the file.
    if (!isNew) await applyDynamically(cluster, {}, config);
  } catch (error) {
    await Promise.all(nodesOfCluster.map(({ engine }) => engine.kill("SIGKILL")));
    throw error;
  }
  return {
    admin: cluster,
    ports,
    get entrances() {
      return entrancesOf(ports, clients?.authentication);
    },
    brokers: nodesOfCluster.map(({ id, engine }) => ({
      id,
      host,
      logFile: engine.logFile,
      get pid() {
        return engine.pid;
      },
      get alive() {
        return engine.alive;
      },
      kill: (by = "SIGKILL") => engine.kill(by),
      restart: (by) => engine.restart(by),
    })),
    reconfigure: async (next, nextClients, by) => {
      const needsRestart =
        (await applyDynamically(cluster, config, next)) ||
        JSON.stringify(clients?.authentication) !== JSON.stringify(nextClients?.authentication);
      config = next;
      clients = nextClients;
      await Promise.all(ids.map(writeConfig));
      if (!needsRestart) return;
      // One after the other, each a member again before the next: as Aiven's maintenance does it.
      for (const { engine } of nodesOfCluster) await engine.restart(by);
      await allMembers(cluster, nodes, by);
    },
    stop,
    discard: async () => {
      if (keepArchive) return stop();
      await Promise.all(nodesOfCluster.map(({ engine }) => engine.kill("SIGKILL")));
    },
  };
}

/**
 * All at once. A controller that lost its quorum waits, in vain, to hand over what it leads: no
 * grace for those that are left then. Their data is whole, as after any crash of a broker.
 */
async function stopAll(engines: readonly Engine[]): Promise<void> {
  const controllers = engines.slice(0, maxControllers);
  const stopping = engines.map((engine) => engine.stop());
  const majority = Math.floor(controllers.length / 2) + 1;
  for (const stopped of stopping) {
    void stopped.then(() => {
      const left = controllers.filter(({ alive }) => alive);
      if (left.length < majority) return Promise.all(left.map((engine) => engine.kill("SIGKILL")));
    });
  }
  await Promise.all(stopping);
}
