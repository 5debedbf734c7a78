/** One change of one row; its place in the plan is its number. */
export interface Change {
  readonly key: number;
  readonly operation: "insert" | "update" | "delete";
}

/** A row is updated so many rows after its insert, and deleted as many later again. */
const usualRowsBetween = 20;

/** Changes of one transaction; fewer than lie between two changes of a row, so no row is in one twice. */
export const batchSize = 20;

/**
 * Changes without end to rows of keys from `firstKey` on: each is inserted, updated and deleted
 * once. Number and change follow from each other, so that nobody has to keep a list.
 */
export class ChangePlan {
  /**
   * @param firstKey of the first row
   * @param rowsBetween rows between two changes of a row, which is half of those that are there at a
   *   time; at least {@link batchSize}. @default 20
   */
  constructor(
    private readonly firstKey: number,
    private readonly rowsBetween = usualRowsBetween,
  ) {}

  /** The change of that number, from 0 on. */
  at(number: number): Change {
    const between = this.rowsBetween;
    const change = (row: number, operation: Change["operation"]): Change => ({
      key: this.firstKey + row,
      operation,
    });
    // one change for each of the first rows, then two, then three
    const [row, nth] =
      number < between
        ? [number, 0]
        : number < 3 * between
          ? divided(number - between, 2, between)
          : divided(number - 3 * between, 3, 2 * between);
    if (nth === 0) return change(row, "insert");
    if (nth === 1) return change(row - between, "update");
    return change(row - 2 * between, "delete");
  }

  /** The number of a change: the inverse of {@link at}. */
  numberOf({ key, operation }: Change): number {
    const row = key - this.firstKey;
    if (operation === "insert") return this.#firstOf(row);
    if (operation === "update") return this.#firstOf(row + this.rowsBetween) + 1;
    return this.#firstOf(row + 2 * this.rowsBetween) + 2;
  }

  /** The number of a row's insert: each row before it came with those changes that were due. */
  #firstOf(row: number): number {
    return row + Math.max(0, row - this.rowsBetween) + Math.max(0, row - 2 * this.rowsBetween);
  }
}

function divided(number: number, by: number, from: number): [row: number, nth: number] {
  return [from + Math.floor(number / by), number % by];
}

/** The first so many changes of a plan. */
export function planChanges(count: number, firstKey: number): Change[] {
  const plan = new ChangePlan(firstKey);
  return Array.from({ length: count }, (_, number) => plan.at(number));
}

/** Changes that are written in one transaction, the first of which has that number. */
export interface Batch {
  readonly first: number;
  readonly changes: readonly Change[];
}

export function* batchesOf(changes: readonly Change[]): Generator<Batch> {
  for (let first = 0; first < changes.length; first += batchSize) {
    yield { first, changes: changes.slice(first, first + batchSize) };
  }
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
