import type { Client } from "pg";
import { isMatch, parseList, plainTable } from "../../debezium/naming/tables";

type ConnectorConfig = Readonly<Record<string, string>>;

/** What a connector may name in a database. */
export interface Relation {
  /** `public.orders` */
  readonly name: string;
  readonly kind: "table" | "partitioned" | "view";
  /** The partitioned table that it is a part of. */
  readonly partitionOf: string | null;
  /** Whether PostgreSQL can tell its rows apart in updates and deletes that are published. */
  readonly hasIdentity: boolean;
}

/** Those that are no part of PostgreSQL itself. */
export async function readRelations(client: Client): Promise<Relation[]> {
  const { rows } = await client.query<Relation>(
    `SELECT n.nspname || '.' || c.relname AS name,
            CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned' ELSE 'view' END AS kind,
            CASE WHEN c.relispartition THEN
              (SELECT rn.nspname || '.' || rc.relname
                 FROM pg_class rc JOIN pg_namespace rn ON rn.oid = rc.relnamespace
                WHERE rc.oid = pg_partition_root(c.oid)) END AS "partitionOf",
            c.relreplident = 'f' OR EXISTS (
              SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indimmediate
                 AND CASE c.relreplident WHEN 'd' THEN i.indisprimary ELSE i.indisreplident END
            ) AS "hasIdentity"
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname <> 'information_schema'
        AND n.nspname !~ '^pg_'
      ORDER BY 1`,
  );
  return rows;
}

/** What becomes of captured tables that are there and not as Debezium needs them: a line each. */
export function describeCaptured(
  config: ConnectorConfig,
  relations: readonly Relation[],
): string[] {
  const entries = parseList(config["table.include.list"]);
  const isTaken = ({ name }: Relation) => entries.some((entry) => isMatch(entry, name));
  const isNamed = ({ name }: Relation) =>
    entries.some((entry) => plainTable(entry) && isMatch(entry, name));
  const captured = relations.filter(isTaken);
  const isPgoutput = config["plugin.name"] === "pgoutput";
  const isByHand = config["publication.autocreate.mode"]?.toLowerCase() === "disabled";
  const publication = config["publication.name"] ?? "dbz_publication";
  return captured.flatMap((relation) => {
    const { name, kind } = relation;
    if (kind === "view") {
      // an expression for tables may take views along
      return isNamed(relation)
        ? [`${name} is a view, of which PostgreSQL publishes no change: capture its tables`]
        : [];
    }
    const lines: string[] = [];
    const losesPartitions =
      kind === "partitioned" &&
      relations.some(
        (part) => part.partitionOf === name && part.kind === "table" && !captured.includes(part),
      );
    if (losesPartitions && isPgoutput && !isByHand) {
      lines.push(
        `${name} is partitioned: the publication that Debezium makes publishes its changes under the names of partitions, which are not captured; ` +
          `once it is there, ALTER PUBLICATION ${publication} SET (publish_via_partition_root = true), or let npx cdc sql make it (publication.autocreate.mode disabled)`,
      );
    }
    if (!relation.hasIdentity && isPgoutput && !isByHand) {
      lines.push(
        `${name} has neither a primary key nor a replica identity: PostgreSQL refuses its updates and deletes once it is published; ALTER TABLE … REPLICA IDENTITY FULL, or give it a primary key`,
      );
    }
    return lines;
  });
}
