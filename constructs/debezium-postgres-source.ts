import { KafkaConnector } from "@cdktf/provider-aiven/lib/kafka-connector";
import { Fn, Token, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { postgresConnectorClass } from "../src/debezium/versions";
import type { IAivenService } from "./aiven-service";
import { type ConnectorProperty, connectorConfig } from "./connector-config";
import { InvalidPropsError } from "./errors";
import type { IConnectorSource } from "./gcp-kafka-connect";
import type { IPostgres } from "./gcp-postgres";

/** A table with its schema, for instance `public.orders`. */
export type QualifiedTable = `${string}.${string}`;

/** Keeps the replication slot moving while the captured tables are idle beside busy ones. */
export interface Heartbeat {
  /** Milliseconds between two beats (Debezium: `heartbeat.interval.ms`). */
  readonly intervalMs: number;
  /**
   * What a beat does in the database, so that the slot has something to confirm (Debezium:
   * `heartbeat.action.query`). An INSERT counts only into a table of the publication.
   *
   * @default - a logical message, which needs no table
   */
  readonly actionQuery?: string;
}

export interface DebeziumPostgresSourceProps {
  /** The database whose changes are captured. */
  readonly postgres: IPostgres;
  /** Unique among the workers' connectors; Debezium's offsets are kept under it. */
  readonly connectorName: string;
  /** First part of every topic: `<topicPrefix>.<schema>.<table>` (Debezium: `topic.prefix`). */
  readonly topicPrefix: string;
  /** What to capture (Debezium: `table.include.list`). */
  readonly tables: readonly QualifiedTable[];
  /** @default - the database that Aiven makes with the service, `defaultdb` */
  readonly database?: string;
  /**
   * Whether the rows that are there already come first (Debezium: `snapshot.mode`).
   *
   * @default "initial" - so that a consumer sees every row
   */
  readonly snapshotMode?: "always" | "initial" | "initial_only" | "no_data" | "when_needed";
  /**
   * How NUMERIC values are written (Debezium: `decimal.handling.mode`). `double` is handy and
   * loses digits, `string` is handy and loses none, `precise` is bytes.
   *
   * @default "precise" - Debezium's own
   */
  readonly decimalHandling?: "precise" | "double" | "string";
  /**
   * The replication slot, lowercase letters, digits and underscores, at most 63 (Debezium:
   * `slot.name`). Each connector needs one of its own.
   *
   * @default - made from the connector's name
   */
  readonly slotName?: string;
  /**
   * The publication (Debezium: `publication.name`).
   *
   * @default - made from the connector's name
   */
  readonly publicationName?: string;
  /**
   * Who makes the publication (Debezium: `publication.autocreate.mode`): Debezium, for just these
   * tables, which the user must own; or you, beforehand. `FOR ALL TABLES` is not among them: it
   * takes a superuser, which Aiven gives to nobody.
   *
   * @default "filtered"
   */
  readonly publicationAutocreate?: "filtered" | "disabled";
  /**
   * How the connection to PostgreSQL is encrypted (Debezium: `database.sslmode`).
   *
   * @default "require" - Debezium's own, `prefer`, falls back to clear text
   */
  readonly tlsMode?: "require" | "verify-ca" | "verify-full";
  /** @default - every 30 s, with a logical message */
  readonly heartbeat?: Heartbeat;
  /**
   * Whether each event repeats the schema of its row. It multiplies an event's size by four.
   *
   * @default false
   */
  readonly inlineSchemas?: boolean;
  /**
   * Whether Aiven restarts a failed connector; it looks every 15 minutes
   * (`_aiven.restart.on.failure`).
   *
   * @default true
   */
  readonly restartOnFailure?: boolean;
  /** Any other property of the connector. What this construct sets itself is refused here. */
  readonly properties?: Readonly<Record<string, ConnectorProperty>>;
}

/**
 * Debezium's connector for PostgreSQL (Terraform: `aiven_kafka_connector`). It runs once it is
 * added to workers: `kafkaConnect.addSource(source)`.
 *
 * @throws InvalidPropsError if `properties` sets what this construct owns
 */
export class DebeziumPostgresSource extends Construct implements IConnectorSource {
  /** The topics that the tables' change events go to. */
  readonly topics: readonly string[];
  private connector?: KafkaConnector;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: DebeziumPostgresSourceProps,
  ) {
    super(scope, id);
    const owned = ownedProperties(props);
    const faults = Object.keys(props.properties ?? {})
      .filter((key) => key in owned)
      .map(
        (key) => `properties must not set "${key}", which this construct sets itself; use its prop`,
      );
    if (faults.length > 0) throw new InvalidPropsError(this.node.path, faults);
    this.topics = props.tables.map((table) => `${props.topicPrefix}.${table}`);
    this.node.addValidation({
      validate: () =>
        this.connector ? [] : ["runs nowhere; add it to workers: kafkaConnect.addSource(source)"],
    });
  }

  /** The Terraform resource, there once the source is added to workers. */
  get resource(): KafkaConnector {
    if (!this.connector) {
      throw new Error(
        `${this.node.path} has no resource before it is added to workers: kafkaConnect.addSource(source)`,
      );
    }
    return this.connector;
  }

  bind(workers: IAivenService): TerraformResource {
    this.connector = new KafkaConnector(this, "Default", {
      project: workers.project,
      serviceName: workers.serviceName,
      connectorName: this.props.connectorName,
      config: connectorConfig({ ...ownedProperties(this.props), ...this.props.properties }),
    });
    return this.connector;
  }
}

/** Everything that the construct's own props say, in the connector's words. */
function ownedProperties(props: DebeziumPostgresSourceProps) {
  const { connection } = props.postgres;
  const heartbeat = props.heartbeat ?? { intervalMs: 30_000 };
  return {
    name: props.connectorName,
    "connector.class": postgresConnectorClass,
    "plugin.name": "pgoutput",
    "database.hostname": connection.host,
    "database.port": connection.port,
    "database.user": secret(connection.username),
    "database.password": secret(connection.password),
    "database.dbname": props.database ?? connection.database,
    "database.sslmode": props.tlsMode ?? "require",
    "topic.prefix": props.topicPrefix,
    "table.include.list": props.tables.join(","),
    "snapshot.mode": props.snapshotMode ?? "initial",
    "decimal.handling.mode": props.decimalHandling,
    "slot.name": props.slotName ?? identifier(props.connectorName),
    "publication.name": props.publicationName ?? identifier(props.connectorName),
    "publication.autocreate.mode": props.publicationAutocreate ?? "filtered",
    "heartbeat.interval.ms": heartbeat.intervalMs,
    "heartbeat.action.query":
      heartbeat.actionQuery ?? "SELECT pg_logical_emit_message(false, 'heartbeat', now()::text)",
    "key.converter": "org.apache.kafka.connect.json.JsonConverter",
    "key.converter.schemas.enable": props.inlineSchemas ?? false,
    "value.converter": "org.apache.kafka.connect.json.JsonConverter",
    "value.converter.schemas.enable": props.inlineSchemas ?? false,
    "_aiven.restart.on.failure": props.restartOnFailure ?? true,
  };
}

/** The provider does not mark `config` as sensitive: unwrapped, a plan prints what is in it. */
function secret(value: string): string {
  return Token.asString(Fn.sensitive(value));
}

/** A name that PostgreSQL takes for slots: lowercase letters, digits and underscores, at most 63. */
function identifier(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, "_")
    .slice(0, 63);
}
