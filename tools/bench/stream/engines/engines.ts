import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { randomPassword } from "../../../../src/base/random-password";
import { type Connect, startConnect } from "../../../../src/rehearsal/engines/connect/connect";
import { type EngineFiles, prepareEngines } from "../../../../src/rehearsal/engines/files";
import { startGuard } from "../../../../src/rehearsal/engines/guard";
import { type Kafka, startKafka } from "../../../../src/rehearsal/engines/kafka/kafka";
import { type Postgres, startPostgres } from "../../../../src/rehearsal/engines/postgres/postgres";
import { engineVersions } from "../../../../src/rehearsal/cloud/engine-versions";
import { enginesDir } from "../../../../src/rehearsal/home";
import { Offsets } from "./offsets";
import type { Settings, SideName } from "../settings";

/** What the sides run on; warm from the pair before. */
export interface Engines {
  readonly files: EngineFiles;
  readonly dir: string;
  readonly postgres: Postgres;
  readonly kafka: Kafka;
  readonly offsets: Offsets;
  /** The administrator's connection. */
  readonly client: pg.Client;
  worker(side: SideName): Connect;
  /** Worker settings of a side, as overrides in its connector. */
  overrides(side: SideName): Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface StartEnginesOptions {
  readonly dir: string;
  readonly sides: ReadonlyMap<SideName, Settings>;
  /**
   * One worker for all: a Java that is warm for one side is warm for all, which saves the short
   * form a minute. Connectors bring their producers' settings along; only the interval of the offset
   * flushes is one for all, that of `balanced`.
   */
  readonly shared: boolean;
  readonly signal: AbortSignal;
}

const isProducers = (name: string) => name.startsWith("producer.");

/**
 * One server, one broker, and a worker a side, with the compiler and the heaps that Kafka ships
 * with. Three brokers would share two cores and measure copying.
 */
export async function startEngines(options: StartEnginesOptions): Promise<Engines> {
  const { dir, sides, shared, signal } = options;
  await mkdir(dir, { recursive: true });
  const { kafka: kafkaVersion, debezium: debeziumVersion } = engineVersions({ debezium: "3.1.0" });
  const files = await prepareEngines({ dir: enginesDir, kafkaVersion, debeziumVersion, signal });
  const guard = startGuard();
  const admin = { username: "avnadmin", password: randomPassword() };
  const workers = new Map<SideName | "shared", Connect>();
  try {
    const [postgres, kafka] = await Promise.all([
      startPostgres({
        ...{ files, guard, signal, dir: join(dir, "postgres") },
        ...{ adminUser: "avnadmin", adminPassword: "bench", database: "defaultdb" },
        // a checkpoint or a vacuum in the middle of one side would be charged to it
        settings: {
          shared_buffers: "256MB",
          max_wal_size: "8GB",
          checkpoint_timeout: "1h",
          autovacuum: "off",
        },
      }),
      startKafka({
        ...{
          files,
          guard,
          superUser: admin,
          signal,
          dir: join(dir, "kafka"),
          nodes: 1,
          profile: "full",
        },
      }),
    ]);
    const toStart = shared
      ? [["shared", without(sides.get("balanced")?.worker ?? {}, isProducers)] as const]
      : [...sides].map(([side, { worker }]) => [side, worker] as const);
    await Promise.all(
      toStart.map(async ([side, worker]) => {
        const connect = await startConnect({
          ...{ files, guard, signal, dir: join(dir, side), profile: "full" },
          ...{ kafka: kafka.admin, admin, groupId: side, replicationFactor: 1 },
          ...{ configTopic: `${side}-c`, offsetTopic: `${side}-o`, statusTopic: `${side}-s` },
          ...{ plugins: [files.debezium] },
          workerConfig: { ...worker, "connector.client.config.override.policy": "All" },
        });
        workers.set(side, connect);
      }),
    );
    const client = new pg.Client(postgres.admin);
    await client.connect();
    const offsets = new Offsets(kafka.admin);
    return {
      ...{ files, dir, postgres, kafka, offsets, client },
      worker: (side) => {
        const connect = workers.get(shared ? "shared" : side);
        if (!connect) throw new Error(`no worker was started for ${side}`);
        return connect;
      },
      overrides: (side) =>
        Object.fromEntries(
          Object.entries(shared ? (sides.get(side)?.worker ?? {}) : {})
            .filter(([name]) => isProducers(name))
            .map(([name, value]) => [name.replace("producer.", "producer.override."), value]),
        ),
      stop: async () => {
        await Promise.all([offsets.close(), client.end().catch(() => undefined)]);
        await Promise.all([...workers.values()].map((connect) => connect.discard()));
        await Promise.all([kafka.discard(), postgres.discard()]);
        await guard.close();
      },
    };
  } catch (error) {
    await guard.close();
    throw error;
  }
}

function without(
  config: Readonly<Record<string, string>>,
  isOut: (name: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(Object.entries(config).filter(([name]) => !isOut(name)));
}
