import type { TableName } from "../debezium/naming/tables";

/** What PostgreSQL logs of the row before an update or a delete; an index names the columns. */
export type ReplicaIdentity = "default" | "full" | "nothing" | { readonly index: string };

export interface CapturedTable extends TableName {
  /** @default - left as it is */
  readonly replicaIdentity?: ReplicaIdentity;
}

/** The table that a heartbeat writes to. */
export interface HeartbeatTable extends TableName {
  /** Those that its statement names. */
  readonly columns: readonly string[];
  readonly writes: "insert" | "upsert" | "update";
}

/** The table that a connector takes orders from. */
export interface SignalTable extends TableName {
  /** Whether the connector takes the marks of an incremental snapshot away again. */
  readonly deletes: boolean;
}

/** What the database of a source needs before its connector can run. */
export interface DatabaseModel {
  readonly database: string;
  readonly tables: readonly CapturedTable[];
  /** @default - none: the connector reads PostgreSQL's log by a plugin that has no publications */
  readonly publication?: string;
  readonly heartbeat?: HeartbeatTable;
  readonly signal?: SignalTable;
  /** The role that the connector logs in as. @default - the owner of the tables, who needs no grants */
  readonly role?: string;
}
