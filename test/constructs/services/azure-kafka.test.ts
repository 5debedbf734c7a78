import type { App } from "cdktf";
import { AzureKafka, EventConsumer } from "../../../constructs";
import { synthesizedIn } from "../../synth";

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

test("the default ACL is left to the provider, unless it is told otherwise", () => {
  const kafka = (defaultAcl?: boolean) => {
    let made: AzureKafka | undefined;
    const json = synthesizedIn((stack) => {
      made = new AzureKafka(stack, "events", { ...props, defaultAcl });
    });
    return [json.resource.aiven_kafka.events.default_acl, made?.defaultAcl];
  };
  expect(kafka()).toEqual([undefined, true]);
  expect(kafka(true)).toEqual([true, true]);
  expect(kafka(false)).toEqual([false, false]);
});

test("consumers of a Kafka with its default ACL are warned, those of another are not", () => {
  const warnings = (defaultAcl?: boolean) => {
    let app: App | undefined;
    synthesizedIn((stack) => {
      app = stack.node.root as App;
      const kafka = new AzureKafka(stack, "events", { ...props, defaultAcl });
      new EventConsumer(stack, "reader", {
        ...{ kafka, username: "reader", topics: ["t"], consumerGroups: ["g"] },
      });
    });
    const reader = app?.node.findAll().find(({ node }) => node.path === "test/reader");
    return reader?.node.metadata.map(({ data }) => String(data));
  };
  expect(warnings()).toEqual([expect.stringMatching(/^defaultAcl should be false .* got true/)]);
  expect(warnings(false)).toEqual([]);
});

test("an existing cluster is read, not made", () => {
  const json = synthesizedIn((stack) => {
    AzureKafka.fromExisting(stack, "events", { project: "demo", serviceName: "kafka" });
  });
  expect(json.data.aiven_kafka.events).toEqual({ project: "demo", service_name: "kafka" });
  expect(json.resource).toBeUndefined();
});
