import { Construct } from "constructs";
import type { DebeziumVersion } from "../../src/debezium/versions";
import { AzureKafka, type AzureKafkaProps } from "../services/azure-kafka";
import { ChangeTopics, type ChangeTopicsProps } from "../connectors/change-topics";
import {
  DebeziumPostgresSource,
  type DebeziumPostgresSourceProps,
} from "../connectors/debezium-postgres-source";
import { GcpKafkaConnect, type GcpKafkaConnectProps } from "../services/gcp-kafka-connect";
import { GcpPostgres, type GcpPostgresProps } from "../services/gcp-postgres";
import {
  KafkaConnectIntegration,
  type KafkaConnectStorage,
} from "../integrations/kafka-connect-integration";
import { withMessageSize } from "../internal/message-size";
import { inProduction } from "./production";
import { ReplicationUser, type ReplicationUserProps } from "../users/replication-user";
import type { StreamProfile } from "./stream-profile";

export interface CdcPipelineProps<Version extends DebeziumVersion = "3.1.0"> {
  /** The Aiven project that holds all of it. */
  readonly project: string;
  /** Where the changes happen. */
  readonly postgres: Omit<GcpPostgresProps, "project">;
  /** Where the events go. */
  readonly kafka: Omit<AzureKafkaProps, "project">;
  /** Where the connector runs. */
  readonly kafkaConnect: Omit<GcpKafkaConnectProps, "project" | "debeziumVersion" | "profile">;
  /** What is captured, and how; its version is pinned on the workers. */
  readonly source: Omit<DebeziumPostgresSourceProps<Version>, "postgres" | "profile">;
  /** What workers and connector are tuned for. @default "balanced" */
  readonly profile?: StreamProfile;
  /**
   * Turns on what a pipeline in production has, each where its own prop does not say otherwise:
   *
   * - PostgreSQL and Kafka that neither Terraform nor Aiven destroys (`preventDestroy`,
   *   `terminationProtection`)
   * - maintenance windows on three different days
   * - a {@link replicationUser}, so that the connector is not the administrator
   * - {@link topics} made beforehand, on a Kafka where none makes itself (`autoCreateTopics`)
   * - a Kafka without the ACL that lets every user do everything (`defaultAcl`): each consumer is an
   *   `EventConsumer`
   *
   * @default false - a pipeline that comes up by itself, for trying things
   */
  readonly production?: boolean;
  /**
   * A user of its own for the connector, who may do no more than capture: `{}` for one with
   * defaults. It makes no publication; `cdc sql` prints what to run beforehand.
   *
   * @default - the connector logs in as the administrator `avnadmin`
   */
  readonly replicationUser?: Omit<ReplicationUserProps, "postgres">;
  /**
   * Makes the source's topics beforehand: `{}` for three partitions and copies of each.
   *
   * @default - Kafka makes them at the first event, or nobody does: `kafka.autoCreateTopics`
   */
  readonly topics?: Omit<ChangeTopicsProps, "kafka" | "source">;
  /**
   * Bytes of the largest change event, key and headers included, before it is compressed; from
   * 131,072 to 67,108,864. It sets every limit on the way, each where its own prop does not:
   * `kafkaConnect.producerMaxRequestSize` to this size, `kafka.messageMaxBytes` and
   * `topics.maxMessageBytes` to one percent more, since what cannot be compressed grows a little.
   *
   * A larger event ends the connector's task, and a restart fails again. An update carries its row
   * twice where the replica identity is FULL, and JSON is larger than the row: allow two to three
   * times the largest row. Memory goes with it: a worker keeps several events at a time.
   *
   * @default - Kafka's own limits, so that a larger event is noticed: Kafka Connect sends 1,048,576
   *   bytes, Kafka and its topics take 1,048,588
   */
  readonly maxMessageBytes?: number;
  /** Where Kafka Connect keeps its memory. @default - see {@link KafkaConnectIntegration} */
  readonly storage?: KafkaConnectStorage;
}

/**
 * Changes of PostgreSQL tables on Google Cloud as events in Kafka on Azure, captured by Debezium
 * on workers of their own: the five parts, wired.
 */
export class CdcPipeline<Version extends DebeziumVersion = "3.1.0"> extends Construct {
  readonly postgres: GcpPostgres;
  readonly kafka: AzureKafka;
  readonly kafkaConnect: GcpKafkaConnect;
  readonly integration: KafkaConnectIntegration;
  readonly source: DebeziumPostgresSource<Version>;
  readonly replicationUser?: ReplicationUser;
  readonly topics?: ChangeTopics;

  constructor(scope: Construct, id: string, given: CdcPipelineProps<Version>) {
    super(scope, id);
    const { maxMessageBytes } = given;
    const sized = maxMessageBytes === undefined ? given : withMessageSize(given, maxMessageBytes);
    const props = sized.production ? inProduction(sized) : sized;
    const { project, profile = "balanced" } = props;
    this.postgres = new GcpPostgres(this, "postgres", { ...props.postgres, project });
    this.kafka = new AzureKafka(this, "kafka", { ...props.kafka, project });
    this.kafkaConnect = new GcpKafkaConnect(this, "kafka-connect", {
      ...props.kafkaConnect,
      project,
      profile,
    });
    this.integration = new KafkaConnectIntegration(this, "integration", {
      kafka: this.kafka,
      kafkaConnect: this.kafkaConnect,
      storage: props.storage,
    });
    this.replicationUser =
      props.replicationUser &&
      new ReplicationUser(this, "replication-user", {
        ...props.replicationUser,
        postgres: this.postgres,
      });
    this.source = new DebeziumPostgresSource<Version>(this, "source", {
      ...props.source,
      postgres: this.postgres,
      user: this.replicationUser ?? props.source.user,
      profile,
    });
    this.topics =
      props.topics &&
      new ChangeTopics(this, "topics", {
        ...props.topics,
        kafka: this.kafka,
        source: this.source,
      });
    this.kafkaConnect.addSource(this.source);
  }
}
