import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Login } from "../../../clients/kafka-connection";
import { host } from "../ports";
import { toProperties } from "../../../base/java-properties";
import { type Clients, listenerProperties } from "./listeners";
import type { Ports } from "./ports";

/** More voters only make an election longer: three survive the loss of any one. */
export const maxControllers = 3;

/** What a node of the cluster starts with. */
export function properties(
  id: number,
  ports: Ports,
  data: string,
  superUser: Login,
  clients: Clients | undefined,
) {
  const voters = ports.controller.slice(0, maxControllers);
  const isController = id <= voters.length;
  const copies = Math.min(3, ports.controller.length);
  return {
    "process.roles": isController ? "broker,controller" : "broker",
    "node.id": id,
    "controller.quorum.voters": voters.map((port, i) => `${i + 1}@${host}:${port}`).join(","),
    ...listenerProperties(id - 1, isController, ports, superUser, clients),
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": `User:${superUser.username}`,
    "allow.everyone.if.no.acl.found": false,
    "log.dirs": data,
    "offsets.topic.replication.factor": copies,
    "transaction.state.log.replication.factor": copies,
    "transaction.state.log.min.isr": Math.min(2, copies),
    "share.coordinator.state.topic.replication.factor": copies,
    "share.coordinator.state.topic.min.isr": Math.min(2, copies),
    // 50 partitions each, by default, are made on first use: seconds, for a load that never comes.
    "offsets.topic.num.partitions": 1,
    "transaction.state.log.num.partitions": 1,
    "share.coordinator.state.topic.num.partitions": 1,
    // A group here has its members at once: waiting for more of them delays the first by 3 s.
    "group.initial.rebalance.delay.ms": 0,
    // 128 MB by default, more than a lean heap.
    "log.cleaner.dedupe.buffer.size": 4 << 20,
    // At the start every voter waits for this long, and up to twice, to hear of a leader.
    "controller.quorum.election.timeout.ms": 300,
    "controller.quorum.election.backoff.max.ms": 300,
    // Controllers that have nothing to agree on write a record every 500 ms otherwise, all night long.
    "metadata.max.idle.interval.ms": 0,
    // 1 s by default, whenever a follower hears of a new topic before its leader does.
    "replica.fetch.backoff.ms": 50,
    "num.network.threads": 2,
    "num.io.threads": 4,
  };
}

/** What `kafka-storage format` would write, and with it a second a node saved. */
export async function format(
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

/** Whether an earlier run has left a cluster in the folder. */
export function isFormatted(dir: string): boolean {
  return existsSync(metaProperties(dir));
}

export async function clusterIdOf(dir: string): Promise<string> {
  const earlier = await readFile(metaProperties(dir), "utf8").catch(() => "");
  return /^cluster\.id=(\S+)/m.exec(earlier)?.[1] ?? randomUuid();
}

function metaProperties(dir: string): string {
  return join(dir, "broker-1", "data", "meta.properties");
}

/** As Kafka writes them: 16 bytes in base64url; one that began with a dash would look like an option. */
function randomUuid(): string {
  for (;;) {
    const uuid = randomBytes(16).toString("base64url");
    if (!uuid.startsWith("-")) return uuid;
  }
}
