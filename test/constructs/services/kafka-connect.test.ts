import type { TerraformStack } from "cdktf";
import {
  AzureKafka,
  GcpKafkaConnect,
  type IKafkaConnect,
  KafkaConnectIntegration,
  VerbatimConnector,
} from "../../../constructs";
import { synthesizedIn } from "../../synth";

const connectIn = (
  stack: TerraformStack,
  more: Partial<ConstructorParameters<typeof GcpKafkaConnect>[2]> = {},
) =>
  new GcpKafkaConnect(stack, "connect", {
    project: "demo",
    serviceName: "connect",
    cloudName: "google-europe-north1",
    plan: "startup-4",
    ...more,
  });

const integrate = (stack: TerraformStack, kafkaConnect: IKafkaConnect, id = "integration") =>
  new KafkaConnectIntegration(stack, id, {
    kafkaConnect,
    kafka: AzureKafka.fromExisting(stack, `${id}-kafka`, { project: "demo", serviceName: "kafka" }),
  });

const connector = (stack: TerraformStack, name: string) =>
  new VerbatimConnector(stack, name, { connectorName: name, config: { name } });

test("workers with nothing asked for have no user config", () => {
  const json = synthesizedIn((stack) => void connectIn(stack));
  expect(json.resource.aiven_kafka_connect.connect).toEqual({
    project: "demo",
    service_name: "connect",
    cloud_name: "google-europe-north1",
    plan: "startup-4",
  });
});

test("the plugin's version is pinned, the REST interface opened, the workers configured", () => {
  const json = synthesizedIn(
    (stack) =>
      void connectIn(stack, {
        debeziumVersion: "3.1.0",
        publicRestApi: true,
        workerConfig: { offsetFlushIntervalMs: 1000 },
        userConfig: { publicAccess: { prometheus: true } },
      }),
  );
  expect(json.resource.aiven_kafka_connect.connect.kafka_connect_user_config).toEqual({
    plugin_versions: [{ plugin_name: "debezium-connector", version: "3.1.0" }],
    public_access: { kafka_connect: true, prometheus: true },
    kafka_connect: { offset_flush_interval_ms: 1000 },
  });
});

test("the integration names all four things that Connect keeps in Kafka", () => {
  const json = synthesizedIn((stack) => void integrate(stack, connectIn(stack)));
  expect(json.resource.aiven_service_integration.integration).toEqual({
    project: "demo",
    integration_type: "kafka_connect",
    source_service_name: "kafka",
    destination_service_name: "${aiven_kafka_connect.connect.service_name}",
    kafka_connect_user_config: {
      kafka_connect: {
        group_id: "connect",
        config_storage_topic: "__connect_configs",
        offset_storage_topic: "__connect_offsets",
        status_storage_topic: "__connect_status",
      },
    },
  });
});

test("a Kafka of another project is named with its project", () => {
  const json = synthesizedIn((stack) => {
    const kafka = AzureKafka.fromExisting(stack, "kafka", {
      project: "other",
      serviceName: "kafka",
    });
    new KafkaConnectIntegration(stack, "integration", { kafka, kafkaConnect: connectIn(stack) });
  });
  expect(json.resource.aiven_service_integration.integration.source_service_project).toBe("other");
});

test.each<[string, (stack: TerraformStack) => IKafkaConnect]>([
  ["workers made here", connectIn],
  [
    "existing workers",
    () => GcpKafkaConnect.fromExisting({ project: "demo", serviceName: "connect" }),
  ],
])("a connector on %s waits for the integration, whichever was added first", (_, workersIn) => {
  const json = synthesizedIn((stack) => {
    const connect = workersIn(stack);
    connect.addSource(connector(stack, "before"));
    integrate(stack, connect);
    connect.addSource(connector(stack, "after"));
  });
  const { before, after } = json.resource.aiven_kafka_connector;
  expect(before.depends_on).toEqual(["aiven_service_integration.integration"]);
  expect(after.depends_on).toEqual(["aiven_service_integration.integration"]);
});

test("workers with a connector and no Kafka are refused at synth", () => {
  expect(() =>
    synthesizedIn((stack) => connectIn(stack).addSource(connector(stack, "alone"))),
  ).toThrow(
    "[test/connect] has connectors but no Kafka, and its workers do not start without one; " +
      "add new KafkaConnectIntegration(scope, id, { kafka, kafkaConnect })",
  );
});

test("a connector can be added to workers that are managed elsewhere", () => {
  const json = synthesizedIn((stack) => {
    GcpKafkaConnect.fromExisting({ project: "demo", serviceName: "connect" }).addSource(
      connector(stack, "guest"),
    );
  });
  expect(json.resource.aiven_kafka_connector.guest).toEqual({
    project: "demo",
    service_name: "connect",
    connector_name: "guest",
    config: { name: "guest" },
  });
});
