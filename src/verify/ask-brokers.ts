import { Admin, ConfigResourceTypes } from "@platformatic/kafka";
import { connectionOptions, type KafkaConnection } from "../clients/kafka-connection";
import type { Broker, Cluster } from "./checks/brokers";

/** A broker that is well answers in milliseconds. */
const answerMs = 3_000;

/** @param isNeeded whether the pipeline needs a topic; others count for where replicas lie only */
export async function askCluster(
  connection: KafkaConnection,
  isNeeded: (topic: string) => boolean,
): Promise<Cluster> {
  const admin = adminOf(connection, connection.bootstrapServers, 5);
  try {
    // the client gives no partitions of Kafka's internal topics
    const existing = await admin.listTopics({ includeInternals: false });
    const metadata = await admin.metadata({ topics: existing, forceUpdate: true });
    const needed = existing.filter(isNeeded);
    const minInSync = await minInSyncOf(admin, needed);
    const known = [...metadata.brokers].map(([id, { host, port }]) => ({
      id,
      address: `${host}:${port}`,
    }));
    const all = [...metadata.topics.values()].flatMap(({ partitions }) => partitions);
    const away = new Set(all.flatMap(({ replicas }) => replicas));
    for (const { id } of known) away.delete(id);
    const brokers: Broker[] = [
      ...(await Promise.all(
        known.map(async (broker) => ({
          ...broker,
          answers: await answers(connection, broker.address),
        })),
      )),
      ...[...away].map((id) => ({ id, answers: false })),
    ];
    const partitions = needed.flatMap((topic) =>
      (metadata.topics.get(topic)?.partitions ?? []).map(
        ({ leader, replicas, isr }, partition) => ({
          ...{ topic, partition, leader, replicas, inSync: isr },
          minInSync: minInSync.get(topic),
        }),
      ),
    );
    return { brokers: brokers.sort((a, b) => a.id - b.id), partitions };
  } finally {
    await admin.close();
  }
}

async function minInSyncOf(admin: Admin, topics: readonly string[]) {
  if (topics.length === 0) return new Map<string, number>();
  const described = await admin.describeConfigs({
    resources: topics.map((resourceName) => ({
      resourceType: ConfigResourceTypes.TOPIC,
      resourceName,
    })),
  });
  return new Map(
    described.flatMap(({ resourceName, configs }) => {
      const value = configs.find(({ name }) => name === "min.insync.replicas")?.value;
      return value == null ? [] : [[resourceName, Number(value)] as const];
    }),
  );
}

/** Asked by itself: the cluster counts a broker for some seconds after it has died. */
async function answers(connection: KafkaConnection, address: string): Promise<boolean> {
  const admin = adminOf(connection, address, 0);
  try {
    await admin.metadata({ topics: [], forceUpdate: true });
    return true;
  } catch {
    return false;
  } finally {
    await admin.close().catch(() => undefined);
  }
}

function adminOf(connection: KafkaConnection, servers: string, retries: number): Admin {
  return new Admin({
    clientId: "cdc-verify",
    ...connectionOptions({ ...connection, bootstrapServers: servers }),
    retries,
    retryDelay: 200,
    connectTimeout: answerMs,
    requestTimeout: answerMs,
  });
}
