/**
 * What is called otherwise in another version, read either way. Only what the catalogues bear out:
 * a test holds every pair against them.
 */
export interface Rename {
  readonly from: string;
  readonly to: string;
  /** What changes besides the name, on the way from `from` to `to`. */
  readonly note?: string;
}

export const renames: readonly Rename[] = [
  // https://debezium.io/releases/2.0/release-notes, breaking changes of 2.0.0
  { from: "database.server.name", to: "topic.prefix" },
  {
    from: "transaction.topic",
    to: "topic.transaction",
    note: "the part of the name after the prefix",
  },
  { from: "sanitize.field.names", to: "field.name.adjustment.mode", note: '"avro" for true' },
  {
    from: "truncate.handling.mode",
    to: "skipped.operations",
    note: '"t" for skip, "none" for include',
  },
  { from: "toasted.value.placeholder", to: "unavailable.value.placeholder" },
  { from: "column.blacklist", to: "column.exclude.list" },
  { from: "column.whitelist", to: "column.include.list" },
  { from: "schema.blacklist", to: "schema.exclude.list" },
  { from: "schema.whitelist", to: "schema.include.list" },
  { from: "table.blacklist", to: "table.exclude.list" },
  { from: "table.whitelist", to: "table.include.list" },
  { from: "heartbeat.topics.prefix", to: "topic.heartbeat.prefix" },
  // https://debezium.io/releases/2.6/release-notes, breaking changes of 2.6.0
  {
    from: "snapshot.custom.class",
    to: "snapshot.mode.custom.name",
    note: "the name that the class gives itself",
  },
];

/** Values that went, or are not there yet, and what does the same. */
export interface ValueRename {
  readonly property: string;
  readonly from: string;
  readonly to: string;
}

export const valueRenames: readonly ValueRename[] = [
  // wal2json was removed with Debezium 2.0.0
  { property: "plugin.name", from: "wal2json", to: "pgoutput" },
  { property: "plugin.name", from: "wal2json_rds", to: "pgoutput" },
  { property: "plugin.name", from: "wal2json_rds_streaming", to: "pgoutput" },
  { property: "plugin.name", from: "wal2json_streaming", to: "pgoutput" },
  { property: "snapshot.mode", from: "exported", to: "initial" },
  { property: "snapshot.mode", from: "no_data", to: "never" },
  { property: "snapshot.mode", from: "never", to: "no_data" },
  { property: "database.sslmode", from: "allow", to: "require" },
  { property: "database.sslmode", from: "prefer", to: "require" },
];

/** What other connectors of Debezium have and this one never had, and whose it is. */
export const foreign: readonly { readonly pattern: RegExp; readonly of: string }[] = [
  { pattern: /^include\.query$/, of: "the MySQL connector" },
  {
    pattern: /^include\.schema\.changes$|^(database|schema)\.history\./,
    of: "connectors that keep a history of schemas",
  },
  {
    pattern: /^database\.server\.id$|^incremental\.snapshot\.allow\.schema\.changes$/,
    of: "the MySQL connector",
  },
  {
    pattern: /^database\.(include|exclude)\.list$/,
    of: "connectors that capture several databases",
  },
];
