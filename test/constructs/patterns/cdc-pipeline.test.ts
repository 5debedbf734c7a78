import { CdcPipeline, type CdcPipelineProps } from "../../../constructs";
import { type Json, resourceAddresses, synthesizedIn } from "../../synth";

const minimal = {
  project: "demo",
  postgres: { serviceName: "p", cloudName: "google-europe-north1", plan: "business-4" },
  kafka: {
    serviceName: "k",
    cloudName: "azure-norway-west",
    plan: "business-4",
    kafkaVersion: "4.2",
  },
  kafkaConnect: { serviceName: "c", cloudName: "google-europe-north1", plan: "business-4" },
  source: { connectorName: "s", topicPrefix: "t", tables: ["public.a"] },
} satisfies CdcPipelineProps;

const pipeline = (more: Partial<CdcPipelineProps> = {}): Json =>
  synthesizedIn(
    (stack) => void new CdcPipeline(stack, "Default", { ...minimal, ...more } as CdcPipelineProps),
  );

const workersOf = ({ resource }: Json) =>
  resource.aiven_kafka_connect["kafka-connect"].kafka_connect_user_config.kafka_connect;
const connectorOf = ({ resource }: Json) => resource.aiven_kafka_connector.source.config;

describe("maxMessageBytes", () => {
  const kafkaOf = ({ resource }: Json) => resource.aiven_kafka.kafka.kafka_user_config.kafka;
  const topicConfigsOf = ({ resource }: Json) =>
    Object.values<Json>(resource.aiven_kafka_topic).map(({ config }) => config[0]);

  test("is in no configuration unless it is given", () => {
    const json = JSON.stringify(pipeline({ topics: {} }));
    expect(json).not.toMatch(/max_request_size|max_message_bytes|message_max_bytes|buffer_memory/);
  });

  test("sets what Kafka Connect sends, and what brokers and topics take, one percent more", () => {
    const json = pipeline({ maxMessageBytes: 4_000_000, topics: {} });
    expect(workersOf(json)).toMatchObject({ producer_max_request_size: 4_000_000 });
    expect(workersOf(json)).not.toHaveProperty("producer_buffer_memory");
    expect(kafkaOf(json)).toMatchObject({ message_max_bytes: 4_040_000 });
    for (const config of topicConfigsOf(json)) {
      expect(config).toMatchObject({ max_message_bytes: "4040000" });
    }
  });

  test("above 16 MiB gives the producer a buffer for two such events", () => {
    expect(workersOf(pipeline({ maxMessageBytes: 16_777_216 }))).not.toHaveProperty(
      "producer_buffer_memory",
    );
    expect(workersOf(pipeline({ maxMessageBytes: 16_777_217 }))).toMatchObject({
      producer_buffer_memory: 33_554_434,
    });
  });

  test("gives way to the limits of the parts, and reaches the topics of a production pipeline", () => {
    const json = pipeline({
      maxMessageBytes: 4_000_000,
      kafka: { ...minimal.kafka, messageMaxBytes: 9_000_000 },
      production: true,
    });
    expect(kafkaOf(json)).toMatchObject({ message_max_bytes: 9_000_000 });
    expect(topicConfigsOf(json)[0]).toMatchObject({ max_message_bytes: "4040000" });
  });

  test("is refused beyond what Aiven takes", () => {
    expect(() => pipeline({ maxMessageBytes: 67_108_865 })).toThrow(
      "producerMaxRequestSize must be a whole number of bytes from 131072 to 67108864, got 67108865",
    );
  });
});

describe("profile", () => {
  test("balanced, unless told: small delays, frequent flushes, compressed batches", () => {
    const json = pipeline();
    expect(workersOf(json)).toEqual({
      offset_flush_interval_ms: 20,
      producer_batch_size: 524_288,
      producer_compression_type: "lz4",
      producer_linger_ms: 5,
    });
    expect(connectorOf(json)).toMatchObject({ "poll.interval.ms": 20 });
  });

  test("lowLatency polls more often and waits for no batch", () => {
    const json = pipeline({ profile: "lowLatency" });
    expect(workersOf(json)).toMatchObject({ producer_linger_ms: 0, offset_flush_interval_ms: 20 });
    expect(connectorOf(json)).toMatchObject({ "poll.interval.ms": 5 });
  });

  test("bulkLoad flushes seldom and has a longer queue", () => {
    const json = pipeline({ profile: "bulkLoad" });
    expect(workersOf(json)).toMatchObject({ offset_flush_interval_ms: 5_000 });
    expect(connectorOf(json)).toMatchObject({ "max.queue.size": 8_192, "max.batch.size": 2_048 });
  });

  test("gives way to what is said in particular, and an undefined says nothing", () => {
    const json = pipeline({
      kafkaConnect: {
        ...minimal.kafkaConnect,
        workerConfig: { producerLingerMs: 0, offsetFlushIntervalMs: undefined },
      },
      source: { ...minimal.source, properties: { "poll.interval.ms": 500 } },
    });
    expect(workersOf(json)).toMatchObject({
      producer_linger_ms: 0,
      offset_flush_interval_ms: 20,
    });
    expect(connectorOf(json)).toMatchObject({ "poll.interval.ms": 500 });
  });
});

describe("production", () => {
  const { resource }: Json = pipeline({ production: true });
  const { postgres } = resource.aiven_pg;
  const { kafka } = resource.aiven_kafka;
  const connect = resource.aiven_kafka_connect["kafka-connect"];

  test("adds a user for the connector and the topics that it writes to", () => {
    expect(resourceAddresses({ resource })).toEqual([
      "aiven_kafka.kafka",
      "aiven_kafka_connect.kafka-connect",
      "aiven_kafka_connector.source",
      "aiven_kafka_topic.topics___debezium-heartbeatt_4B48FECC",
      "aiven_kafka_topic.topics_tmessage_35918DDA",
      "aiven_kafka_topic.topics_tpublica_E38D363A",
      "aiven_pg.postgres",
      "aiven_pg_user.replication-user",
      "aiven_service_integration.integration",
    ]);
    expect(resource.aiven_kafka_connector.source.config).toMatchObject({
      "database.user": "${sensitive(aiven_pg_user.replication-user.username)}",
      "publication.autocreate.mode": "disabled",
    });
  });

  test("protects the services, those that hold data from Terraform, too", () => {
    for (const service of [postgres, kafka]) {
      expect(service).toMatchObject({
        termination_protection: true,
        lifecycle: { prevent_destroy: true },
      });
    }
    expect(connect.termination_protection).toBe(true);
    expect(connect.lifecycle).toBeUndefined();
  });

  test("lets no topic make itself, and nobody in who has no ACL", () => {
    expect(kafka.default_acl).toBe(false);
    expect(kafka.kafka_user_config.kafka.auto_create_topics_enable).toBe(false);
  });

  test("maintains the three services on three days", () => {
    const days = [postgres, kafka, connect].map((service) => service.maintenance_window_dow);
    expect(new Set(days).size).toBe(3);
    expect(days).not.toContain(undefined);
  });

  test("gives way to what is said in particular", () => {
    const json = pipeline({
      production: true,
      postgres: {
        ...minimal.postgres,
        terminationProtection: false,
        maintenanceWindow: { dayOfWeek: "sunday", time: "03:00:00" },
      },
      kafka: { ...minimal.kafka, autoCreateTopics: true, defaultAcl: true },
      replicationUser: { username: "orders" },
      topics: { partitions: 12 },
    }).resource;
    expect(json.aiven_pg.postgres).toMatchObject({
      termination_protection: false,
      maintenance_window_dow: "sunday",
    });
    expect(json.aiven_kafka.kafka.default_acl).toBe(true);
    expect(json.aiven_kafka.kafka.kafka_user_config.kafka.auto_create_topics_enable).toBe(true);
    expect(json.aiven_pg_user["replication-user"].username).toBe("orders");
    expect(
      Object.values<Json>(json.aiven_kafka_topic).find((each) => each.topic_name === "t.public.a"),
    ).toMatchObject({ partitions: 12 });
  });

  test("is off by default: a pipeline that comes up by itself", () => {
    const json = pipeline().resource;
    expect(json.aiven_pg.postgres.lifecycle).toBeUndefined();
    expect(json.aiven_pg_user).toBeUndefined();
    expect(json.aiven_kafka_topic).toBeUndefined();
  });
});
