import type { ITerraformDependable, TerraformResource } from "cdktf";

/** An Aiven service as others refer to it, made here or found. */
export interface IAivenService {
  readonly project: string;
  readonly serviceName: string;
}

/** How a client reaches a PostgreSQL database. All but the last are known only once it runs. */
export interface PostgresConnection {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /** Of Aiven's services that which Aiven makes with it, `defaultdb`. */
  readonly database: string;
}

/** A PostgreSQL database whose changes can be captured, wherever it runs. */
export interface IDatabase {
  readonly connection: PostgresConnection;
  /** Of the authority that vouches for the server, in PEM; a source then verifies who answers. */
  readonly caCertificate?: string;
}

/** A PostgreSQL of Aiven's. */
export interface IPostgres extends IAivenService, IDatabase {
  /** As the administrator `avnadmin`, who is no superuser. */
  readonly connection: PostgresConnection;
  /** For instance `"17"`, where that is known. */
  readonly pgVersion?: string;
  /** Of a read replica: the service that it copies, where everything is written. */
  readonly primary?: IPostgres;
}

/** A Kafka cluster that change events can go to. */
export interface IKafka extends IAivenService {
  /** `host:port` of the brokers for clients, known only once the service runs. */
  readonly bootstrapServers: string;
  /** Address of its schema registry, credentials in it; known only once the service runs. */
  readonly schemaRegistryUrl: string;
  /** For instance `"4.2"`, where that is known. */
  readonly kafkaVersion?: string;
  /** Whether it was made with the ACL that lets every user do everything, where that is known. */
  readonly defaultAcl?: boolean;
  /** Bytes of the largest batch that it takes on a topic without a limit, where that is known. */
  readonly messageMaxBytes?: number;
}

/** The workers of a Kafka Connect cluster, as a connector refers to them. */
export interface IWorkers extends IAivenService {
  /** Bytes of the largest record that they send, uncompressed, where that is known. */
  readonly producerMaxRequestSize?: number;
}

/** A connector, waiting for workers to run on. */
export interface IConnectorSource {
  /** Version of Debezium's plugin that the workers must have; undefined if it does not matter. */
  readonly debeziumVersion?: string;
  /** Makes the connector on these workers. Called once, by {@link IKafkaConnect.addSource}. */
  bind(workers: IWorkers): TerraformResource;
}

/** The workers of a Kafka Connect cluster, which sources plug into. */
export interface IKafkaConnect extends IWorkers {
  /** Runs a source's connector on these workers. */
  addSource(source: IConnectorSource): void;
  /** Makes every connector only once the workers are connected to their Kafka. */
  addIntegration(integration: ITerraformDependable): void;
}

/** What knows the topics of its change events: a `DebeziumPostgresSource`, `ChangeTopics`. */
export interface IEventTopics {
  readonly topics: readonly string[];
  /** Why there are more that a synth does not know. @default - there are none */
  readonly topicsNotKnown?: string;
}

/** A source whose topics can be made beforehand. */
export interface IEventSource extends IEventTopics {
  /** The topics that it writes to besides: heartbeats, messages, signals, transactions. */
  readonly ownTopics: readonly string[];
  /** Bytes of the largest event that its workers send, uncompressed, where that is known. */
  readonly producerMaxRequestSize?: number;
  /** Makes the connector only once something else is there. */
  waitFor(precedent: ITerraformDependable): void;
}
