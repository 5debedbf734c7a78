import { singleCertificate } from "../../../src/debezium/authority";
import { messageHeartbeat } from "../../../src/debezium/heartbeat";
import { givenEntry } from "../../../src/debezium/naming/tables";
import {
  type DebeziumVersion,
  newestDebezium,
  postgresConnectorClass,
} from "../../../src/debezium/versions";
import { type ConnectorProperty, sensitive } from "../../connectors/connector-config";
import { converterProperties, json } from "../../connectors/converters";
import type { DebeziumSourceOptions } from "../../connectors/debezium-source-options";
import { transformProperties } from "../../connectors/transforms";
import { isAivens, primaryOf } from "../made";
import { isReference } from "../references";

type Owned = ReturnType<typeof propertiesOf>;

/** The properties that the construct's own props set, by their names. */
export type OwnedProperty = Exclude<keyof Owned, "database.server.name">;

type AnyProps = DebeziumSourceOptions & { readonly version?: DebeziumVersion };

/** Everything that the construct's own props say, in the words of the connector's version. */
export function ownConfig(props: AnyProps): Record<string, ConnectorProperty | undefined> {
  const converter = props.keyConverter ?? json();
  return {
    ...propertiesOf(props),
    ...converterProperties("key", converter),
    ...converterProperties("value", props.valueConverter ?? converter),
    ...transformProperties(props.transforms ?? []),
  };
}

/**
 * What makes Debezium write names that the converters take; its properties win. Before version 2 it
 * does so by itself.
 */
export function nameAdjustment(props: AnyProps): Record<string, ConnectorProperty> {
  const { keyConverter, valueConverter = keyConverter, version = newestDebezium } = props;
  const adjustments = [keyConverter, valueConverter].map((each) => each?.nameAdjustment);
  const mode = adjustments.find((each) => each !== undefined);
  if (mode === undefined || version === "1.9.7") return {};
  return { "schema.name.adjustment.mode": mode, "field.name.adjustment.mode": mode };
}

/** Whether the connector is whoever Aiven made to own the tables, where these can be written. */
function isOwner({ user, postgres }: AnyProps): boolean {
  return user === undefined && isAivens(postgres) && !primaryOf(postgres);
}

function propertiesOf(props: AnyProps) {
  const { connection } = props.user ?? props.postgres;
  const isReplica = primaryOf(props.postgres) !== undefined;
  // its users are the primary's, and may have been given as such
  const { host, port } = isReplica ? props.postgres.connection : connection;
  const heartbeat = props.heartbeat ?? { intervalMs: 2_000 };
  const isOld = (props.version ?? newestDebezium) === "1.9.7";
  return {
    name: props.connectorName,
    "connector.class": postgresConnectorClass,
    "plugin.name": "pgoutput",
    "database.hostname": host,
    "database.port": port,
    "database.user": sensitive(connection.username),
    "database.password": sensitive(connection.password),
    "database.dbname": props.database ?? connection.database,
    ...encryptionOf(props),
    "topic.prefix": isOld ? undefined : props.topicPrefix,
    "database.server.name": isOld ? props.topicPrefix : undefined,
    "table.include.list": list(props.tables),
    "schema.include.list": list(props.schemas),
    "column.exclude.list": list(props.excludeColumns),
    "snapshot.mode": snapshotMode(props),
    "decimal.handling.mode": props.decimalHandling ?? "string",
    "time.precision.mode": props.timeHandling,
    "binary.handling.mode": props.binaryHandling,
    "hstore.handling.mode": props.hstoreHandling,
    "interval.handling.mode": props.intervalHandling,
    "include.unknown.datatypes": props.includeUnknownTypes,
    "slot.name": props.slotName ?? identifier(props.connectorName),
    "publication.name": props.publicationName ?? identifier(props.connectorName),
    "publication.autocreate.mode":
      props.publicationAutocreate ?? (isOwner(props) ? "filtered" : "disabled"),
    "heartbeat.interval.ms": heartbeat.intervalMs,
    "heartbeat.action.query": heartbeat.actionQuery ?? (isReplica ? undefined : messageHeartbeat),
    "read.only": isReplica ? true : undefined,
    "tombstones.on.delete": props.tombstones,
    "message.key.columns": keyColumns(props.messageKeys),
    "provide.transaction.metadata": props.transactionMetadata,
    "replica.identity.autoset.values": identities(props.replicaIdentities),
    "signal.data.collection": props.signals?.table,
    "incremental.snapshot.chunk.size": props.signals?.snapshotChunkSize,
    "errors.max.retries": props.errors?.maxRetries,
    "retriable.restart.connector.wait.ms": props.errors?.retryWaitMs ?? 30_000,
    "event.processing.failure.handling.mode": props.errors?.onUnreadable,
    "_aiven.restart.on.failure": props.restartOnFailure ?? true,
  };
}

/** With the authority's certificate the server is verified; without it the connection is encrypted only. */
function encryptionOf({ tlsMode, postgres: { caCertificate } }: AnyProps) {
  return {
    "database.sslmode": tlsMode ?? (caCertificate === undefined ? "require" : "verify-full"),
    [singleCertificate.factoryProperty]: caCertificate && singleCertificate.factory,
    [singleCertificate.argumentProperty]: caCertificate,
  };
}

/** Debezium 2.6 brought `no_data`, which was called `never` before. */
function snapshotMode({ snapshotMode: mode, version = newestDebezium }: AnyProps): string {
  const isBefore3 = version === "1.9.7" || version === "2.5.0" || version === "2.7.4";
  if (mode === "no_data" && (version === "1.9.7" || version === "2.5.0")) return "never";
  return mode ?? (isBefore3 ? "initial" : "when_needed");
}

/** `public.orders:region,id;public.log:at` */
function keyColumns(keys: AnyProps["messageKeys"]): string | undefined {
  return (
    keys &&
    Object.entries(keys)
      .map(([table, columns]) => `${keyEntry(table)}:${columns.map(keyEntry).join(",")}`)
      .join(";")
  );
}

/** Of columns as of tables; this list alone takes no space. */
function keyEntry(given: string): string {
  return isReference(given) ? given : entry(given).replace(/\s/g, String.raw`\s`);
}

/** `public.orders:FULL,public.log:INDEX log_key` */
function identities(given: AnyProps["replicaIdentities"]): string | undefined {
  return (
    given &&
    Object.entries(given)
      .map(([table, identity]) =>
        typeof identity === "object"
          ? `${entry(table)}:INDEX ${identity.index}`
          : `${entry(table)}:${identity.toUpperCase()}`,
      )
      .join(",")
  );
}

function list(given: readonly string[] | undefined): string | undefined {
  return isReference(given) ? undefined : given?.map(entry).join(",");
}

/** Of one of Debezium's lists, which are of expressions; a reference is left to Terraform. */
function entry(given: string): string {
  return isReference(given) ? given : givenEntry(given);
}

/** A name that PostgreSQL takes for slots: lowercase letters, digits and underscores, at most 63. */
function identifier(name: string): string | undefined {
  if (isReference(name)) return undefined;
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, "_")
    .slice(0, 63);
}
