import type { TableName } from "./naming/tables";

type Config = Readonly<Record<string, string | number | boolean | undefined>>;

/** What moves the slot of a read replica, where no connector can write. */
export const messageOnPrimary = "SELECT pg_logical_emit_message(true, 'heartbeat', now()::text)";

/**
 * The heartbeat that needs no table: pgoutput sends the messages, and the slot moves on. They are
 * transactional, see {@link transactional}, and two, see docs/adr/0015.
 */
export const messageHeartbeat = `BEGIN; ${messageOnPrimary}; COMMIT; ${messageOnPrimary}`;

const outsideTransaction = /\b(pg_logical_emit_message\s*\()\s*(?:false|'f(?:alse)?')/gi;

/**
 * The statement with its messages made part of its transaction. Outside of it a message overtakes
 * the changes of every transaction that is open: a connector that restarts before their commit goes
 * on after the message, and skips them (seen with Debezium 3.1.0: 2 of 3 such transactions were lost).
 */
export function transactional(statement: string): string {
  return statement.replace(outsideTransaction, "$1true");
}

/** The table that a statement writes to; undefined if it writes to none, or is not understood. */
export function writtenTable(statement: string): TableName | undefined {
  const name = String.raw`("[^"]+"|[\w$]+)`;
  const start = String.raw`^\s*(?:INSERT\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?)\s+`;
  const pattern = new RegExp(String.raw`${start}${name}(?:\.${name})?(?=[\s(;]|$)`, "i");
  const [, first, second] = pattern.exec(statement) ?? [];
  if (first === undefined) return undefined;
  const [schema, table] = second === undefined ? ["public", first] : [first, second];
  return { schema: folded(schema), table: folded(table) };
}

/** PostgreSQL folds what has no quotes. */
function folded(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1) : name.toLowerCase();
}

/** The table that a connector's heartbeat writes to, if it has a heartbeat that writes to one. */
export function heartbeatTable(config: Config): TableName | undefined {
  if (!(Number(config["heartbeat.interval.ms"]) > 0)) return undefined;
  return writtenTable(String(config["heartbeat.action.query"] ?? ""));
}
