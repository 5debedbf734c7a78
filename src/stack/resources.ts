import { type ReferenceScope, resolveReferences } from "./references";
import { isJsonObject, type Json, type JsonBody } from "../base/json";
import type { StackJson } from "./stack-json";
import { unknown, type Value, type Values } from "./values";

/** A resource of a stack, as a plan would have it. */
export interface StackResource {
  readonly type: string;
  readonly name: string;
  readonly values: Values;
}

/** The resources of a synthesized stack, with what is known of them before anything is made. */
export function resourcesOf(stack: StackJson): StackResource[] {
  const { TF_VAR_project_name: project = "rehearsal" } = process.env;
  const scope = { stack, environment: { TF_VAR_project_name: project } };
  return Object.entries(stack.resource ?? {}).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]) => ({ type, name, values: planned(body, scope) })),
  );
}

/** The maps among the arguments that are read; every other object is a block. */
const maps = ["config", "secrets"];

function planned(body: JsonBody, scope: ReferenceScope): Values {
  return mapped(body, (name, value) =>
    maps.includes(name) && isJsonObject(value)
      ? mapped(value, (_, entry) => valueOf(entry, scope))
      : valueOf(value, scope),
  );
}

/** A block is a list, and a reference whose value the stack does not give is unknown. */
function valueOf(value: Json, scope: ReferenceScope): Value {
  if (typeof value === "string") {
    const resolved = resolveReferences(scope, value);
    return "text" in resolved ? resolved.text : unknown;
  }
  if (Array.isArray(value)) {
    return value.map((item) => (isJsonObject(item) ? planned(item, scope) : valueOf(item, scope)));
  }
  return isJsonObject(value) ? [planned(value, scope)] : value;
}

function mapped(body: JsonBody, valueFor: (name: string, value: Json) => Value): Values {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, valueFor(name, value)]),
  );
}
