/** What of a connector's settings may change how a value is written. */
export type Family = "decimal" | "time" | "binary" | "hstore" | "interval" | "unknown" | "nulls";

/** One type, and values of it: each is inserted before the connectors start, and again while they run. */
export interface TypeSample {
  /** As PostgreSQL calls it. */
  readonly type: string;
  /** What stands for the type in `CREATE TABLE`. @default - `type` */
  readonly column?: string;
  /** SQL expressions, of the column `v` unless `given` is another. */
  readonly values: readonly string[];
  /** Further columns: `a integer`. @default - none */
  readonly more?: string;
  /** The column that the values go to, where `v` is computed. @default "v" */
  readonly given?: string;
  /** Whether a running connector then sees an update of `a`, and that event is the one that counts. */
  readonly isUpdated?: boolean;
  /** What updates carry of the row before. @default - its key */
  readonly replicaIdentity?: "FULL";
  /** The settings that may change it. @default - none */
  readonly varies?: readonly Family[];
}

/** Types that a reader looks for together. */
export interface SampleGroup {
  readonly title: string;
  /** What its tables need. @default - nothing */
  readonly before?: readonly string[];
  readonly samples: readonly TypeSample[];
}
