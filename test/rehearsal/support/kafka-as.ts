// Run as a process of its own by as-kafka-user.ts: jest cannot load the Kafka client, an ES module. Does as a user what it
// is told to, step by step, and says in a line of JSON how each step ended.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import {
  AclOperations,
  AclPermissionTypes,
  Admin,
  alterUserScramCredentialsV0,
  ConfigResourceTypes,
  Consumer,
  IncrementalAlterConfigOperationTypes,
  incrementalAlterConfigsV1,
  Producer,
  ResourcePatternTypes,
  ResourceTypes,
  ScramMechanisms,
} from "@platformatic/kafka";

const given = process.env.KAFKA_STEPS ?? "[]";
/** In librdkafka's names. */
const login = JSON.parse(process.env.KAFKA_LOGIN ?? "{}") as Record<string, string | undefined>;
const file = (property: string) => {
  const path = login[property];
  return path === undefined ? undefined : readFileSync(path, "utf8");
};

const options = {
  clientId: "test",
  bootstrapBrokers: login["bootstrap.servers"]?.split(",") ?? [],
  retries: 0,
  connectTimeout: 5_000,
  requestTimeout: 5_000,
  ...(login["ssl.ca.location"] !== undefined && {
    tls: {
      ca: file("ssl.ca.location"),
      cert: file("ssl.certificate.location"),
      key: file("ssl.key.location"),
    },
  }),
  ...(login["sasl.mechanism"] !== undefined && {
    sasl: {
      mechanism: login["sasl.mechanism"] as "SCRAM-SHA-256",
      username: login["sasl.username"],
      password: login["sasl.password"],
    },
  }),
};
const admin = new Admin(options);

const acl = (topic: string, principal: string) => ({
  resourceType: ResourceTypes.TOPIC,
  resourceName: topic,
  resourcePatternType: ResourcePatternTypes.LITERAL,
  principal,
  host: "*",
  operation: AclOperations.READ,
  permissionType: AclPermissionTypes.ALLOW,
});

const alter = (resourceType: number, resourceName: string, name: string, value: string) => ({
  resourceType: resourceType as 2,
  resourceName,
  configs: [{ name, value, configOperation: IncrementalAlterConfigOperationTypes.SET }],
});

const steps: Record<string, (...args: string[]) => Promise<unknown>> = {
  /** @param retries the first group of all waits for the topic of offsets to be made */
  async read(topic = "", groupId = "", retries = "0") {
    const consumer = new Consumer({
      ...options,
      groupId,
      retries: Number(retries),
      retryDelay: 500,
    });
    try {
      const stream = await consumer.consume({
        topics: [topic],
        mode: "earliest",
        autocommit: true,
      });
      const first = new Promise((done, fail) => {
        stream.once("data", ({ value }: { value: Buffer | null }) => done(String(value)));
        stream.once("error", fail);
      });
      return await Promise.race([first, sleep(15_000, "nothing", { ref: false })]);
    } finally {
      await consumer.close(true);
    }
  },
  async fetchAll(topic = "") {
    const { topics } = await admin.metadata({ topics: [topic], forceUpdate: true });
    return topics.get(topic)?.partitionsCount;
  },
  endOffsets: (name = "") =>
    admin.listOffsets({ topics: [{ name, partitions: [{ partitionIndex: 0, timestamp: -1n }] }] }),
  topics: async () => (await admin.listTopics({ includeInternals: true })).sort(),
  groups: async () => [...(await admin.listGroups()).keys()].sort(),
  async describeGroup(group = "") {
    const described = (await admin.describeGroups({ groups: [group] })).get(group);
    return described?.state;
  },
  deleteGroup: (group = "") => admin.deleteGroups({ groups: [group] }),
  async write(topic = "") {
    const producer = new Producer({ ...options, autocreateTopics: false });
    try {
      await producer.send({ messages: [{ topic, value: Buffer.from("written") }] });
    } finally {
      await producer.close();
    }
  },
  /** Returns once a producer can find it: on a busy machine brokers learn of it a moment later. */
  async createTopic(name = "") {
    const created = await admin.createTopics({ topics: [name], partitions: 1, replicas: 1 });
    for (const until = Date.now() + 10_000; Date.now() < until; await sleep(100)) {
      const found = await admin
        .metadata({ topics: [name], forceUpdate: true })
        .catch(() => undefined);
      if (found?.topics.get(name)?.partitions.every(({ leader }) => leader >= 0)) break;
    }
    return created;
  },
  deleteTopic: (name = "") => admin.deleteTopics({ topics: [name] }),
  deleteRecords: (name = "") =>
    admin.deleteRecords({ topics: [{ name, partitions: [{ partition: 0, offset: 1n }] }] }),
  addPartitions: (name = "") =>
    admin.createPartitions({ topics: [{ name, count: 9, assignments: null as unknown as [] }] }),
  describeTopicConfig: (name = "") =>
    admin.describeConfigs({
      resources: [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: name }],
    }),
  alterTopicConfig: (name = "") =>
    admin.incrementalAlterConfigs({
      resources: [alter(ConfigResourceTypes.TOPIC, name, "retention.ms", "1000")],
    }),
  async alterBrokers() {
    const [connection] = (await admin.connectToBrokers()).values();
    const change = alter(ConfigResourceTypes.BROKER, "", "log.retention.ms", "1000");
    if (connection) await incrementalAlterConfigsV1.api.async(connection, [change], false);
  },
  addAcl: (topic = "", principal = "") => admin.createAcls({ creations: [acl(topic, principal)] }),
  removeAcl: (topic = "", principal = "") => admin.deleteAcls({ filters: [acl(topic, principal)] }),
  describeAcls: (topic = "", principal = "") =>
    admin.describeAcls({ filter: acl(topic, principal) }),
  async setPassword(name = "") {
    const [connection] = (await admin.connectToBrokers()).values();
    const salted = Buffer.alloc(32);
    const mechanism = ScramMechanisms.SCRAM_SHA_256;
    const change = { name, mechanism, iterations: 4096, salt: salted, saltedPassword: salted };
    if (connection) await alterUserScramCredentialsV0.api.async(connection, [], [change]);
  },
};

/** Kafka's own names of what went wrong, which the client wraps in errors of its own. */
function kafkas(error: unknown): string[] {
  const { errors = [], cause, apiId, message } = error as AggregateError & { apiId?: string };
  const inner = [...errors, ...(cause === undefined ? [] : [cause])].flatMap(kafkas);
  return [...new Set(apiId === undefined ? (inner.length > 0 ? inner : [message]) : [apiId])];
}

async function main(): Promise<void> {
  const ended: unknown[] = [];
  for (const [step = "", ...args] of JSON.parse(given) as string[][]) {
    const run = steps[step];
    if (!run) throw new Error(`no step ${step}`);
    ended.push(
      await run(...args).then(
        (result) => ({ result: Array.isArray(result) ? result : plain(result) }),
        (error: unknown) => ({ refused: kafkas(error).join() }),
      ),
    );
  }
  await admin.close();
  const json = JSON.stringify(ended, (_key, value: unknown) =>
    typeof value === "bigint" ? Number(value) : value,
  );
  process.stdout.write(`${json}\n`);
}

function plain(result: unknown): unknown {
  return typeof result === "object" ? "done" : result;
}

void main();
