/**
 * How the rehearsal implements the types of the Aiven provider. The provider (src/rehearsal/provider)
 * speaks Terraform's protocol and plans; a handler creates, reads, updates and deletes the resource.
 */
import type { AttributePath, Planned, Values } from "../../stack/values";

/** What Terraform prints against the resource, and against the argument if one is named. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly attribute?: AttributePath;
}

/** What Aiven would refuse: thrown by a handler, shown by Terraform as an error without a stack. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly summary: string,
    readonly detail: string = "",
    readonly attribute?: AttributePath,
  ) {
    super(detail ? `${summary}: ${detail}` : summary);
  }
}

/**
 * Thrown by `create` for what exists and does not work. Terraform keeps it and shows the cause; its next
 * apply replaces it.
 */
export class MadeAndFailed<State extends object = Values> extends Error {
  override readonly name = "MadeAndFailed";

  constructor(
    readonly made: Partial<State>,
    override readonly cause: unknown,
  ) {
    super("made, and failed");
  }
}

/** What every step of a handler gets besides the values. */
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
 * default that the real provider plans. A configured value always wins. `id` is there
 * before `create`, as the real provider forms it (`project/service_name/topic_name`), and so are the
 * parts of it that Aiven makes up (`integration_id`); `create` may return others.
 */
export interface ResourceHandler<Context = unknown, State extends object = Values> {
  /**
   * Remembers what the plan has for this resource, for the checks of other resources. It runs
   * before `check`, and again at every plan.
   */
  onPlanned?(planned: Planned<State>, call: Call<Context>): void;
  /**
   * The diagnostics of a plan, before anything is made; `terraform validate` shows the errors among
   * them too, without `prior`. Pure: it changes nothing, and may run several times.
   */
  check?(
    planned: Planned<State>,
    prior: State | undefined,
    call: Call<Context>,
  ): Awaitable<readonly Diagnostic[]>;
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
  /**
   * Puts something in the place of what a data source looks up, and that nothing here makes: `read`
   * finds it then.
   *
   * @param config the data source's arguments
   * @returns whether it did
   * @default - the data source has placeholders
   */
  lookUp?(config: Values, call: Call<Context>): Awaitable<boolean>;
  /**
   * What runs of this type, whoever made it, for a data source that lists it; undefined where
   * nothing runs that could have any.
   *
   * @param config the data source's arguments
   * @default - what Terraform has made
   */
  list?(config: Values, call: Call<Context>): Awaitable<readonly Partial<State>[] | undefined>;
}

/** Handlers by Terraform type. Each has a state type of its own, which no one type can express. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type ResourceHandlers<Context> = Readonly<Record<string, ResourceHandler<Context, any>>>;
