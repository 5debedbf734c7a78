import type { IDatabase } from "../services/interfaces";
import type { Converter } from "./converters";
import type { IReplicationUser } from "../users/replication-user";
import type { StreamProfile } from "../patterns/stream-profile";
import type { Transform } from "./transforms";

/** A table with its schema, for instance `public.orders`. */
export type QualifiedTable = `${string}.${string}`;

/** A column with its table and schema, for instance `public.customers.card_number`. */
export type QualifiedColumn = `${string}.${string}.${string}`;

/** What PostgreSQL logs of a row before an update or a delete; an index names the columns. */
export type ReplicaIdentity = "default" | "full" | "nothing" | { readonly index: string };

/** Keeps the replication slot moving while the captured tables are idle beside busy ones. */
export interface Heartbeat {
  /** Milliseconds between two beats (Debezium: `heartbeat.interval.ms`). */
  readonly intervalMs: number;
  /**
   * What a beat does in the database, so that the slot has something to confirm (Debezium:
   * `heartbeat.action.query`). An INSERT counts only into a table of the publication.
   *
   * @default - two logical messages, which need no table
   */
  readonly actionQuery?: string;
}

/** Where a running connector takes orders, for instance for an incremental snapshot. */
export interface Signals {
  /** A table that the connector's user may write and that is captured (Debezium: `signal.data.collection`). */
  readonly table: QualifiedTable;
  /** Rows read at once by an incremental snapshot. @default 1024 - Debezium's own */
  readonly snapshotChunkSize?: number;
}

/** What the connector does when something does not work. */
export interface ErrorHandling {
  /**
   * How often it tries again after an error that may pass; -1 for ever (Debezium:
   * `errors.max.retries`). With 0 a database that restarts ends the connector for good.
   *
   * @default -1 - Debezium's own
   */
  readonly maxRetries?: number;
  /**
   * Milliseconds before it tries again (Debezium: `retriable.restart.connector.wait.ms`). Longer
   * than an outage lasts: a start that finds the database away still is not tried again.
   *
   * @default 30000 - with Debezium's own 10 s, a cut of 20 s ended the connector in a rehearsal
   */
  readonly retryWaitMs?: number;
  /**
   * What becomes of a change that cannot be read (Debezium:
   * `event.processing.failure.handling.mode`). Anything but `fail` loses it.
   *
   * @default "fail" - Debezium's own
   */
  readonly onUnreadable?: "fail" | "warn" | "skip";
}

/** Properties of a source under Debezium's own names. */
export interface DebeziumSourceOptions {
  /** The database whose changes are captured; of Aiven's, a read replica too: {@link PostgresReadReplica}. */
  readonly postgres: IDatabase;
  /**
   * The user that the connector logs in as. One who may do no more than replicate makes no publication:
   * `cdc sql` prints what to run beforehand.
   *
   * @default - the administrator `avnadmin`
   */
  readonly user?: IReplicationUser;
  /** Unique among the workers' connectors; Debezium's offsets are kept under it. */
  readonly connectorName: string;
  /**
   * First part of every topic: `<topicPrefix>.<schema>.<table>`, with an underscore for each character
   * that Kafka does not take (Debezium: `topic.prefix`).
   */
  readonly topicPrefix: string;
  /**
   * What to capture, by name; `$` and `+` in a name are escaped (Debezium: `table.include.list`). An
   * expression of Debezium's, such as `sales\\.log_.*`, is taken as it is, and so is a name that is
   * escaped already.
   *
   * @default - every table of `schemas`
   */
  readonly tables?: readonly QualifiedTable[];
  /** Schemas to capture from (Debezium: `schema.include.list`). @default - those of `tables` */
  readonly schemas?: readonly string[];
  /** Columns whose values stay in the database (Debezium: `column.exclude.list`). @default - none */
  readonly excludeColumns?: readonly QualifiedColumn[];
  /** @default - the database that Aiven makes with the service, `defaultdb` */
  readonly database?: string;
  /**
   * What the stream is tuned for; a property in `properties` wins.
   *
   * @default "balanced"
   */
  readonly profile?: StreamProfile;
  /**
   * Whether the rows that are there already come first (Debezium: `snapshot.mode`); `no_data` is
   * `never` to Debezium before 2.6, which has no `when_needed`.
   *
   * @default "when_needed" - so that a consumer sees every row, and sees them again when the slot
   * was lost: `initial` then goes on as if nothing were missing. "initial" before Debezium 3.1
   */
  readonly snapshotMode?: "always" | "initial" | "initial_only" | "no_data" | "when_needed";
  /**
   * How NUMERIC and MONEY values are written (Debezium: `decimal.handling.mode`). `double` is handy and
   * loses digits, `string` is handy and loses none, `precise` is bytes.
   *
   * A NaN or an infinity is written as `"NAN"` or `"POSITIVE_INFINITY"` by `string`; `precise` has
   * nothing for it: it arrives as null, and in a column that is NOT NULL it ends the task.
   *
   * @default "string" - Debezium's own, `precise`, is base64 to whoever reads JSON
   */
  readonly decimalHandling?: "precise" | "double" | "string";
  /**
   * How times are written (Debezium: `time.precision.mode`): as exact as the column is; in
   * milliseconds as Kafka Connect's own types (`connect`); or, from Debezium 3.1 on, all as text in
   * ISO 8601, in microseconds or in nanoseconds.
   *
   * Of an infinite `timestamptz` the word arrives, of an infinite `date` or `timestamp` a number that
   * means another day. docs/guides/types.md has what arrives for each type in each mode.
   *
   * @default "adaptive" - Debezium's own
   */
  readonly timeHandling?:
    | "adaptive"
    | "adaptive_time_microseconds"
    | "connect"
    | "isostring"
    | "microseconds"
    | "nanoseconds";
  /**
   * How BYTEA values are written (Debezium: `binary.handling.mode`); as bytes, JSON has them in base64.
   * An update that leaves a large value alone has a placeholder in its place, and with `base64` and
   * `base64-url-safe` null, which ends the task where the column is NOT NULL.
   *
   * @default "bytes" - Debezium's own
   */
  readonly binaryHandling?: "bytes" | "base64" | "base64-url-safe" | "hex";
  /**
   * Whether an HSTORE value is a text that holds JSON, or a map (Debezium: `hstore.handling.mode`).
   *
   * @default "json" - Debezium's own
   */
  readonly hstoreHandling?: "json" | "map";
  /**
   * Whether an INTERVAL is a number of microseconds, in which a month has 30.4375 days, or a text such
   * as `P1Y2M3DT4H5M6.789S`, which loses nothing (Debezium: `interval.handling.mode`).
   *
   * @default "numeric" - Debezium's own
   */
  readonly intervalHandling?: "numeric" | "string";
  /**
   * Whether columns arrive whose type Debezium does not know, such as composite types, multiranges,
   * `tsvector` and most of geometry: the bytes of PostgreSQL's own text, which `binaryHandling` applies
   * to (Debezium: `include.unknown.datatypes`). docs/guides/types.md names them.
   *
   * @default false - Debezium's own: such a column is missing in every event
   */
  readonly includeUnknownTypes?: boolean;
  /**
   * The replication slot, lowercase letters, digits and underscores, at most 63 (Debezium:
   * `slot.name`). Each connector needs one of its own.
   *
   * @default - made from the connector's name
   */
  readonly slotName?: string;
  /** The publication (Debezium: `publication.name`). @default - made from the connector's name */
  readonly publicationName?: string;
  /**
   * Who makes the publication (Debezium: `publication.autocreate.mode`): Debezium, for just these
   * tables, which the user must own; or you, beforehand. `FOR ALL TABLES` is not among them: it
   * takes a superuser, which Aiven gives to nobody.
   *
   * @default "filtered", or "disabled" with a `user`, a database elsewhere or a read replica
   */
  readonly publicationAutocreate?: "filtered" | "disabled";
  /**
   * How the connection to PostgreSQL is encrypted (Debezium: `database.sslmode`).
   *
   * @default "require", or "verify-full" where the database has a `caCertificate` - Debezium's own falls
   * back to clear text
   */
  readonly tlsMode?: "require" | "verify-ca" | "verify-full";
  /**
   * @default - every 2 s, with two logical messages: after a single one, a restart may take a needless
   * snapshot (docs/adr/0015). On a read replica a beat is every 2 s and does nothing there
   */
  readonly heartbeat?: Heartbeat;
  /**
   * Whether a delete is followed by a record without a value, at which a compacted topic forgets
   * the row (Debezium: `tombstones.on.delete`).
   *
   * @default true - Debezium's own
   */
  readonly tombstones?: boolean;
  /**
   * Columns that make a record's key, for tables without a primary key or with another one in mind
   * (Debezium: `message.key.columns`). A column that the table does not have is left out, and where
   * none is left, the key is the primary key: Debezium says nothing of it.
   *
   * They are no replica identity. A delete has the columns of that alone, so a key of others is null
   * in it: give the table `replicaIdentities` `"full"`, or an index on these columns.
   *
   * @default - the primary keys; records of a table without one have no key
   */
  readonly messageKeys?: Readonly<Record<QualifiedTable, readonly string[]>>;
  /**
   * What events tell of a row before its change, by table, from Debezium 2.5 on (Debezium:
   * `replica.identity.autoset.values`): `full` is all of it, at the price of more log. Debezium sets
   * it where the connector's user owns the table; else `cdc sql` prints it for who does.
   *
   * @default - left as it is: the primary key, where nobody has changed it
   */
  readonly replicaIdentities?: Readonly<Record<QualifiedTable, ReplicaIdentity>>;
  /**
   * Whether each event names its transaction and its place in it, and the topic
   * `<topicPrefix>.transaction` has an event where a transaction begins and where it ends, there with
   * the number of its events (Debezium: `provide.transaction.metadata`). What belongs together has the
   * same number before the colon of its id; what follows differs. `ChangeTopics` makes that
   * topic too. Each beat of the default heartbeat is a transaction of its own.
   *
   * @default false - Debezium's own
   */
  readonly transactionMetadata?: boolean;
  /** What is done to each record on its way, in this order. @default - nothing */
  readonly transforms?: readonly Transform[];
  /** How records' keys are written. @default - JSON without inline schemas */
  readonly keyConverter?: Converter;
  /** How records' values are written. @default - as the keys */
  readonly valueConverter?: Converter;
  /** @default - the connector takes no orders */
  readonly signals?: Signals;
  /** @default - tries again for ever, every 30 s, and stops at what it cannot read */
  readonly errors?: ErrorHandling;
  /**
   * Whether Aiven restarts a failed connector; it looks every 15 minutes
   * (`_aiven.restart.on.failure`).
   *
   * @default true
   */
  readonly restartOnFailure?: boolean;
}
