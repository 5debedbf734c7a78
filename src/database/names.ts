/** A table with its schema, as PostgreSQL keeps the names: folded where they had no quotes. */
export interface TableName {
  readonly schema: string;
  readonly table: string;
}

/** An identifier in SQL, whatever is in it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text in SQL. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes("\\") ? ` E${quoted.replaceAll("\\", "\\\\")}` : quoted;
}

export function qualified({ schema, table }: TableName): string {
  return `${identifier(schema)}.${identifier(table)}`;
}

/** A block of PL/pgSQL, between marks that nothing in it can end. */
export function block(lines: readonly string[]): string {
  const body = lines.join("\n");
  let mark = "$cdc$";
  for (let count = 1; body.includes(mark); count++) mark = `$cdc${count}$`;
  return `DO ${mark}\nBEGIN\n${body.replace(/^/gm, "  ")}\nEND\n${mark}`;
}

/**
 * `public.orders` or `public\.orders`, one entry of a connector's list; undefined where it is a
 * regular expression for tables that only the database can tell.
 */
export function plainTable(entry: string): TableName | undefined {
  const [schema, table, ...more] = entry.trim().replaceAll("\\.", ".").split(".");
  const plain = /^[^\s\\^$.|?*+()[\]{}]+$/;
  if (!schema || !table || more.length > 0) return undefined;
  return plain.test(schema) && plain.test(table) ? { schema, table } : undefined;
}

export function sameTable(one: TableName, other: TableName): boolean {
  return one.schema === other.schema && one.table === other.table;
}

/** The entries of one of a connector's lists; `\,` is a comma within one. */
export function parseList(list: string | undefined): string[] {
  return (list ?? "")
    .split(/(?<!\\),/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** Debezium compares whole names with regular expressions, whatever their case. */
export function isMatch(entry: string, name: string): boolean {
  try {
    return new RegExp(`^(?:${entry})$`, "i").test(name);
  } catch {
    return false; // an expression of Java's that JavaScript does not read
  }
}
