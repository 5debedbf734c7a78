/**
 * Values of Terraform as plain JavaScript under Terraform's names: `kafka_user_config` is an array of
 * objects, a set or a list an array, a map an object, an absent argument `null`. Numbers are numbers,
 * and bigints beyond 2^53.
 */

/** Stands for a value that is known only after apply; see {@link isUnknown}. */
export const unknown: unique symbol = Symbol.for("aiven-cdc: known after apply");
export type Unknown = typeof unknown;

export function isUnknown(value: unknown): value is Unknown {
  return value === unknown;
}

export type Value =
  | null
  | undefined
  | string
  | number
  | bigint
  | boolean
  | Unknown
  | Value[]
  | { [name: string]: Value };

/** The arguments and attributes of one resource, data source or nested block. */
export type Values = Record<string, Value>;

/** As `State`, with values at any depth that a plan may not know yet. */
export type MaybeUnknown<T> =
  | Unknown
  | (T extends (infer Item)[]
      ? MaybeUnknown<Item>[]
      : T extends object
        ? { [Name in keyof T]: MaybeUnknown<T[Name]> }
        : T);

/** The planned values of a resource: an object whose values may be unknown. */
export type Planned<State> = { [Name in keyof State]: MaybeUnknown<State[Name]> };

/** Where in a resource: `["kafka_user_config", 0, "kafka_version"]`, `["config", "database.sslmode"]`. */
export type AttributePath = readonly (string | number)[];
