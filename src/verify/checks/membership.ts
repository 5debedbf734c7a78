import type { Client } from "pg";

/** Since when a table has been published, by transactions. */
export interface Membership {
  /** `public.orders` */
  readonly table: string;
  /**
   * The transaction that last created or changed the publication, or added the table to it: what
   * was captured before was captured by another state of the publication.
   */
  readonly since: bigint;
  /** The transaction that created the table: earlier events are another table's of that name. */
  readonly created: bigint;
}

export interface Memberships {
  readonly tables: readonly Membership[];
  /** The next transaction's id. All of these are 64 bits wide, as `pg_current_xact_id`. */
  readonly next: bigint;
}

/**
 * From the `xmin` of the catalog's rows. `ALTER PUBLICATION … SET TABLE`, with which Debezium and
 * `cdc sql` start, leaves the rows of the tables that stay as they are; dropping a table from it,
 * or the whole publication, and adding it again makes a new one.
 *
 * @param tables `public.orders`
 */
export async function readMemberships(
  client: Client,
  publication: string,
  tables: readonly string[],
): Promise<Memberships> {
  const { rows: versions } = await client.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  const hasSchemas = (versions[0]?.version ?? 0) >= 150_000;
  const { rows } = await client.query<Record<"name" | "since" | "created" | "next", string>>(
    `WITH publication AS (
       SELECT oid, puballtables, xmin::text::bigint AS xmin FROM pg_publication WHERE pubname = $1
     ), member AS (
       SELECT pr.prrelid AS relid, pr.xmin::text::bigint AS xmin
         FROM pg_publication_rel pr JOIN publication p ON p.oid = pr.prpubid
       UNION ALL
       SELECT c.oid, p.xmin FROM pg_class c, publication p WHERE p.puballtables
       ${hasSchemas ? schemaMembers : ""}
     ), next AS (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS id)
     SELECT n.nspname || '.' || c.relname AS name, next.id AS next,
            greatest(${full("p.xmin")}, (
              SELECT min(${full("m.xmin")}) FROM member m
               WHERE m.relid = c.oid
                  OR c.relispartition AND m.relid IN (SELECT relid FROM pg_partition_ancestors(c.oid))
                  OR c.relkind = 'p' AND m.relid IN (SELECT relid FROM pg_partition_tree(c.oid))
            )) AS since,
            -- of a system column, whose row nothing changes
            (SELECT ${full("a.xmin::text::bigint")} FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum = -1) AS created
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, publication p, next
      WHERE n.nspname || '.' || c.relname = ANY ($2) AND c.relkind IN ('r', 'p')
      ORDER BY 1`,
    [publication, tables],
  );
  return {
    next: BigInt(rows[0]?.next ?? 0),
    tables: rows.map(({ name, since, created }) => ({
      table: name,
      since: BigInt(since ?? 0),
      created: BigInt(created ?? 0),
    })),
  };
}

const schemaMembers = `
       UNION ALL
       SELECT c.oid, pn.xmin::text::bigint
         FROM pg_publication_namespace pn JOIN publication p ON p.oid = pn.pnpubid
         JOIN pg_class c ON c.relnamespace = pn.pnnspid`;

/** The 64 bits of a catalog row's `xmin`, of which a row has 32: the last such id before the next. */
function full(xmin: string): string {
  return `CASE WHEN ${xmin} < 3 THEN 0 ELSE next.id - ((next.id - ${xmin}) & 4294967295) END`;
}
