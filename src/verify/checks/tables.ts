import type { Client } from "pg";
import { isMatch, parseList, plainTable } from "../../debezium/naming/tables";
import { type CheckResult, listOf, ok, warning } from "../check-result";

type ConnectorConfig = Readonly<Record<string, string>>;

/** A table of the database. */
export interface Table {
  /** `public.orders` */
  readonly name: string;
  /** PostgreSQL's `relreplident`: d(efault), n(othing, or an index that was dropped), f(ull), i(ndex). */
  readonly identity: string;
  /** A primary key that PostgreSQL can identify rows by: not a deferrable one. */
  readonly hasKey: boolean;
  /** Itself, or as a partition or by its partitions. */
  readonly isPublished: boolean;
  /** Read like a table, and never published. @default false */
  readonly isView?: boolean;
  /** The partitioned table that it is a part of, at whatever depth. @default - none */
  readonly partitionOf?: string | null;
}

export async function readTables(client: Client, publication: string): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `WITH published AS (
       SELECT format('%I.%I', schemaname, tablename)::regclass::oid AS oid
         FROM pg_publication_tables WHERE pubname = $1
     )
     SELECT n.nspname || '.' || c.relname AS name,
            CASE WHEN c.relreplident = 'i' AND NOT EXISTS (
                   SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisreplident)
                 THEN 'n' ELSE c.relreplident::text END AS identity,
            EXISTS (SELECT FROM pg_index i
                     WHERE i.indrelid = c.oid AND i.indisprimary AND i.indimmediate) AS "hasKey",
            c.oid IN (SELECT oid FROM published)
              OR c.relkind = 'p' AND EXISTS (
                SELECT FROM pg_partition_tree(c.oid) t JOIN published p ON p.oid = t.relid)
              OR c.relispartition AND EXISTS (
                SELECT FROM pg_partition_ancestors(c.oid) t JOIN published p ON p.oid = t.relid)
              AS "isPublished",
            c.relkind IN ('v', 'm') AS "isView",
            CASE WHEN c.relispartition AND c.relkind <> 'p' THEN
              (SELECT rn.nspname || '.' || rc.relname
                 FROM pg_class rc JOIN pg_namespace rn ON rn.oid = rc.relnamespace
                WHERE rc.oid = pg_partition_root(c.oid)) END AS "partitionOf"
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
      ORDER BY 1`,
    [publication],
  );
  return rows;
}

export interface CapturedTables {
  readonly captured: readonly Table[];
  /** Named by the connector, and not there. */
  readonly missing: readonly string[];
  /** Expressions of the connector's that match no table. @default - none */
  readonly unmatched?: readonly string[];
  /** Captured as if they were tables. @default - none */
  readonly views?: readonly string[];
  /** Captured partitioned tables that have partitions which are not captured. @default - none */
  readonly partitioned?: readonly string[];
  /** The table that the connector takes signals from, if it is there and not published. */
  readonly unpublishedSignals?: string;
}

/** Those that a connector captures, and those that it names and that are not there. */
export function capturedTables(config: ConnectorConfig, all: readonly Table[]): CapturedTables {
  const includes = parseList(config["table.include.list"]);
  const taken = all.filter(({ name }) => {
    const [schema = ""] = name.split(".");
    return (
      isTaken(schema, config["schema.include.list"], config["schema.exclude.list"]) &&
      isTaken(name, config["table.include.list"], config["table.exclude.list"])
    );
  });
  const named = (entry: string) => {
    const plain = plainTable(entry);
    return plain && `${plain.schema}.${plain.table}`;
  };
  const found = (name: string) =>
    all.find((table) => table.name.toLowerCase() === name.toLowerCase());
  const captured = taken.filter(({ isView }) => !isView);
  const missing = includes.flatMap((entry) => {
    const name = named(entry);
    return name === undefined || found(name) ? [] : [name];
  });
  const unmatched = includes.filter(
    (entry) => named(entry) === undefined && !all.some(({ name }) => isMatch(entry, name)),
  );
  const uncaptured = all.filter((table) => table.partitionOf && !captured.includes(table));
  const partitioned = captured.filter(({ name }) =>
    uncaptured.some(({ partitionOf }) => partitionOf === name),
  );
  const signals = found(named(config["signal.data.collection"] ?? "") ?? "");
  return {
    captured,
    missing,
    unmatched,
    // an expression for tables may take views along
    views: taken.flatMap(({ name, isView }) =>
      isView && includes.some((entry) => named(entry)?.toLowerCase() === name.toLowerCase())
        ? [name]
        : [],
    ),
    partitioned: partitioned.map(({ name }) => name),
    unpublishedSignals: signals?.isPublished ? undefined : signals?.name,
  };
}

/** Debezium reads no exclude list where there is an include list. */
export function isTaken(name: string, includes: string | undefined, excludes: string | undefined) {
  const included = parseList(includes);
  if (included.length > 0) return included.some((entry) => isMatch(entry, name));
  return !parseList(excludes).some((entry) => isMatch(entry, name));
}

export function judgeIdentity(captured: readonly Table[]): CheckResult[] {
  const what = "replica identity";
  const named = (tables: readonly Table[]) => listOf(tables.map(({ name }) => name));
  const refused = captured.filter(
    ({ identity, hasKey }) => identity === "n" || (identity === "d" && !hasKey),
  );
  const keyOnly = captured.filter((table) => table.identity !== "f" && !refused.includes(table));
  const advice = "ALTER TABLE … REPLICA IDENTITY FULL";
  const results = [
    ...(refused.length > 0
      ? [
          warning(
            what,
            `of ${named(refused)} is none: PostgreSQL refuses their updates and deletes while they are published; ${advice}, or DEFAULT with a primary key`,
          ),
        ]
      : []),
    ...(keyOnly.length > 0
      ? [
          warning(
            what,
            `of ${named(keyOnly)} is a key: updates and deletes carry no other column of the previous row; ${advice} if you need them`,
          ),
        ]
      : []),
  ];
  if (results.length > 0 || captured.length === 0) return results;
  return [ok(what, "full: updates and deletes carry the whole previous row")];
}
