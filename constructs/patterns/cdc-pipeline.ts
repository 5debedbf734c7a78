import { Construct } from "constructs";
import { ChangeTopics, type ChangeTopicsProps } from "../connectors/change-topics";
import {
  DebeziumPostgresSource,
  type DebeziumPostgresSourceProps,
} from "../connectors/debezium-postgres-source";
import {
  KafkaConnectIntegration,
  type KafkaConnectStorage,
} from "../integrations/kafka-connect-integration";
import { isAivens, isMade } from "../internal/made";
import { withMessageSize } from "../internal/message-size";
import type { IDatabase, IKafka, IKafkaConnect, IPostgres } from "../services/interfaces";
import { Kafka, type KafkaProps } from "../services/kafka";
import { KafkaConnect, type KafkaConnectProps } from "../services/kafka-connect";
import { Postgres, type PostgresProps } from "../services/postgres";
import { ReplicationUser, type ReplicationUserProps } from "../users/replication-user";
import { inProduction } from "./production";
import type { StreamProfile } from "./stream-profile";

/** Leaves the members of a union apart, unlike `Omit`. */
type Without<Props, Name extends PropertyKey> = Props extends unknown ? Omit<Props, Name> : never;

export interface CdcPipelineProps {
  /** The Aiven project that holds what is made. */
  readonly project: string;
  /**
   * Where the changes happen: a PostgreSQL to make, or one that is there: another construct's, a
   * {@link Postgres} that is looked up, a {@link PostgresReadReplica}, an {@link ExternalPostgres}.
   */
  readonly postgres: Omit<PostgresProps, "project"> | IPostgres | IDatabase;
  /** Where the events go: a Kafka to make, or one that is there. */
  readonly kafka: Omit<KafkaProps, "project"> | IKafka;
  /**
   * Where the connector runs: a Kafka Connect to make and to integrate with `kafka`; one that is there
   * and has its Kafka; or `"brokers"`, the nodes of `kafka` itself, which has `kafkaConnect: true`.
   */
  readonly kafkaConnect:
    Omit<KafkaConnectProps, "project" | "debeziumVersion" | "profile"> | IKafkaConnect | "brokers";
  /** What is captured, and how; its version is pinned on the workers. */
  readonly source: Without<DebeziumPostgresSourceProps, "postgres" | "profile">;
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
 * Changes of PostgreSQL tables as events in Kafka, captured by Debezium: the five parts, wired, each of
 * them made here or there already, on whatever cloud.
 */
export class CdcPipeline extends Construct {
  /** Where the changes happen, whether Aiven's or not. */
  readonly database: IDatabase;
  readonly kafka: IKafka;
  readonly kafkaConnect: IKafkaConnect;
  /** There where `kafkaConnect` is made here. */
  readonly integration?: KafkaConnectIntegration;
  readonly source: DebeziumPostgresSource;
  readonly replicationUser?: ReplicationUser;
  readonly topics?: ChangeTopics;

  constructor(scope: Construct, id: string, given: CdcPipelineProps) {
    super(scope, id);
    const { maxMessageBytes } = given;
    const sized = maxMessageBytes === undefined ? given : withMessageSize(given, maxMessageBytes);
    const props = sized.production ? inProduction(sized) : sized;
    const { project, profile = "balanced" } = props;
    this.database = isMade(props.postgres)
      ? new Postgres(this, "postgres", { ...props.postgres, project })
      : props.postgres;
    this.kafka = isMade(props.kafka)
      ? new Kafka(this, "kafka", { ...props.kafka, project })
      : props.kafka;
    this.kafkaConnect = this.workersFor(props, profile);
    if (isMade(props.kafkaConnect)) {
      this.integration = new KafkaConnectIntegration(this, "integration", {
        kafka: this.kafka,
        kafkaConnect: this.kafkaConnect,
        storage: props.storage,
      });
    }
    this.replicationUser =
      props.replicationUser &&
      new ReplicationUser(this, "replication-user", {
        ...props.replicationUser,
        postgres: this.postgres,
      });
    this.source = new DebeziumPostgresSource(this, "source", {
      ...props.source,
      postgres: this.database,
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

  /** The database as a service of Aiven's. */
  get postgres(): IPostgres {
    if (isAivens(this.database)) return this.database;
    throw new Error(
      `${this.node.path}: the database is none of Aiven's, so it has no service; its user and its settings are made where it runs`,
    );
  }

  private workersFor(
    { project, kafkaConnect }: CdcPipelineProps,
    profile: StreamProfile,
  ): IKafkaConnect {
    if (kafkaConnect === "brokers") {
      if (this.kafka instanceof Kafka && this.kafka.workers) return this.kafka.workers;
      throw new Error(
        `${this.node.path}: kafkaConnect is "brokers", and kafka runs no workers; set kafka.kafkaConnect to true`,
      );
    }
    return isMade(kafkaConnect)
      ? new KafkaConnect(this, "kafka-connect", { ...kafkaConnect, project, profile })
      : kafkaConnect;
  }
}
