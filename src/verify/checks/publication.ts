import type { Client } from "pg";
import { parseList } from "../../debezium/naming/tables";
import { failed, type CheckResult, listOf, ok, warning } from "../check-result";
import type { CapturedTables, Table } from "./tables";

type ConnectorConfig = Readonly<Record<string, string>>;

export interface Publication {
  /** The kinds of changes that it publishes. */
  readonly publishes: readonly Operation[];
  /** By table: the rows that it publishes, where that is not all of them. */
  readonly rowFilters: ReadonlyMap<string, string>;
  /** Tables of which it publishes some columns only. */
  readonly withColumnList: readonly string[];
  /** Whether changes of a partition come under the name of the partitioned table. */
  readonly isViaRoot: boolean;
}

/** In PostgreSQL's words and Debezium's letters. */
const operations = { insert: "c", update: "u", delete: "d", truncate: "t" } as const;
type Operation = keyof typeof operations;

/** @returns undefined where there is no publication of that name */
export async function readPublication(
  client: Client,
  name: string,
): Promise<Publication | undefined> {
  const { rows } = await client.query<Record<string, unknown>>(
    "SELECT pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot FROM pg_publication WHERE pubname = $1",
    [name],
  );
  const [found] = rows;
  if (!found) return undefined;
  // as JSON: before PostgreSQL 15 there is neither filter nor column list
  const { rows: tables } = await client.query<{ name: string; filter?: string; columns: boolean }>(
    `SELECT t.schemaname || '.' || t.tablename AS name, to_jsonb(t) ->> 'rowfilter' AS filter,
            to_jsonb(pr) ->> 'prattrs' IS NOT NULL AS columns
       FROM pg_publication_tables t JOIN pg_publication p ON p.pubname = t.pubname
       LEFT JOIN pg_publication_rel pr ON pr.prpubid = p.oid
             AND pr.prrelid = format('%I.%I', t.schemaname, t.tablename)::regclass
      WHERE t.pubname = $1 ORDER BY 1`,
    [name],
  );
  return {
    publishes: (Object.keys(operations) as Operation[]).filter((kind) => found[`pub${kind}`]),
    rowFilters: new Map(
      tables.flatMap((table) => (table.filter ? [[table.name, table.filter]] : [])),
    ),
    withColumnList: tables.filter(({ columns }) => columns).map((table) => table.name),
    isViaRoot: found.pubviaroot === true,
  };
}

/** Of a connector that reads by pgoutput, the one plugin with publications. */
export function judgePublication(
  name: string,
  publication: Publication | undefined,
  { captured, missing, unpublishedSignals, ...more }: CapturedTables,
  config: ConnectorConfig = {},
): CheckResult[] {
  const what = `publication ${name}`;
  if (!publication) {
    return [failed(what, "is not there: no change reaches the connector; `npx cdc sql` prints it")];
  }
  const named = [missing, more.views, more.unmatched].flatMap((names) => names ?? []);
  const left = captured.filter(({ isPublished }) => !isPublished).map((table) => table.name);
  const violations = [
    ...(left.length > 0
      ? [
          `does not hold ${listOf(left)}: their changes are not captured; ALTER PUBLICATION … ADD TABLE ${listOf(left)}`,
        ]
      : []),
    ...(unpublishedSignals === undefined
      ? []
      : [
          `does not hold ${unpublishedSignals}: no signal reaches the connector (signal.data.collection); ALTER PUBLICATION … ADD TABLE ${unpublishedSignals}`,
        ]),
    ...lostUnderOtherNames(name, publication, captured, more.partitioned),
    ...unpublishedOperations(publication, config),
    ...(missing.length > 0 ? [`${listOf(missing)} is captured and does not exist`] : []),
    ...notTables(more),
    ...(captured.length === 0 && named.length === 0 ? ["no table is captured"] : []),
  ];
  const { length } = captured;
  const holds = length === 1 ? "holds the captured table" : `holds all ${length} captured tables`;
  const names = captured.map((table) => table.name);
  return [
    violations.length > 0 ? failed(what, violations.join("; ")) : ok(what, holds),
    ...judgeFilters(what, publication, names),
  ];
}

/** Changes that reach the connector under a name that it does not capture, so that it drops them. */
function lostUnderOtherNames(
  name: string,
  { isViaRoot }: Publication,
  captured: readonly Table[],
  partitioned: readonly string[] = [],
): string[] {
  const beyondAscii = captured.filter((table) => /[^\0-\x7f]/.test(table.name));
  return [
    ...(partitioned.length > 0 && !isViaRoot
      ? [
          `publishes changes of ${listOf(partitioned)} under the names of partitions, which are not captured; ALTER PUBLICATION ${name} SET (publish_via_partition_root = true)`,
        ]
      : []),
    ...(beyondAscii.length > 0
      ? [
          `${listOf(beyondAscii.map((table) => table.name))} is not named in ASCII: Debezium captures its snapshot and no change; ALTER TABLE … RENAME TO …, with a view under the old name`,
        ]
      : []),
  ];
}

function notTables({ views = [], unmatched = [] }: Partial<CapturedTables>): string[] {
  return [
    ...(views.length > 0
      ? [`${listOf(views)} is a view, of which PostgreSQL publishes no change; capture its tables`]
      : []),
    ...(unmatched.length > 0
      ? [`${listOf(unmatched)} of table.include.list matches no table; correct it, or remove it`]
      : []),
  ];
}

/** What it leaves out although the connector does not skip it. */
function unpublishedOperations({ publishes }: Publication, config: ConnectorConfig): string[] {
  // Debezium leaves out truncations unless it is asked for them
  const skips = parseList(config["skipped.operations"] ?? operations.truncate);
  const left = (Object.keys(operations) as Operation[]).filter(
    (kind) => !publishes.includes(kind) && !skips.includes(operations[kind]),
  );
  if (left.length === 0) return [];
  const wanted = (Object.keys(operations) as Operation[]).filter(
    (kind) => publishes.includes(kind) || left.includes(kind),
  );
  return [
    `does not publish ${left.join(", ")}: the connector misses them; ALTER PUBLICATION … SET (publish = '${wanted.join(", ")}'), or leave them out with skipped.operations`,
  ];
}

/** Both may be wanted, so they are no failure. */
function judgeFilters(
  what: string,
  { rowFilters, withColumnList }: Publication,
  captured: readonly string[],
): CheckResult[] {
  const filtered = captured.filter((table) => rowFilters.has(table));
  const cut = captured.filter((table) => withColumnList.includes(table));
  return [
    ...(filtered.length > 0
      ? [
          warning(
            what,
            `filters rows of ${listOf(filtered.map((table) => `${table} (${rowFilters.get(table)})`))}: changes of other rows are not captured; if that is not wanted, add the table without WHERE`,
          ),
        ]
      : []),
    ...(cut.length > 0
      ? [
          warning(
            what,
            `publishes some columns only of ${listOf(cut)}: events carry no other; if that is not wanted, add the table without a column list`,
          ),
        ]
      : []),
  ];
}
