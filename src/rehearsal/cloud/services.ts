import type { ServiceType } from "../../aiven/facts/service-plans";
import type { Certificate } from "../engines/authority";
import type { Connect } from "../engines/connect/connect";
import type { Kafka } from "../engines/kafka/kafka";
import type { Registry } from "../engines/registry/registry";
import type { Login } from "../../clients/kafka-connection";
import type { KafkaAcl } from "../../clients/kafka-access";
import type { Postgres } from "../engines/postgres/postgres";
import type { PluginName } from "../engines/fetch/lock";
import type { Values } from "../../stack/values";

interface ServiceOf<Type extends ServiceType, Engine> {
  readonly type: Type;
  readonly project: string;
  readonly name: string;
  /** As Terraform planned it: what a data source shows. */
  values: Values;
  engine: Engine;
}

export type PostgresService = ServiceOf<"pg", Postgres> & {
  /** Of the administrator, whose name the engine has. */
  readonly password: string;
  /** Passwords of the other users, by name; but for those that are write-only. */
  readonly users: Map<string, string>;
  /** Of a read replica: the service that it follows. */
  readonly primary?: PostgresService;
};

export type KafkaService = ServiceOf<"kafka", Kafka> & {
  readonly administrator: KafkaUser;
  /** Those besides the administrator, by name. */
  readonly users: Map<string, KafkaUser>;
  /** By their ids. */
  readonly acls: Map<string, ServiceAcl>;
  /** Workers beside the brokers, which `kafka_user_config.kafka_connect` asks for. */
  connect?: ConnectService;
  /** Which `kafka_user_config.schema_registry` asks for. */
  registry?: SchemaRegistry;
};

/** Its engine runs once an integration leads to a Kafka. */
export type ConnectService = ServiceOf<"kafka_connect", Connect | undefined> & {
  readonly port: number;
  /** Where its data and logs are: no two services share a folder. */
  readonly folder: string;
  /** The connectors that its workers have beside Debezium's for PostgreSQL. */
  plugins: readonly PluginName[];
  integration?: { readonly kafka: KafkaService; readonly storage: Values };
  /** What stands for other secret managers, by file. */
  readonly secretFiles: Map<string, { readonly provider: string; readonly value: string }>;
};

export type Service = PostgresService | KafkaService | ConnectService;

/** A schema registry at an address; its process runs once somebody has needed it. */
export interface SchemaRegistry {
  readonly url: string;
  readonly port: number;
  readonly admin: Login;
  /** By their ids. */
  readonly acls: Map<string, RegistryAcl>;
  readonly engine: Registry | undefined;
  /** Returns once its process serves. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** What an ACL of a schema registry allows. */
export interface RegistryAcl {
  /** A user's name, in which `*` is any text and `?` any character. */
  readonly username: string;
  /** `Config:`, or `Subject:` with a name; likewise. */
  readonly resource: string;
  readonly permission: string;
}

export interface KafkaUser {
  readonly certificate: Certificate;
  /** Unless it is write-only. */
  readonly password: string | undefined;
  /** For the schema registry, which a write-only password opens too. */
  readonly passwordHash?: string;
}

/** What an ACL allows or denies, without the user. */
export type AclRight = Omit<KafkaAcl, "principal">;

/** An ACL as Aiven lists it. */
export interface ServiceAcl {
  /** A user's name, in which `*` is any text and `?` any character. */
  readonly username: string;
  readonly rights: readonly AclRight[];
  /** Its arguments, for who asks by its id. */
  readonly values: Values;
}

/** A connector that was made, with what it was made from. */
export interface Connector {
  readonly project: string;
  readonly service: string;
  readonly name: string;
  /** As its workers run it. */
  config: Readonly<Record<string, string>>;
  /**
   * What it was given, where its workers have something else: the address of a database elsewhere,
   * Confluent's converters.
   */
  given?: Readonly<Record<string, string>>;
}

/** A connector that exists in Terraform's state only. */
export type StateOnlyConnector = Omit<Connector, "config" | "given">;

/** A sample table that stands in for one of the user's, so that a pipeline has something to capture. */
export interface SampleTable {
  readonly postgres: PostgresService;
  readonly database: string;
  readonly table: string;
}
