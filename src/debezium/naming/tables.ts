/** A table with its schema, as PostgreSQL keeps the names: folded where they had no quotes. */
export interface TableName {
  readonly schema: string;
  readonly table: string;
}

/** The entries of one of a connector's lists; `\,` is a comma within one. */
export function parseList(list: string | undefined): string[] {
  return (list ?? "")
    .split(/(?<!\\),/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** Compiled once: hundreds of entries are compared with hundreds of names. */
const expressions = new Map<string, RegExp | undefined>();

/** Debezium compares whole names with regular expressions, whatever their case. */
export function isMatch(entry: string, name: string): boolean {
  if (!expressions.has(entry)) expressions.set(entry, expressionOf(entry));
  return expressions.get(entry)?.test(name) ?? false;
}

function expressionOf(entry: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${entry})$`, "i");
  } catch {
    return undefined; // an expression of Java's that JavaScript does not read
  }
}

/**
 * `public.orders` or `public\.orders`, one entry of a connector's list; undefined where it is a
 * regular expression for tables that only the database knows.
 */
export function plainTable(entry: string): TableName | undefined {
  const [schema, table, ...more] = (plainName(entry.trim()) ?? "").split(".");
  if (!schema || !table || more.length > 0) return undefined;
  return { schema, table };
}

/** The name that an entry stands for; undefined where it may stand for several, or for none. */
function plainName(entry: string): string | undefined {
  const parts = entry.match(/\\[\s\S]|[^\\]/gu) ?? [];
  if (parts.some((part) => /^[\\^$|?*+()[\]{}]$|^\\[a-z0-9]$/i.test(part))) return undefined;
  return parts.map((part) => part.slice(part.startsWith("\\") ? 1 : 0)).join("");
}

/** The table of a name that is no entry of a list: what comes before the first dot is its schema. */
export function tableNamed(name: string): TableName {
  const at = name.indexOf(".");
  return { schema: name.slice(0, Math.max(at, 0)), table: name.slice(at + 1) };
}

/**
 * A name as an entry of a list, which is a regular expression to Debezium: `$` is its end there,
 * and a comma the end of the entry. A dot stays as it is, it matches itself.
 */
export function listEntry(name: string): string {
  return name.replace(/[\\^$|?*+()[\]{},]/g, String.raw`\$&`);
}

/**
 * `public\.orders_.*`: whether what a person gives is an expression. Of its signs, names do have `$`
 * and `+`; one with another sign is given escaped, which is an expression too.
 */
export function isExpression(given: string): boolean {
  return /[\\^|?*()[\]{}]|\.\+/.test(given);
}

/** The table that is given; undefined where it is an expression that may stand for several. */
export function givenTable(given: string): TableName | undefined {
  return isExpression(given) ? plainTable(given) : tableNamed(given);
}

/** As a person gives it: a name is escaped, an expression taken as it is. */
export function givenEntry(given: string): string {
  return isExpression(given) ? given : listEntry(given);
}
