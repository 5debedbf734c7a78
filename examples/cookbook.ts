import { App } from "cdktf";
import type { Construct } from "constructs";
import {
  acknowledge,
  AzureKafka,
  GcpKafkaConnect,
  GcpPostgres,
  KafkaConnectIntegration,
  VerbatimConnector,
} from "../constructs";
import { AivenStack } from "../src/aiven-stack";

/**
 * The recipe of Aiven's cookbook as it was published in 2022: every argument of its five
 * resources under its own address, also those that are wrong today. main.ts is the same pipeline
 * made to work; the README lists the differences.
 */
class CookbookStack extends AivenStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    acknowledge(this, {
      rules: [
        "kafka-version-creatable",
        "kafka-plan-outlived",
        "kafka-replication-insync-equal",
        "connect-public-rest-api",
        "integration-config-topic-set",
        "property-known",
      ],
      reason: "the recipe as it was published in 2022",
    });
    const project = this.projectName;
    const postgres = new GcpPostgres(this, "demo-pg", {
      project,
      serviceName: "demo-postgres",
      cloudName: "google-europe-north1",
      plan: "business-4",
    });
    const kafka = new AzureKafka(this, "demo-kafka", {
      project,
      serviceName: "demo-kafka",
      cloudName: "azure-norway-west",
      plan: "startup-2",
      kafkaVersion: "3.1",
      maintenanceWindow: { dayOfWeek: "saturday", time: "10:00:00" },
      replicationFactor: 2,
      minInsyncReplicas: 2,
    });
    const kafkaConnect = new GcpKafkaConnect(this, "demo-kafka-connect", {
      project,
      serviceName: "demo-kafka-connect",
      cloudName: "google-europe-north1",
      projectVpcId: "proj1-demo/01a413b4-36df-4b1b-a697-fd7f87833494",
      plan: "startup-4",
      maintenanceWindow: { dayOfWeek: "monday", time: "10:00:00" },
      workerConfig: { consumerIsolationLevel: "read_committed" },
      publicRestApi: true,
    });
    new KafkaConnectIntegration(this, "i1", {
      kafka,
      kafkaConnect,
      storage: {
        groupId: "connect",
        statusTopic: "__connect_status",
        offsetTopic: "__connect_offsets",
      },
    });
    kafkaConnect.addSource(
      new VerbatimConnector(this, "kafka-pg-source", {
        connectorName: "kafka-pg-source",
        debeziumVersion: "1.9.7",
        config: {
          name: "kafka-pg-source",
          "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
          "snapshot.mode": "initial",
          "database.hostname": postgres.connection.host,
          "database.port": postgres.connection.port,
          "database.password": postgres.connection.password,
          "database.user": postgres.connection.username,
          "database.dbname": "defaultdb",
          "database.server.name": "replicator",
          "database.ssl.mode": "require",
          "include.schema.changes": true,
          "include.query": true,
          "table.include.list": "public.tab1",
          "plugin.name": "wal2json",
          "decimal.handling.mode": "double",
          "_aiven.restart.on.failure": "true",
          "heartbeat.interval.ms": 30000,
          "heartbeat.action.query": "INSERT INTO heartbeat (status) VALUES (1)",
        },
      }),
    );
  }
}

const app = new App();
new CookbookStack(app, "cookbook");
app.synth();
