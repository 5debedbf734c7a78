import type { Construct } from "constructs";
import { Fn, LocalBackend, TerraformOutput, TerraformStack, TerraformVariable, Token } from "cdktf";
import { AivenProvider } from "./.gen/providers/aiven/provider";
import { Kafka } from "./.gen/providers/aiven/kafka";
import { KafkaConnect } from "./.gen/providers/aiven/kafka-connect";
import { KafkaConnector } from "./.gen/providers/aiven/kafka-connector";
import { Pg } from "./.gen/providers/aiven/pg";
import { ServiceIntegration } from "./.gen/providers/aiven/service-integration";

/** The stack of this project's main.ts, argument by argument, on bindings of `cdktf get` alone. */
export class MyStack extends TerraformStack {
  constructor(scope: Construct, id: string, suffix: string) {
    super(scope, id);
    const project = new TerraformVariable(this, "project_name", {
      type: "string",
      description: "Aiven project that holds the services",
    }).stringValue;
    const apiToken = new TerraformVariable(this, "api_token", {
      type: "string",
      description: "Aiven API token",
      sensitive: true,
    }).stringValue;
    new AivenProvider(this, "aiven", { apiToken });
    new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });

    const postgres = new Pg(this, "postgres", {
      project,
      serviceName: `demo-postgres${suffix}`,
      cloudName: "google-europe-north1",
      plan: "business-4",
    });
    const kafka = new Kafka(this, "kafka", {
      project,
      serviceName: `demo-kafka${suffix}`,
      cloudName: "azure-norway-west",
      plan: "startup-4",
      maintenanceWindowDow: "saturday",
      maintenanceWindowTime: "10:00:00",
      kafkaUserConfig: {
        kafkaVersion: "4.2",
        kafkaConnect: false,
        kafkaRest: true,
        schemaRegistry: true,
        kafkaAuthenticationMethods: { certificate: true },
        kafka: {
          autoCreateTopicsEnable: true,
          defaultReplicationFactor: 3,
          minInsyncReplicas: 2,
          numPartitions: 3,
        },
      },
    });
    const kafkaConnect = new KafkaConnect(this, "kafka-connect", {
      project,
      serviceName: `demo-kafka-connect${suffix}`,
      cloudName: "google-europe-north1",
      plan: "startup-4",
      maintenanceWindowDow: "monday",
      maintenanceWindowTime: "10:00:00",
      kafkaConnectUserConfig: {
        kafkaConnect: {
          consumerIsolationLevel: "read_committed",
          offsetFlushIntervalMs: 20,
          producerBatchSize: 524288,
          producerCompressionType: "lz4",
          producerLingerMs: 5,
        },
        pluginVersions: [{ pluginName: "debezium-connector", version: "3.1.0" }],
      },
    });
    const integration = new ServiceIntegration(this, "integration", {
      project,
      integrationType: "kafka_connect",
      sourceServiceName: kafka.serviceName,
      destinationServiceName: kafkaConnect.serviceName,
      kafkaConnectUserConfig: {
        kafkaConnect: {
          groupId: "connect",
          configStorageTopic: "__connect_configs",
          offsetStorageTopic: "__connect_offsets",
          statusStorageTopic: "__connect_status",
        },
      },
    });
    const source = new KafkaConnector(this, "source", {
      project,
      serviceName: kafkaConnect.serviceName,
      connectorName: `kafka-pg-source${suffix}`,
      config: connectorConfig(postgres, `kafka-pg-source${suffix}`),
      dependsOn: [integration],
    });

    const outputs: Record<string, unknown> = {
      postgres_service_name: postgres.serviceName,
      postgres_host: postgres.serviceHost,
      postgres_port: postgres.servicePort,
      kafka_service_name: kafka.serviceName,
      kafka_bootstrap_servers: `${kafka.serviceHost}:${kafka.servicePort}`,
      kafka_connect_service_name: kafkaConnect.serviceName,
      kafka_connect_host: kafkaConnect.serviceHost,
      connector_name: source.connectorName,
      topics: ["replicator.public.tab1"],
    };
    for (const [name, value] of Object.entries(outputs)) {
      new TerraformOutput(this, name, { value, staticId: true });
    }
    new TerraformOutput(this, "postgres_uri", {
      value: postgres.serviceUri,
      sensitive: true,
      staticId: true,
    });
  }
}

function connectorConfig(postgres: Pg, name: string): Record<string, string> {
  const slot = name.replace(/-/g, "_");
  return {
    name,
    "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
    "_aiven.restart.on.failure": "true",
    "topic.prefix": "replicator",
    "table.include.list": "public.tab1",
    "database.hostname": postgres.serviceHost,
    "database.port": Token.asString(postgres.servicePort),
    "database.dbname": "defaultdb",
    "database.user": Fn.sensitive(postgres.serviceUsername),
    "database.password": Fn.sensitive(postgres.servicePassword),
    "database.sslmode": "require",
    "plugin.name": "pgoutput",
    "slot.name": slot,
    "publication.name": slot,
    "publication.autocreate.mode": "filtered",
    "snapshot.mode": "when_needed",
    "decimal.handling.mode": "double",
    "heartbeat.interval.ms": "2000",
    "heartbeat.action.query":
      "BEGIN; SELECT pg_logical_emit_message(true, 'heartbeat', now()::text); COMMIT; SELECT pg_logical_emit_message(true, 'heartbeat', now()::text)",
    "poll.interval.ms": "20",
    "max.batch.size": "1024",
    "max.queue.size": "2048",
    "snapshot.fetch.size": "2000",
    "retriable.restart.connector.wait.ms": "30000",
    "key.converter": "org.apache.kafka.connect.json.JsonConverter",
    "key.converter.schemas.enable": "false",
    "key.converter.replace.null.with.default": "false",
    "value.converter": "org.apache.kafka.connect.json.JsonConverter",
    "value.converter.schemas.enable": "false",
    "value.converter.replace.null.with.default": "false",
  };
}
