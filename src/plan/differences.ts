import { isDeepStrictEqual } from "node:util";
import { isUnquotedName } from "../base/secret-names";
import { type Change, isMarked, type Marks, markAt } from "./change";

/** One argument that changes. */
export interface Difference {
  /** As Terraform writes it: `kafka_user_config[0].kafka[0].log_retention_hours`. */
  readonly path: string;
  /** null: not set. */
  readonly before: unknown;
  readonly after: unknown;
  readonly isSecret: boolean;
  /** Whether the value after is known only once the change is made. */
  readonly isUnknown: boolean;
}

interface Side {
  readonly value: unknown;
  readonly secret: Marks;
}

/** The arguments that an update changes; a list of plain values is one, blocks are compared one by one. */
export function differencesOf(change: Change): Difference[] {
  const before = { value: change.before, secret: change.before_sensitive };
  const after = { value: change.after, secret: change.after_sensitive };
  return differences("", before, after, change.after_unknown);
}

function differences(path: string, before: Side, after: Side, unknown: Marks): Difference[] {
  const steps = stepsInto(before.value, after.value, unknown);
  if (steps.length > 0) {
    return steps.flatMap((step) =>
      differences(
        pathTo(path, step),
        { value: at(before.value, step), secret: markAt(before.secret, step) },
        { value: at(after.value, step), secret: markAt(after.secret, step) },
        markAt(unknown, step),
      ),
    );
  }
  const isUnknown = unknown === true;
  const from = absentAsNull(before.value);
  const to = absentAsNull(after.value);
  if (!isUnknown && isDeepStrictEqual(from, to)) return [];
  const isSecret =
    isMarked(before.secret) || isMarked(after.secret) || isUnquotedName(lastOf(path));
  return [{ path, before: from, after: to, isSecret, isUnknown }];
}

/** What lies inside; none where two values are compared as they are. */
function stepsInto(before: unknown, after: unknown, unknown: Marks): (string | number)[] {
  if (unknown === true) return [];
  const sides = [before, after].filter((side) => absentAsNull(side) !== null);
  if (sides.length > 0 && sides.every(isBlocks)) {
    const longest = Math.max(...sides.map((side) => (side as unknown[]).length));
    return Array.from({ length: longest }, (_, index) => index);
  }
  if (sides.length > 0 && sides.every(isObject)) {
    const names = sides.flatMap((side) => Object.keys(side as object));
    const unknowns = isObject(unknown) ? Object.keys(unknown) : [];
    return [...new Set([...names, ...unknowns])];
  }
  return [];
}

/** An empty list of blocks is one that is not set. */
function absentAsNull(value: unknown): unknown {
  return value === undefined || (Array.isArray(value) && value.length === 0) ? null : value;
}

function isBlocks(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function at(value: unknown, step: string | number): unknown {
  return (value as Readonly<Record<string | number, unknown>> | null | undefined)?.[step];
}

/** Keys of a map may have dots themselves: a connector's properties do. */
export function pathTo(path: string, step: string | number): string {
  if (typeof step === "number") return `${path}[${step}]`;
  if (!/^[\w-]+$/.test(step)) return `${path}[${JSON.stringify(step)}]`;
  return path === "" ? step : `${path}.${step}`;
}

function lastOf(path: string): string {
  return /\["(.+)"\]$/.exec(path)?.[1] ?? path.replace(/(\[\d+\])+$/, "").replace(/^.*\./, "");
}
