/**
 * What a type of the Aiven provider means in the rehearsal. The provider (src/rehearsal/provider)
 * speaks Terraform's protocol and plans; a meaning makes, reads, changes and deletes the thing.
 *
 * Values are plain JavaScript under Terraform's names: `kafka_user_config` is an array of objects,
 * a set or a list an array, a map an object, an absent argument `null`. Numbers are numbers, and
 * bigints beyond 2^53.
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

/** What Terraform prints against the resource, and against the argument if one is named. */
export interface Finding {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly attribute?: AttributePath;
}

/** What Aiven would refuse: thrown by a meaning, shown by Terraform as an error without a stack. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly summary: string,
    readonly detail: string = "",
    readonly attribute?: AttributePath,
  ) {
    super(detail ? `${summary}: ${detail}` : summary);
  }
}

/** What every step of a meaning gets besides the values. */
export interface Call<Context> {
  /** Whatever the rehearsal gave to `serveProvider`: the engines, mostly. */
  readonly context: Context;
  /** The Terraform type, such as `aiven_kafka`. */
  readonly type: string;
  /** Aborted when Terraform is interrupted. */
  readonly signal: AbortSignal;
  /** One line for the person who waits. */
  progress(message: string): void;
}

type Awaitable<T> = T | Promise<T>;

/**
 * One resource type. Results are partial: an attribute that is not given is null, or has the
 * default that the real provider plans. What the configuration says always stands. `id` is there
 * before `create`, as the real provider forms it (`project/service_name/topic_name`), and so are the
 * parts of it that Aiven makes up (`integration_id`); `create` may return others.
 */
export interface ResourceMeaning<Context = unknown, State extends object = Values> {
  /**
   * Faults that can be told before anything is made; `terraform validate` tells the errors among
   * them too, there without `prior`. Pure: it may run several times.
   */
  check?(
    planned: Planned<State>,
    prior: State | undefined,
    call: Call<Context>,
  ): Awaitable<readonly Finding[]>;
  /** `config` is the plan, with what is not known yet null and write-only arguments in place. */
  create(config: State, call: Call<Context>): Awaitable<Partial<State> | undefined>;
  /** The attributes that may have changed since; undefined when it is gone. */
  read(state: State, call: Call<Context>): Awaitable<Partial<State> | undefined>;
  /** As `create`, in place. */
  update(prior: State, planned: State, call: Call<Context>): Awaitable<Partial<State> | undefined>;
  delete(state: State, call: Call<Context>): Awaitable<void>;
  /**
   * The state from which `read` can find the rest.
   * @default - the parts of the id, as the real provider forms it
   */
  importState?(id: string, call: Call<Context>): Awaitable<Partial<State>>;
}

export interface DataSourceMeaning<Context = unknown, State extends object = Values> {
  /** The attributes that `config` does not give. */
  read(config: State, call: Call<Context>): Awaitable<Partial<State>>;
}

/** Meanings by Terraform type. Each has a state type of its own, which no one type can express. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Meanings<Context> = Readonly<Record<string, ResourceMeaning<Context, any>>>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type DataSourceMeanings<Context> = Readonly<Record<string, DataSourceMeaning<Context, any>>>;
