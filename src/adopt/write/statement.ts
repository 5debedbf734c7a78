import { isJsonObject, type Json, type JsonBody } from "../../base/json";
import type { AdoptedResource, Remark } from "../model/configuration";
import { expressionOf } from "../model/expressions";
import { bodiesOf } from "../model/schema";
import { anything, text } from "./values";
import { type Code, objectOf, quoted } from "./code";
import type { Scope } from "./scope";

/** A part of the app: a constant, and what is said about it afterwards. */
export interface Statement {
  readonly comments: readonly string[];
  readonly constant: string;
  readonly creation: Code;
  /** Calls on it and assignments to it, each a line without its semicolon. */
  readonly more: readonly (Code | Assignment)[];
}

export interface Assignment {
  readonly to: string;
  readonly value: Code;
}

/** Where a resource goes in the app. */
export interface Placed {
  /** The name of its constant. */
  readonly constant: string;
  /** The id of its construct, which is its name in Terraform. */
  readonly id: string;
  /** The constant of the scope that it is in. */
  readonly scope: string;
}

/** A resource as a part of the app, and what of it is otherwise there. */
export interface Written {
  readonly statement: Statement;
  readonly remarks: readonly Remark[];
}

/** Arguments that every resource takes: Terraform's own. */
export const metaArguments = [
  "count",
  "for_each",
  "depends_on",
  "lifecycle",
  "provider",
  "provisioner",
  "connection",
];

/** The arguments without Terraform's own. */
export function withoutMeta(body: JsonBody): JsonBody {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !metaArguments.includes(name)));
}

/** A call on the resource that writes what its bindings have no words for. */
export function override(bindings: string, path: string, given: Json, scope: Scope): Code {
  return { call: `${bindings}.addOverride`, args: [quoted(path), anything(given, scope)] };
}

/** Terraform's meta-arguments of a resource, such as `lifecycle`. */
export function metaOf(
  { body }: AdoptedResource,
  bindings: string,
  scope: Scope,
  isTold: (name: string, value: Json) => boolean = () => false,
): Code[] {
  return metaArguments.flatMap((name) => {
    const given = body[name];
    if (given === undefined || given === null || isTold(name, given)) return [];
    return [override(bindings, name, jsonOf(name, given), scope)];
  });
}

/** In JSON, addresses and names of arguments are texts, where HCL has expressions. */
function jsonOf(name: string, given: Json): Json {
  const bare = (value: Json): Json => expressionOf(value) ?? value;
  if (name === "provider") return bare(given);
  if (name === "depends_on") return Array.isArray(given) ? given.map(bare) : given;
  if (name !== "lifecycle") return given;
  const [lifecycle = {}] = bodiesOf(given);
  return Object.fromEntries(
    Object.entries(lifecycle).map(([key, value]) => {
      if (key !== "ignore_changes" && key !== "replace_triggered_by") return [key, value];
      return [key, Array.isArray(value) ? value.map(bare) : bare(value)];
    }),
  );
}

export function isPreventDestroy(name: string, given: Json): boolean {
  if (name !== "lifecycle") return false;
  const [lifecycle = {}] = bodiesOf(given);
  return Object.keys(lifecycle).join() === "prevent_destroy" && lifecycle.prevent_destroy === true;
}

/** The import block of a thing that exists. */
export function importOf({ id }: AdoptedResource, bindings: string, scope: Scope): Code[] {
  return id === undefined ? [] : [{ call: `${bindings}.importFrom`, args: [text(id, scope)] }];
}

/** A new construct. */
export function created(
  name: string,
  { scope, id }: Pick<Placed, "scope" | "id">,
  props: readonly (readonly [string, Code | undefined])[],
): Code {
  return { call: `new ${name}`, args: [scope, quoted(id), objectOf(props)] };
}

export function isAssignment(code: Code | Assignment): code is Assignment {
  return isJsonObject(code as unknown as Json) && "to" in (code as object);
}
