import { AzureKafka } from "../../constructs";
import { synthesizedIn } from "../synth";

const props = {
  project: "demo",
  serviceName: "kafka",
  cloudName: "azure-norway-west",
  plan: "startup-4",
  kafkaVersion: "4.2",
} as const;

const userConfig = (more: Partial<ConstructorParameters<typeof AzureKafka>[2]> = {}) =>
  synthesizedIn((stack) => void new AzureKafka(stack, "events", { ...props, ...more })).resource
    .aiven_kafka.events.kafka_user_config;

test("one broker may be away by default, and Connect does not run on the brokers", () => {
  expect(userConfig()).toEqual({
    kafka_version: "4.2",
    kafka_rest: true,
    kafka_connect: false,
    schema_registry: true,
    kafka_authentication_methods: { certificate: true },
    kafka: {
      auto_create_topics_enable: true,
      num_partitions: 3,
      default_replication_factor: 3,
      min_insync_replicas: 2,
    },
  });
});

test("a prop that is explicitly undefined keeps its default", () => {
  expect(userConfig({ replicationFactor: undefined, minInsyncReplicas: undefined })).toEqual(
    userConfig(),
  );
});

test("settings beyond the props stand beside them", () => {
  expect(
    userConfig({
      brokerConfig: { logRetentionHours: 24 },
      userConfig: { kafkaAuthenticationMethods: { certificate: true, sasl: true } },
      restApi: false,
    }),
  ).toMatchObject({
    kafka_rest: false,
    kafka: { log_retention_hours: 24, default_replication_factor: 3 },
    kafka_authentication_methods: { certificate: true, sasl: true },
  });
});

test("an existing cluster is read, not made", () => {
  const json = synthesizedIn((stack) => {
    AzureKafka.fromExisting(stack, "events", { project: "demo", serviceName: "kafka" });
  });
  expect(json.data.aiven_kafka.events).toEqual({ project: "demo", service_name: "kafka" });
  expect(json.resource).toBeUndefined();
});
