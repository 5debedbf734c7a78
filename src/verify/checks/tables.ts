import type { Client } from "pg";
import { isMatch, parseList, plainTable } from "../../database/names";
import { failed, type CheckResult, ok, warning } from "../check-result";

type ConnectorConfig = Readonly<Record<string, string>>;

/** A table of the database. */
export interface Table {
  /** `public.orders` */
  readonly name: string;
  /** PostgreSQL's `relreplident`: d(efault), n(othing), f(ull), i(ndex). */
  readonly identity: string;
  readonly hasKey: boolean;
  /** Itself, or as a partition or by its partitions. */
  readonly isPublished: boolean;
}

export interface Tables {
  /** Whether there is a publication of that name. */
  readonly isPublication: boolean;
  /** All of the database. */
  readonly all: readonly Table[];
}

export async function readTables(client: Client, publication: string): Promise<Tables> {
  const { rowCount } = await client.query("SELECT FROM pg_publication WHERE pubname = $1", [
    publication,
  ]);
  const { rows } = await client.query<Table>(
    `WITH published AS (
       SELECT format('%I.%I', schemaname, tablename)::regclass::oid AS oid
         FROM pg_publication_tables WHERE pubname = $1
     )
     SELECT n.nspname || '.' || c.relname AS name, c.relreplident::text AS identity,
            EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary) AS "hasKey",
            c.oid IN (SELECT oid FROM published)
              OR c.relkind = 'p' AND EXISTS (
                SELECT FROM pg_partition_tree(c.oid) t JOIN published p ON p.oid = t.relid)
              OR c.relispartition AND EXISTS (
                SELECT FROM pg_partition_ancestors(c.oid) t JOIN published p ON p.oid = t.relid)
              AS "isPublished"
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
      ORDER BY 1`,
    [publication],
  );
  return { isPublication: rowCount === 1, all: rows };
}

/** Those that a connector captures, and those that it names and that are not there. */
export function capturedTables(config: ConnectorConfig, all: readonly Table[]) {
  const includes = parseList(config["table.include.list"]);
  const captured = all.filter(({ name }) => {
    const [schema = ""] = name.split(".");
    return (
      isTaken(schema, config["schema.include.list"], config["schema.exclude.list"]) &&
      isTaken(name, config["table.include.list"], config["table.exclude.list"])
    );
  });
  const missing = includes.flatMap((entry) => {
    const plain = plainTable(entry);
    if (!plain) return [];
    const name = `${plain.schema}.${plain.table}`;
    return all.some((table) => table.name.toLowerCase() === name.toLowerCase()) ? [] : [name];
  });
  return { captured, missing };
}

function isTaken(name: string, includes: string | undefined, excludes: string | undefined) {
  const included = parseList(includes);
  if (included.length > 0) return included.some((entry) => isMatch(entry, name));
  return !parseList(excludes).some((entry) => isMatch(entry, name));
}

/** Of a connector that reads by pgoutput, the one plugin with publications. */
export function judgePublication(
  publication: string,
  isPublication: boolean,
  { captured, missing }: ReturnType<typeof capturedTables>,
): CheckResult {
  const what = `publication ${publication}`;
  if (!isPublication) {
    return failed(what, "is not there: no change reaches the connector; `npx cdc sql` prints it");
  }
  const left = captured.filter(({ isPublished }) => !isPublished).map(({ name }) => name);
  const violations = [
    ...(left.length > 0
      ? [
          `does not hold ${left.join(", ")}: their changes are not captured; ALTER PUBLICATION … ADD TABLE ${left.join(", ")}`,
        ]
      : []),
    ...(missing.length > 0 ? [`${missing.join(", ")} is captured and does not exist`] : []),
    ...(captured.length === 0 && missing.length === 0 ? ["no table is captured"] : []),
  ];
  if (violations.length > 0) return failed(what, violations.join("; "));
  const { length } = captured;
  return ok(
    what,
    length === 1 ? "holds the captured table" : `holds all ${length} captured tables`,
  );
}

export function judgeIdentity(captured: readonly Table[]): CheckResult[] {
  const what = "replica identity";
  const named = (tables: readonly Table[]) => tables.map(({ name }) => name).join(", ");
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
            `of ${named(keyOnly)} is a key: updates and deletes tell no other column of the row before; ${advice} if you need them`,
          ),
        ]
      : []),
  ];
  if (results.length > 0 || captured.length === 0) return results;
  return [ok(what, "full: updates and deletes tell the whole row before")];
}
