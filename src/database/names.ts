import { escapeIdentifier, escapeLiteral } from "pg";
import { nameRules } from "../aiven/rules/name-rules";
import { findViolations } from "../aiven/rules/rule";
import type { TableName } from "../debezium/naming/tables";

/** Thrown for a name that no SQL is written with. */
export class UnusableName extends Error {
  override readonly name = "UserError";
}

/**
 * An identifier in SQL, quoted.
 *
 * @throws UnusableName for control characters: psql reads a command from each line
 */
export function identifier(name: string): string {
  return escapeIdentifier(checkedName(name));
}

/** A string constant in SQL, quoted. @throws UnusableName as {@link identifier} */
export function literal(text: string): string {
  return escapeLiteral(checkedName(text));
}

/**
 * psql's command that connects to another database of the same server as the same user. It takes
 * the name as a connection string, as pg_dump writes it: a bare name with `=` in it would be one too.
 *
 * @throws UnusableName as {@link identifier}
 */
export function connectCommand(database: string): string {
  const value = checkedName(database).replace(/[\\']/g, String.raw`\$&`);
  return String.raw`\connect -reuse-previous=on ${escapeIdentifier(`dbname='${value}'`)}`;
}

function checkedName(name: string): string {
  const [violation] = findViolations(nameRules, { name }, { asOf: new Date() });
  if (violation) throw new UnusableName(violation.message);
  return name;
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

export function sameTable(one: TableName, other: TableName): boolean {
  return one.schema === other.schema && one.table === other.table;
}
