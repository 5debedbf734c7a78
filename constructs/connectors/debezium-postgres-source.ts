import { KafkaConnector } from "@cdktf/provider-aiven/lib/kafka-connector";
import type { ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { IConnectorSource, IDatabase, IEventSource, IWorkers } from "../services/interfaces";
import type { ConnectorProperties } from "../../src/debezium/properties/properties";
import {
  type DebeziumVersion,
  newestDebezium,
  type NewestDebezium,
} from "../../src/debezium/versions";
import { checkAtSynth, type ConstructViolation, violation } from "../internal/checks";
import { type ConnectorConfig, connectorConfig } from "./connector-config";
import { connectorViolations, referenceViolations } from "../internal/source/connector-violations";
import { replicaViolations } from "../internal/source/replica-violations";
import {
  nameAdjustment,
  type OwnedProperty,
  ownConfig,
} from "../internal/source/debezium-source-config";
import type { DebeziumSourceOptions, QualifiedTable } from "./debezium-source-options";
import { inStack } from "../internal/stack/stack-checks";
import { isReference } from "../internal/references";
import { type Converter, json } from "./converters";
import { isUnwrapping } from "./transforms";
import { sourceTopics } from "../internal/source/source-topics";
import { streamSettings } from "../patterns/stream-profile";
import { isAivens, primaryOf } from "../internal/made";
import { waitFor } from "../internal/wait-for";
import { withoutUndefined } from "../internal/with-defaults";

interface PropsOfVersion<Version extends DebeziumVersion> extends DebeziumSourceOptions {
  /** Any other property of the connector in that version. What other props set is refused here. */
  readonly properties?: ConnectorProperties<Version> & {
    readonly [Name in OwnedProperty]?: never;
  };
}

interface PropsOfNewest extends PropsOfVersion<NewestDebezium> {
  /**
   * Version of the connector; the workers are pinned to it, and it decides which properties there are.
   *
   * @default "3.1.0" - the newest that Aiven offers
   */
  readonly version?: NewestDebezium;
}

type PropsOfOlder = {
  [Version in Exclude<DebeziumVersion, NewestDebezium>]: PropsOfVersion<Version> & {
    readonly version: Version;
  };
}[Exclude<DebeziumVersion, NewestDebezium>];

/** Its `version` decides which `properties` there are. */
export type DebeziumPostgresSourceProps = PropsOfNewest | PropsOfOlder;

/**
 * Debezium's connector for PostgreSQL (Terraform: `aiven_kafka_connector`). It runs once it is
 * added to workers: `kafkaConnect.addSource(source)`, which pins them to its version.
 *
 * Its properties are typed by version, and checked at synth for what types cannot see: a misspelt
 * one, a value that the version does not take, or what the platform does not let work.
 */
export class DebeziumPostgresSource extends Construct implements IConnectorSource, IEventSource {
  readonly connectorName: string;
  readonly debeziumVersion: DebeziumVersion;
  /**
   * The topics that change events go to: those of the tables, or where transforms lead them. Left out
   * is what a synth does not know, see {@link topicsNotKnown}.
   */
  readonly topics: readonly string[];
  /** Why some topics are not known at synth. @default - all are known */
  readonly topicsNotKnown?: string;
  /**
   * The other topics that it writes to: its heartbeat's beats, the messages that these leave, the
   * signals that it was sent, and transaction metadata. On a Kafka without `autoCreateTopics` it stands
   * still while one of them is missing.
   */
  readonly ownTopics: readonly string[];
  /** The topic of transaction metadata. @default - none without `transactionMetadata`, or it is not known at synth */
  readonly transactionTopic?: string;
  /** How its records' keys are written. */
  readonly keyConverter: Converter;
  /** How its records' values are written. */
  readonly valueConverter: Converter;
  /** Whether its records are rows, and no events with before and after. */
  readonly isUnwrapped: boolean;
  private readonly config: ConnectorConfig;
  private readonly precedents: ITerraformDependable[] = [];
  private readonly server: string;
  private readonly publisher: string;
  private readonly tables: readonly QualifiedTable[];
  private readonly topicsOfTables: ReadonlyMap<string, string>;
  private readonly topicPrefix: string;
  private connector?: KafkaConnector;
  private workers?: IWorkers;

  constructor(scope: Construct, id: string, props: DebeziumPostgresSourceProps) {
    super(scope, id);
    const own = ownConfig(props);
    const more = withoutUndefined((props.properties ?? {}) as ConnectorConfig);
    this.connectorName = props.connectorName;
    this.keyConverter = props.keyConverter ?? json();
    this.valueConverter = props.valueConverter ?? this.keyConverter;
    this.isUnwrapped = isUnwrapping(props.transforms ?? []);
    this.debeziumVersion = props.version ?? newestDebezium;
    const explicit = { ...nameAdjustment(props), ...own, ...more };
    this.config = { ...streamSettings[props.profile ?? "balanced"].connector, ...explicit };
    this.server = serverOf(props.postgres);
    this.publisher = serverOf(primaryOf(props.postgres) ?? props.postgres);
    this.tables = isReference(props.tables) ? [] : (props.tables ?? []);
    this.topicPrefix = props.topicPrefix;
    const topics = sourceTopics(
      { topicPrefix: props.topicPrefix, tables: this.tables },
      this.config,
    );
    this.topicsOfTables = topics.ofTables;
    this.topics = [...new Set(topics.ofTables.values())];
    this.topicsNotKnown = topics.notKnown;
    this.ownTopics = topics.own;
    this.transactionTopic = topics.transactions;
    checkAtSynth(this, (context) => [
      ...(this.connector ? [] : [runsNowhere]),
      ...Object.keys(more)
        .filter((name) => Object.hasOwn(own, name))
        .map(ownedTwice),
      ...referenceViolations(props),
      ...replicaViolations(props),
      ...(props.tables?.length || props.schemas?.length ? [] : [capturesEverything]),
      ...connectorViolations(
        { connectorName: props.connectorName, version: this.debeziumVersion, config: explicit },
        context,
      ),
    ]);
  }

  /** The Terraform resource, there once the source is added to workers. */
  get resource(): KafkaConnector {
    if (!this.connector) throw new Error(`${this.node.path} ${runsNowhere.message}`);
    return this.connector;
  }

  /** Bytes of the largest event that its workers send, uncompressed, where that is known. */
  get producerMaxRequestSize(): number | undefined {
    return this.workers?.producerMaxRequestSize;
  }

  /** The topic of one of the captured tables. */
  topicOf(table: QualifiedTable): string {
    const topic = this.topicsOfTables.get(table);
    if (topic !== undefined) return topic;
    if (this.tables.includes(table)) {
      throw new Error(
        `${this.node.path}: the topic of ${table} is not known, because ${this.topicsNotKnown}`,
      );
    }
    throw new Error(
      `${this.node.path} does not capture ${table}; it has ${this.tables.join(", ")}`,
    );
  }

  /** Makes the connector only once something else is there: topics, a user, grants. */
  waitFor(precedent: ITerraformDependable): void {
    this.precedents.push(precedent);
    if (this.connector) waitFor(this.connector, precedent);
  }

  bind(workers: IWorkers): TerraformResource {
    this.workers = workers;
    this.connector = new KafkaConnector(this, "Default", {
      project: workers.project,
      serviceName: workers.serviceName,
      connectorName: this.connectorName,
      config: connectorConfig(this.config),
    });
    for (const precedent of this.precedents) waitFor(this.connector, precedent);
    inStack.connector(this, () => ({
      connectorName: this.connectorName,
      kafkaConnect: `${workers.project}/${workers.serviceName}`,
      server: this.server,
      publisher: this.publisher,
      database: String(this.config["database.dbname"]),
      slotName: String(this.config["slot.name"]),
      publicationName: String(this.config["publication.name"]),
      tables: this.tables,
      topicPrefix: this.topicPrefix,
    }));
    return this.connector;
  }
}

/** Slots are of a whole server: any text that two sources share if they share it. */
function serverOf(database: IDatabase): string {
  if (isAivens(database)) return `${database.project}/${database.serviceName}`;
  return `${database.connection.host}:${database.connection.port}`;
}

const runsNowhere = violation(
  "source-has-workers",
  "has no workers to run on; add it: kafkaConnect.addSource(source)",
);

const capturesEverything = violation(
  "source-has-tables",
  'tables or schemas must be set, got neither; for instance tables: ["public.orders"]',
);

function ownedTwice(name: string): ConstructViolation {
  return violation(
    "source-own-properties",
    `properties must not set "${name}", which this construct sets itself; use its prop`,
  );
}
