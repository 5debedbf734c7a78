import type { CheckedConfig } from "../../debezium/properties/check";
import { type ConfigValue, isKnown } from "../../debezium/properties/values";
import { type Facts, notKnownYet } from "../rules/rule";

/** A connector, as its configuration makes it. */
export interface ConnectorSubject {
  readonly connectorName: string;
  /** The configuration's own `name`. */
  readonly configName: string;
  /** `connector.class` */
  readonly connectorClass: string;
  /** Of Debezium, that its workers are pinned to, where that is known. */
  readonly debeziumVersion: string;
  /** `plugin.name`: how PostgreSQL's log is read. */
  readonly logicalDecoding: string;
  /** `database.user` */
  readonly username: string;
  /** `table.include.list`, each a name or a regular expression */
  readonly tables: readonly string[];
  /** `schema.include.list`, each a name or a regular expression */
  readonly schemas: readonly string[];
  readonly slotName: string;
  readonly publicationName: string;
  /** `publication.autocreate.mode` */
  readonly publicationAutocreate: string;
  readonly heartbeatIntervalMs: number;
  readonly heartbeatActionQuery: string;
  /**
   * All of it as it stands in Terraform, where `$${` is a `${` that Terraform leaves alone; undefined
   * is there and not known yet.
   */
  readonly config: CheckedConfig;
}

/** What stands where in a connector's configuration. */
export const connectorKeys = {
  configName: "name",
  connectorClass: "connector.class",
  logicalDecoding: "plugin.name",
  username: "database.user",
  tables: "table.include.list",
  schemas: "schema.include.list",
  slotName: "slot.name",
  publicationName: "publication.name",
  publicationAutocreate: "publication.autocreate.mode",
  heartbeatIntervalMs: "heartbeat.interval.ms",
  heartbeatActionQuery: "heartbeat.action.query",
} as const satisfies Partial<Record<keyof ConnectorSubject, string>>;

/** The facts of a connector from its configuration. */
export function connectorFacts(connector: {
  readonly connectorName: string | typeof notKnownYet | undefined;
  readonly config: CheckedConfig;
  readonly debeziumVersion?: string;
}): Facts<ConnectorSubject> {
  const { connectorName, config, debeziumVersion } = connector;
  const read = <T>(key: string, parse: (value: ConfigValue) => T) => {
    if (!Object.hasOwn(config, key)) return undefined;
    const value = config[key];
    return isKnown(value) ? parse(value) : notKnownYet;
  };
  return {
    connectorName,
    config,
    debeziumVersion,
    configName: read(connectorKeys.configName, String),
    connectorClass: read(connectorKeys.connectorClass, String),
    logicalDecoding: read(connectorKeys.logicalDecoding, String),
    username: read(connectorKeys.username, String),
    tables: read(connectorKeys.tables, entries),
    schemas: read(connectorKeys.schemas, entries),
    slotName: read(connectorKeys.slotName, String),
    publicationName: read(connectorKeys.publicationName, String),
    publicationAutocreate: read(connectorKeys.publicationAutocreate, String),
    heartbeatIntervalMs: read(connectorKeys.heartbeatIntervalMs, Number),
    heartbeatActionQuery: read(connectorKeys.heartbeatActionQuery, String),
  };
}

/** The entries of a list; `\,` is a comma within one. */
function entries(list: ConfigValue): string[] {
  return String(list)
    .split(/(?<!\\),/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
