import { AivenProvider } from "@cdktf/provider-aiven/lib/provider";
import { type App, TerraformStack } from "cdktf";
import {
  CdcPipeline,
  type CdcPipelineProps,
  ExternalPostgres,
  Kafka,
  KafkaConnect,
  KafkaConnectIntegration,
  Postgres,
} from "../../../constructs";
import { type Json, resourceAddresses, synthesized, synthesizedIn } from "../../synth";

const cloudName = "aws-eu-west-1";
const project = "demo";
const postgres = { serviceName: "db", cloudName, plan: "startup-4" };
const kafka = { serviceName: "events", cloudName, plan: "business-4", kafkaVersion: "4.2" };
const kafkaConnect = { serviceName: "capture", cloudName, plan: "startup-4" };
const source = { connectorName: "c", topicPrefix: "t", tables: ["public.a"] } as const;
const minimal: CdcPipelineProps = { project, postgres, kafka, kafkaConnect, source };

const existing = (serviceName: string) => ({ project, serviceName });

const pipeline = (props: (stack: TerraformStack) => Partial<CdcPipelineProps>): Json =>
  synthesizedIn((stack) => void new CdcPipeline(stack, "Default", { ...minimal, ...props(stack) }));

describe("a part that exists", () => {
  test("is not made: a PostgreSQL", () => {
    const json = pipeline((stack) => ({
      postgres: Postgres.fromLookup(stack, "found", existing("old")),
    }));
    expect(resourceAddresses(json)).not.toContain("aiven_pg.postgres");
    expect(json.data.aiven_pg.found).toEqual({ project, service_name: "old" });
    expect(json.resource.aiven_kafka_connector.source.config).toMatchObject({
      "database.hostname": "${data.aiven_pg.found.service_host}",
    });
  });

  test("is not made: a Kafka, with which new workers are integrated", () => {
    const json = pipeline((stack) => ({ kafka: Kafka.fromLookup(stack, "found", existing("k")) }));
    expect(json.resource.aiven_kafka).toBeUndefined();
    expect(json.resource.aiven_service_integration.integration.source_service_name).toBe("k");
  });

  test("is not made: a Kafka Connect, which has its integration", () => {
    const json = pipeline((stack) => ({
      kafka: Kafka.fromLookup(stack, "found", existing("k")),
      kafkaConnect: KafkaConnect.fromLookup(stack, "workers", existing("w")),
    }));
    expect(resourceAddresses(json)).toEqual(["aiven_kafka_connector.source", "aiven_pg.postgres"]);
    expect(json.resource.aiven_kafka_connector.source).toMatchObject({
      service_name: "w",
      depends_on: ["data.aiven_kafka_connect.workers"],
    });
  });

  test("is left alone by what a pipeline in production has", () => {
    const json = pipeline((stack) => ({
      production: true,
      postgres: new ExternalPostgres(stack, "rds", {
        ...{ host: "db.example.com", database: "shop" },
        ...{ username: "capture", password: "${var.password}" },
      }),
      kafka: Kafka.fromLookup(stack, "found", existing("k")),
    }));
    expect(json.resource.aiven_pg_user).toBeUndefined();
    expect(json.resource.aiven_kafka_connect["kafka-connect"].termination_protection).toBe(true);
  });
});

test("a database that is none of Aiven's has no service", () => {
  synthesizedIn((stack) => {
    const external = new ExternalPostgres(stack, "rds", {
      ...{ host: "db.example.com", database: "shop" },
      ...{ username: "capture", password: "${var.password}" },
    });
    const made = new CdcPipeline(stack, "Default", { ...minimal, postgres: external });
    expect(made.database).toBe(external);
    expect(() => made.postgres).toThrow(
      "test/Default: the database is none of Aiven's, so it has no service; its user and its settings are made where it runs",
    );
  });
});

describe("workers on the brokers", () => {
  const onBrokers = { ...kafka, kafkaConnect: true };

  test("run the connector, in its version, without an integration", () => {
    const json = pipeline(() => ({ kafka: onBrokers, kafkaConnect: "brokers" }));
    expect(resourceAddresses(json)).toEqual([
      "aiven_kafka.kafka",
      "aiven_kafka_connector.source",
      "aiven_pg.postgres",
    ]);
    expect(json.resource.aiven_kafka.kafka.kafka_user_config).toMatchObject({
      kafka_connect: true,
      kafka_version: "4.2",
      kafka_connect_plugin_versions: [{ plugin_name: "debezium-connector", version: "3.1.0" }],
    });
    expect(json.resource.aiven_kafka_connector.source.service_name).toBe(
      "${aiven_kafka.kafka.service_name}",
    );
  });

  test("must be asked for", () => {
    expect(() => pipeline(() => ({ kafkaConnect: "brokers" }))).toThrow(
      'kafkaConnect is "brokers", and kafka runs no workers; set kafka.kafkaConnect to true',
    );
  });

  test("are not in one group with workers of their own", () => {
    const beside = (storage?: CdcPipelineProps["storage"]) =>
      pipeline(() => ({ kafka: onBrokers, storage }));
    expect(() => beside()).toThrow(
      'groupId must be unique on its Kafka, got "connect" for test/Default/kafka and test/Default/integration; give each Kafka Connect its own group and topics [stack-group-ids]',
    );
    const names = { configTopic: "own_configs", offsetTopic: "own_offsets" };
    const storage = { ...names, groupId: "own", statusTopic: "own_status" };
    expect(resourceAddresses(beside(storage))).toContain("aiven_service_integration.integration");
  });
});

/** A platform, and what teams put on it in stacks of their own. */
function onPlatform(...teams: readonly Partial<CdcPipelineProps>[]): Json {
  return synthesized((app: App) => {
    const stackOf = (id: string) => {
      const stack = new TerraformStack(app, id);
      new AivenProvider(stack, "aiven");
      return stack;
    };
    const platform = stackOf("platform");
    const shared = {
      kafka: new Kafka(platform, "kafka", { project, ...kafka }),
      kafkaConnect: new KafkaConnect(platform, "connect", { project, ...kafkaConnect }),
    };
    new KafkaConnectIntegration(platform, "integration", shared);
    const stacks = teams.map((team, index) => {
      const stack = stackOf(`team-${index}`);
      new CdcPipeline(stack, "Default", { ...minimal, ...shared, ...team });
      return stack;
    });
    return stacks[0] ?? platform;
  });
}

describe("stacks of one app", () => {
  test("wait for each other as a whole, since Terraform knows no order between their resources", () => {
    const { resource } = onPlatform({});
    expect(resource.aiven_kafka_connector.source.depends_on).toBeUndefined();
    expect(Object.keys(resource)).toEqual(["aiven_kafka_connector", "aiven_pg"]);
  });

  test("share no connector name, slot, or service name", () => {
    const other = { ...postgres, serviceName: "other" };
    expect(() =>
      onPlatform({}, { postgres: other, source: { ...source, topicPrefix: "u" } }),
    ).toThrow(
      'connectorName must be unique on its Kafka Connect, got "c" for team-0/Default/source and team-1/Default/source; rename all but one [stack-connector-names]',
    );
    const second = { ...source, connectorName: "d", topicPrefix: "u" };
    expect(() => onPlatform({}, { postgres: other, source: second })).not.toThrow();
    expect(() => onPlatform({}, { source: second })).toThrow(
      'serviceName must be unique in its project, got "db" for team-0/Default/postgres and team-1/Default/postgres; rename all but one [stack-service-names]',
    );
  });
});
