import { administrator } from "../aiven/facts/administrator";
import { own } from "../base/own";
import { isJsonObject, type JsonBody } from "../base/json";
import type { StackJson } from "./stack-json";

/** What the values of a stack are resolved against. */
export interface ReferenceScope {
  readonly stack: StackJson;
  /** Values of variables, under the names that Terraform reads: `TF_VAR_…`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export type Resolved =
  | { readonly text: string }
  /** The first reference whose value only Terraform learns, without its `${}`. */
  | { readonly unresolved: string };

/** A reference, or an escaped `$${`. */
const reference = /\$\$\{|\$\{([^{}]*)\}/g;
/** An expression with braces of its own; it is more than a reference. */
const nested = /(?<!\$)\$\{([^{}]*\{.*)\}/s;

/** Replaces each reference by the value that the stack itself gives, and `$${` by the `${` it stands for. */
export function resolveReferences(scope: ReferenceScope, value: string): Resolved {
  let unresolved = nested.exec(value)?.[1];
  const text = value.replace(reference, (whole, expression?: string) => {
    if (expression === undefined) return "${";
    const found = valueOf(scope, expression.replace(/^sensitive\((.*)\)$/, "$1"));
    if (found === undefined) unresolved ??= expression;
    return found ?? whole;
  });
  return unresolved === undefined ? { text } : { unresolved };
}

function valueOf(scope: ReferenceScope, expression: string): string | undefined {
  const { stack, environment = {} } = scope;
  const parts = expression.trim().split(".");
  const isData = parts[0] === "data";
  const [type = "", name = "", attribute = "", ...more] = isData ? parts.slice(1) : parts;
  if (more.length > 0) return undefined;
  if (type === "var") {
    const value = environment[`TF_VAR_${name}`] ?? own(stack.variable ?? {}, name)?.default;
    return typeof value === "string" && attribute === "" ? value : undefined;
  }
  const body = own(own((isData ? stack.data : stack.resource) ?? {}, type) ?? {}, name) ?? {};
  const value =
    attribute === "service_username"
      ? (askedAdministrator(body) ?? administrator)
      : own(body, attribute);
  if (typeof value !== "string") return undefined;
  const resolved = resolveReferences(scope, value);
  return "text" in resolved ? resolved.text : undefined;
}

/** The names, or references to them, of those administrators that the stack itself names. */
export function askedAdministrators({ resource }: StackJson): string[] {
  return Object.values(resource?.aiven_pg ?? {}).flatMap((body) => askedAdministrator(body) ?? []);
}

/** A service's settings are one block: an object, or a list with one. */
function askedAdministrator(service: JsonBody): string | undefined {
  const asked = Object.entries(service)
    .filter(([name]) => name.endsWith("_user_config"))
    .flatMap(([, settings]) => settings)
    .map((settings) => (isJsonObject(settings) ? settings.admin_username : undefined));
  return asked.find((name) => typeof name === "string");
}
