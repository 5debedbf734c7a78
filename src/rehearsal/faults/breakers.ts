import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { until } from "../../base/until";
import { KafkaAdmin } from "../../clients/kafka-admin";
import type { KafkaConnection } from "../../clients/kafka-connection";
import type { Broker } from "../engines/kafka/kafka";
import type { Fault } from "./fault";
import type { Pipeline } from "./pipeline";
import { startProxy } from "./proxy";
import type { Tally } from "./tally";

/** A way to break a part and to have it back. */
export interface Breaker {
  /** @returns what was done, for the person who watches */
  break(): Promise<string>;
  /** @returns what was done; absent where there is nothing to have back */
  repair?(): Promise<string>;
  /** Takes away what was put up for this fault. */
  close?(): Promise<void>;
}

type Make = (
  pipeline: Pipeline,
  tally: Pick<Tally, "at">,
  signal: AbortSignal,
) => Promise<Breaker> | Breaker;

/** How long brokers may take to be in sync again, and a connector to run. */
const patienceMs = 60_000;

export const breakers: Readonly<Record<Fault, Make>> = {
  broker({ kafka: { engine } }, tally, signal) {
    let broken: Broker | undefined;
    return {
      async break() {
        const id = await leaderOf(engine.admin, tally.at);
        broken = engine.brokers.find((broker) => broker.id === id) ?? engine.brokers.at(-1);
        await broken?.kill("SIGKILL");
        return `kill -9 of Kafka broker ${broken?.id}, which led the partition`;
      },
      async repair() {
        await broken?.restart(signal);
        await allInSync(engine.admin, tally.at, signal);
        return `Kafka broker ${broken?.id} is back and in sync`;
      },
    };
  },

  connect: ({ connect }, _tally, signal) => ({
    async break() {
      await connect.kill("SIGKILL");
      return "kill -9 of the Kafka Connect worker";
    },
    async repair() {
      await connect.restart(signal);
      return "a Kafka Connect worker is back";
    },
  }),

  postgres: ({ postgres: { engine } }, _tally, signal) => ({
    async break() {
      await engine.kill("SIGQUIT");
      return "crash of PostgreSQL";
    },
    async repair() {
      await engine.restart(signal);
      return "PostgreSQL is back on the same data";
    },
  }),

  /** Only here does the connector go through a proxy: its address is changed, and changed back afterwards. */
  async network({ postgres, connector, connect }, _tally, signal) {
    const proxy = await startProxy(postgres.engine.port);
    const lead = async (config: Readonly<Record<string, string>>) => {
      await connect.rest.put(connector.name, config);
      // Its tasks are ended and made again a moment later.
      await sleep(1_000, undefined, { signal });
      await connect.rest.waitUntilRunning(connector.name, patienceMs, { signal });
    };
    await lead({ ...connector.config, "database.port": String(proxy.port) });
    return {
      async break() {
        await proxy.cut();
        return "the network between Kafka Connect and PostgreSQL is cut";
      },
      async repair() {
        await proxy.restore();
        return "the network is restored";
      },
      async close() {
        if (!signal.aborted) await lead(connector.config);
        await proxy.close();
      },
    };
  },

  slot: ({ server, slot }, _tally, signal) => ({
    async break() {
      const client = new Client(server.engine.superuser);
      await client.connect();
      try {
        for (;;) {
          signal.throwIfAborted();
          await client.query(
            "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = $1 AND active",
            [slot],
          );
          const dropped = await client.query("SELECT pg_drop_replication_slot($1)", [slot]).then(
            () => true,
            () => false, // the walsender is still about to end
          );
          if (dropped) return `replication slot ${slot} dropped`;
          await sleep(10);
        }
      } finally {
        await client.end();
      }
    },
  }),
};

type At = Tally["at"];

async function leaderOf(kafka: KafkaConnection, at: At): Promise<number | undefined> {
  const [partition] = await partitionsOf(kafka, at);
  return partition?.leader;
}

async function allInSync(kafka: KafkaConnection, at: At, signal: AbortSignal): Promise<void> {
  const areInSync = async () => {
    const partitions = await partitionsOf(kafka, at).catch(() => undefined);
    return partitions?.every((p) => p.inSyncReplicas.length === p.replicas.length);
  };
  await until(areInSync, { timeoutMs: patienceMs, everyMs: 200, signal });
}

/** The partition of the last event, alone. */
async function partitionsOf(kafka: KafkaConnection, at: At) {
  if (!at) return [];
  const admin = new KafkaAdmin(kafka);
  try {
    const { partitions = [] } = (await admin.describeTopic(at.topic)) ?? {};
    return partitions.filter(({ partition }) => partition === at.partition);
  } finally {
    await admin.close();
  }
}
