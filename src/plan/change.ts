/** A resource in `terraform show -json` of a plan (HashiCorp: JSON output format). */
export interface ResourceChange {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly change: Change;
}

export interface Change {
  readonly actions: readonly Action[];
  readonly before: Attributes | null;
  readonly after: Attributes | null;
  /** `true` in place of what is known only after the apply. */
  readonly after_unknown: Marks;
  /** `true` in place of what is secret. */
  readonly before_sensitive: Marks;
  readonly after_sensitive: Marks;
  /** The attributes that cannot change in place. */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
}

export type Action = "no-op" | "create" | "read" | "update" | "delete";

export type Attributes = Readonly<Record<string, unknown>>;

/** Shaped like the attributes, with `true` where the mark holds for all below. */
export type Marks = boolean | readonly Marks[] | { readonly [name: string]: Marks } | undefined;

/** What happens to a resource. */
export type Kind = "create" | "update" | "delete" | "replace" | "none";

export function kindOf({ change: { actions } }: ResourceChange): Kind {
  const happens = (action: Action) => actions.includes(action);
  if (happens("delete") && happens("create")) return "replace";
  if (happens("delete")) return "delete";
  if (happens("create")) return "create";
  return happens("update") ? "update" : "none";
}

/** The mark of what a step further down is marked by. */
export function markAt(marks: Marks, step: string | number): Marks {
  if (typeof marks !== "object") return marks;
  return (marks as Readonly<Record<string | number, Marks>>)[step];
}

/** Whether all of a value, or something in it, is marked. */
export function isMarked(marks: Marks): boolean {
  return typeof marks === "object" ? Object.values(marks).some(isMarked) : marks === true;
}
