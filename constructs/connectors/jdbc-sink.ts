import { KafkaConnector } from "@cdktf/provider-aiven/lib/kafka-connector";
import type { ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { IConnectorSource, IDatabase, IWorkers } from "../services/interfaces";
import { jdbcSinkClass } from "../../src/aiven/facts/connector-classes";
import { newestDebezium } from "../../src/debezium/versions";
import { checkAtSynth, type ConstructViolation, violation } from "../internal/checks";
import { connectorViolations } from "../internal/source/connector-violations";
import { primaryOf } from "../internal/made";
import { isReference } from "../internal/references";
import { waitFor } from "../internal/wait-for";
import { type ConnectorConfig, connectorConfig, sensitive } from "./connector-config";
import { converterProperties } from "./converters";
import type { DebeziumPostgresSource } from "./debezium-postgres-source";
import { type Transform, transformProperties, unwrap } from "./transforms";

export interface JdbcSinkProps {
  /** Unique among the workers' connectors; it is the name of its consumer group, too, after `connect-`. */
  readonly connectorName: string;
  /** Whose rows are written. Its converters must write schemas: `json({ schemas: true })` or `avro(kafka)`. */
  readonly source: DebeziumPostgresSource;
  /** Which of the source's topics are read. @default - all of its tables' */
  readonly topics?: readonly string[];
  /** Where the rows go. */
  readonly postgres: IDatabase;
  /** Whom it logs in as, who owns the tables there or may write to them. @default - as `postgres` says */
  readonly user?: IDatabase;
  /** @default - the database that Aiven makes with the service, `defaultdb` */
  readonly database?: string;
  /**
   * Columns of the primary key, of each table the same (Aiven: `pk.fields`). Tables with other keys are
   * another sink's.
   */
  readonly primaryKey: readonly string[];
  /**
   * The table for each topic, with its schema where it is not `public` (Aiven: `topics.to.tables.mapping`).
   *
   * @default - the last part of the topic's name: `orders` of `shop.public.orders`
   */
  readonly tables?: Readonly<Record<string, string>>;
  /** Whether it makes missing tables and columns (Aiven: `auto.create`, `auto.evolve`). @default true */
  readonly createTables?: boolean;
  /** Whether a row that the source deletes is deleted (Aiven: `delete.enabled`). @default true */
  readonly deletes?: boolean;
  /** How the connection is encrypted (pgjdbc: `sslmode`). @default "require" */
  readonly tlsMode?: "require" | "verify-ca" | "verify-full";
  /**
   * What is done to each record first.
   *
   * @default - the row is taken out of Debezium's event, unless the source has done so
   */
  readonly transforms?: readonly Transform[];
  /** How many tasks share the partitions. @default 1 */
  readonly tasks?: number;
  /** Anything else of the connector. What other props set is refused here. @default - Aiven's defaults */
  readonly properties?: ConnectorConfig;
}

/**
 * Rows of a source's tables in another PostgreSQL, kept up to date by their primary keys: Aiven's own
 * JDBC sink (Terraform: `aiven_kafka_connector`, class `io.aiven.connect.jdbc.JdbcSinkConnector`). It
 * runs once it is added to workers: `kafkaConnect.addSource(sink)`.
 *
 * Columns are what the fields of an event are: a NUMERIC is text and a time is a number, unless the
 * source has `decimalHandling: "precise"` and `timeHandling: "connect"`. Arrays and `hstore` end the task.
 *
 * A rehearsal keeps it in Terraform's state only: Aiven's class is in no registry of packages.
 */
export class JdbcSink extends Construct implements IConnectorSource {
  readonly connectorName: string;
  private readonly config: ConnectorConfig;
  private readonly precedents: ITerraformDependable[] = [];
  private connector?: KafkaConnector;

  constructor(scope: Construct, id: string, props: JdbcSinkProps) {
    super(scope, id);
    const { connectorName, properties = {} } = props;
    const own = ownConfig(props);
    this.connectorName = connectorName;
    this.config = { ...own, ...properties };
    checkAtSynth(this, (context) => [
      ...(this.connector ? [] : [runsNowhere]),
      ...propViolations(props),
      ...Object.keys(properties)
        .filter((name) => own[name] !== undefined)
        .map(ownedTwice),
      ...connectorViolations(
        { connectorName, config: this.config, version: newestDebezium },
        context,
      ),
    ]);
  }

  /** The Terraform resource, there once the sink is added to workers. */
  get resource(): KafkaConnector {
    if (!this.connector) throw new Error(`${this.node.path} ${runsNowhere.message}`);
    return this.connector;
  }

  /** Makes the connector only once something else is there: topics, tables, grants. */
  waitFor(precedent: ITerraformDependable): void {
    this.precedents.push(precedent);
    if (this.connector) waitFor(this.connector, precedent);
  }

  bind(workers: IWorkers): TerraformResource {
    this.connector = new KafkaConnector(this, "Default", {
      project: workers.project,
      serviceName: workers.serviceName,
      connectorName: this.connectorName,
      config: connectorConfig(this.config),
    });
    for (const precedent of this.precedents) waitFor(this.connector, precedent);
    return this.connector;
  }
}

function ownConfig(props: JdbcSinkProps): ConnectorConfig {
  const { source, postgres, connectorName, primaryKey, tlsMode = "require" } = props;
  const { host, port, database } = postgres.connection;
  const { username, password } = (props.user ?? postgres).connection;
  const topics = topicsOf(props);
  return {
    name: connectorName,
    "connector.class": jdbcSinkClass,
    "tasks.max": props.tasks ?? 1,
    topics: topics.join(","),
    "topics.to.tables.mapping": topics
      .map((topic) => `${topic}:${tableOf(props, topic)}`)
      .join(","),
    "connection.url": `jdbc:postgresql://${host}:${port}/${props.database ?? database}?sslmode=${tlsMode}`,
    "connection.user": sensitive(username),
    "connection.password": sensitive(password),
    "insert.mode": "upsert",
    "pk.mode": "record_key",
    "pk.fields": primaryKey.join(","),
    "delete.enabled": props.deletes ?? true,
    "auto.create": props.createTables ?? true,
    "auto.evolve": props.createTables ?? true,
    ...converterProperties("key", source.keyConverter),
    ...converterProperties("value", source.valueConverter),
    ...transformProperties(transformsOf(props)),
  };
}

function transformsOf({ transforms, source, deletes }: JdbcSinkProps): readonly Transform[] {
  if (transforms) return transforms;
  if (source.isUnwrapped) return [];
  return [unwrap({ onDelete: (deletes ?? true) ? "tombstone" : "drop" })];
}

function topicsOf({ topics, source }: JdbcSinkProps): readonly string[] {
  return topics ?? source.topics;
}

function tableOf({ tables = {} }: JdbcSinkProps, topic: string): string {
  return tables[topic] ?? topic.slice(topic.lastIndexOf(".") + 1);
}

function propViolations(props: JdbcSinkProps): ConstructViolation[] {
  const { source, primaryKey, tables = {}, postgres } = props;
  const topics = topicsOf(props);
  const found: ConstructViolation[] = [];
  const refuse = (message: string) => found.push(violation("jdbc-sink-props", message));
  if (primaryKey.length === 0) {
    refuse('primaryKey must name the columns of the primary key, got none; for instance ["id"]');
  }
  if (topics.length === 0 || (props.topics === undefined && source.topicsNotKnown !== undefined)) {
    const why = source.topicsNotKnown ?? "the source has none";
    refuse(`topics must be listed, because ${why}; for instance topics: ["shop.public.orders"]`);
  }
  for (const topic of Object.keys(tables).filter((each) => !topics.includes(each))) {
    refuse(`tables must be of topics that are read, got "${topic}"; use ${topics.join(" or ")}`);
  }
  const named = topics.filter((topic) => !isReference(topic));
  for (const topic of named) {
    const table = tableOf(props, topic);
    const [other] = named
      .slice(0, named.indexOf(topic))
      .filter((each) => tableOf(props, each) === table);
    if (other === undefined) continue;
    refuse(
      `tables must differ, got "${table}" for ${other} and ${topic}; name them: tables: { "${topic}": "…" }`,
    );
  }
  if (primaryOf(postgres)) {
    refuse("postgres must not be a read replica, which takes no writes; use its primary");
  }
  return found;
}

const runsNowhere = violation(
  "source-has-workers",
  "has no workers to run on; add it: kafkaConnect.addSource(sink)",
);

function ownedTwice(name: string): ConstructViolation {
  return violation(
    "source-own-properties",
    `properties must not set "${name}", which this construct sets itself; use its prop`,
  );
}
