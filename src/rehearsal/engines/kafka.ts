import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Engine } from "./engine";
import type { EngineFiles } from "./files";
import type { Guard } from "./guard";
import { jvmArguments, type JvmProfile } from "./java";
import { allMembers, applyDynamically, isMember } from "./kafka-cluster";
import { freePorts, host, takePort } from "./ports";
import { toProperties } from "./properties";

export interface StartKafkaOptions {
  readonly files: Pick<EngineFiles, "java" | "kafka">;
  readonly guard: Guard;
  /** For data and logs; what an earlier run left there is served again. */
  readonly dir: string;
  readonly nodes: number;
  /** One a node for clients, then one a node for the brokers among themselves. @default - free ones */
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
  readonly port: number;
  readonly pid: number;
  readonly alive: boolean;
  readonly logFile: string;
  /** @param signal @default "SIGKILL" */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Returns once it answers and is a member of the cluster again. */
  restart(signal?: AbortSignal): Promise<void>;
}

export interface Kafka {
  readonly bootstrapServers: string;
  readonly brokers: readonly Broker[];
  /** The settings from now on: at once where Kafka allows it, else broker by broker anew. */
  reconfigure(config: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<void>;
  stop(): Promise<void>;
  /** Ends it without a thought for its data; only a first run still saves its start-up archive. */
  discard(): Promise<void>;
}

/** More voters only make an election longer: three survive the loss of any one. */
const maxControllers = 3;

/** A KRaft cluster of as many brokers as asked for, on this machine's loopback. */
export async function startKafka(options: StartKafkaOptions): Promise<Kafka> {
  const { files, guard, dir, nodes, signal, profile = "lean" } = options;
  const ports = await takePorts(options);
  const ids = Array.from({ length: nodes }, (_, index) => index + 1);
  const bootstrapServers = ports.client.map((port) => `${host}:${port}`).join(",");
  const isNew = !existsSync(metaProperties(dir));
  const clusterId = await clusterIdOf(dir);
  let config = options.config ?? {};
  let keepArchive: (() => Promise<void>) | undefined;

  const writeConfig = async (id: number) =>
    writeFile(
      join(dir, `broker-${id}`, "server.properties"),
      toProperties({ ...properties(id, ports, join(dir, `broker-${id}`, "data")), ...config }),
      { mode: 0o600 },
    );
  const nodesOfCluster = await Promise.all(
    ids.map(async (id) => {
      const home = join(dir, `broker-${id}`);
      await format(join(home, "data"), id, clusterId, files.kafka.bootstrapCheckpoint);
      await writeConfig(id);
      // One broker's classes are those of all.
      const jvm = jvmArguments({ profile, archive: files.kafka.brokerArchive, train: id === 1 });
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
        },
        stopSignal: "SIGTERM",
        graceMs: jvm.keepArchive ? 20_000 : 3_000,
        serves: () => isMember(`${host}:${ports.client[id - 1]}`, id),
        readyWithinMs: 60_000,
      });
      return { id, port: ports.client[id - 1] as number, engine };
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
    await allMembers(bootstrapServers, nodes, signal);
    // What an earlier run set while it ran is kept by the cluster, and would outrank the file.
    if (!isNew) await applyDynamically(bootstrapServers, {}, config);
  } catch (error) {
    await Promise.all(nodesOfCluster.map(({ engine }) => engine.kill("SIGKILL")));
    throw error;
  }
  return {
    bootstrapServers,
    brokers: nodesOfCluster.map(({ id, port, engine }) => ({
      id,
      host,
      port,
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
    reconfigure: async (next, by) => {
      const needsRestart = await applyDynamically(bootstrapServers, config, next);
      config = next;
      await Promise.all(ids.map(writeConfig));
      if (!needsRestart) return;
      // One after the other, each a member again before the next: as Aiven's maintenance does it.
      for (const { engine } of nodesOfCluster) await engine.restart(by);
      await allMembers(bootstrapServers, nodes, by);
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

interface Ports {
  readonly client: readonly number[];
  readonly controller: readonly number[];
}

async function takePorts({ nodes, ports, portHint }: StartKafkaOptions): Promise<Ports> {
  const all = ports ?? (await freePorts(2 * nodes));
  if (all.length < 2 * nodes) {
    throw new Error(`${nodes} brokers need ${2 * nodes} ports, got ${all.length}`);
  }
  if (ports) await Promise.all(ports.map((port) => takePort(port, portHint)));
  return { client: all.slice(0, nodes), controller: all.slice(nodes, 2 * nodes) };
}

function properties(id: number, { client, controller }: Ports, data: string) {
  const voters = controller.slice(0, maxControllers);
  const isController = id <= voters.length;
  const copies = Math.min(3, client.length);
  return {
    "process.roles": isController ? "broker,controller" : "broker",
    "node.id": id,
    "controller.quorum.voters": voters.map((port, i) => `${i + 1}@${host}:${port}`).join(","),
    "controller.listener.names": "CONTROLLER",
    listeners: [
      `PLAINTEXT://${host}:${client[id - 1]}`,
      ...(isController ? [`CONTROLLER://${host}:${controller[id - 1]}`] : []),
    ].join(","),
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "log.dirs": data,
    "offsets.topic.replication.factor": copies,
    "transaction.state.log.replication.factor": copies,
    "transaction.state.log.min.isr": Math.min(2, copies),
    "share.coordinator.state.topic.replication.factor": copies,
    "share.coordinator.state.topic.min.isr": Math.min(2, copies),
    // 50 partitions each, by default, are made on first use: seconds, for a load that never comes.
    "offsets.topic.num.partitions": 5,
    "transaction.state.log.num.partitions": 5,
    "share.coordinator.state.topic.num.partitions": 5,
    // A group here has its members at once: waiting for more of them delays the first by 3 s.
    "group.initial.rebalance.delay.ms": 0,
    // 128 MB by default, more than a lean heap.
    "log.cleaner.dedupe.buffer.size": 4 << 20,
    // At the start every voter waits for this long, and up to twice, to hear of a leader.
    "controller.quorum.election.timeout.ms": 300,
    "controller.quorum.election.backoff.max.ms": 300,
    "num.network.threads": 2,
    "num.io.threads": 4,
  };
}

/** What `kafka-storage format` would write, and with it a second a node saved. */
async function format(
  data: string,
  id: number,
  clusterId: string,
  bootstrapCheckpoint: string,
): Promise<void> {
  if (existsSync(join(data, "meta.properties"))) return;
  await mkdir(data, { recursive: true });
  await copyFile(bootstrapCheckpoint, join(data, "bootstrap.checkpoint"));
  await writeFile(
    join(data, "meta.properties"),
    toProperties({
      version: 1,
      "cluster.id": clusterId,
      "node.id": id,
      "directory.id": randomUuid(),
    }),
  );
}

function metaProperties(dir: string): string {
  return join(dir, "broker-1", "data", "meta.properties");
}

async function clusterIdOf(dir: string): Promise<string> {
  const earlier = await readFile(metaProperties(dir), "utf8").catch(() => "");
  return /^cluster\.id=(\S+)/m.exec(earlier)?.[1] ?? randomUuid();
}

/** As Kafka writes them: 16 bytes in base64url; one that began with a dash would look like an option. */
function randomUuid(): string {
  for (;;) {
    const uuid = randomBytes(16).toString("base64url");
    if (!uuid.startsWith("-")) return uuid;
  }
}
