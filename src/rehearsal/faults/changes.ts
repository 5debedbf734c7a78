/** One change of one row; its place in the plan is its number. */
export interface Change {
  readonly key: number;
  readonly operation: "insert" | "update" | "delete";
}

/** A row is updated so many rows after its insert, and deleted as many later again. */
const rowsBetween = 20;

/** Changes of one transaction; fewer than lie between two changes of a row, so no row is in one twice. */
export const batchSize = 20;

/** So many changes to rows of keys from `firstKey` on: each is inserted, updated and deleted once at most. */
export function planChanges(count: number, firstKey: number): Change[] {
  const changes: Change[] = [];
  for (let row = 0; changes.length < count; row++) {
    const key = firstKey + row;
    changes.push({ key, operation: "insert" });
    if (row >= rowsBetween) changes.push({ key: key - rowsBetween, operation: "update" });
    if (row >= 2 * rowsBetween) changes.push({ key: key - 2 * rowsBetween, operation: "delete" });
  }
  return changes.slice(0, count);
}

/** The statement of a change; a row carries the number of the last change to it in its name. */
export function statementOf(change: Change, number: number, table: string): string {
  const { key, operation } = change;
  const name = `'${nameOf(number)}'`;
  if (operation === "insert") {
    return `INSERT INTO ${table} (id, name, amount) VALUES (${key}, ${name}, 1)`;
  }
  if (operation === "delete") return `DELETE FROM ${table} WHERE id = ${key}`;
  return `UPDATE ${table} SET name = ${name}, updated_at = now() WHERE id = ${key}`;
}

function nameOf(number: number): string {
  return `change ${number}`;
}

/** The number that a row carries. */
export function numberIn(name: unknown): number | undefined {
  const [, digits] = /^change (\d+)$/.exec(String(name)) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
