import { readFileSync } from "node:fs";
import { join } from "node:path";
import { own } from "../base/own";
import { type Value, type Values, unknown } from "./values";

/** A resource of a stack, as a plan would have it. */
export interface StackResource {
  readonly type: string;
  readonly name: string;
  readonly values: Values;
}

type Json = null | string | number | boolean | Json[] | { [name: string]: Json };

type Resources = Readonly<Record<string, Readonly<Record<string, { [name: string]: Json }>>>>;

/** The resources of a synthesized stack, with what is known of them before anything is made. */
export function resourcesOf(stackDir: string): StackResource[] {
  const text = readFileSync(join(stackDir, "cdk.tf.json"), "utf8");
  const { resource = {} } = JSON.parse(text) as { resource?: Resources };
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]) => ({ type, name, values: planned(body, resource) })),
  );
}

/** A block is a list, and a reference is not known yet. */
function planned(body: { [name: string]: Json }, resources: Resources): Values {
  const valueOf = (value: Json): Value => {
    if (typeof value === "string") return referenced(value, resources);
    if (Array.isArray(value)) {
      return value.map((item) => (isObject(item) ? planned(item, resources) : valueOf(item)));
    }
    return isObject(value) ? [planned(value, resources)] : value;
  };
  const mapped = (map: { [name: string]: Json }): Values =>
    Object.fromEntries(Object.entries(map).map(([name, value]) => [name, valueOf(value)]));
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      // the maps among the arguments that are looked at; every other object is a block
      ["config", "secrets"].includes(name) && isObject(value) ? mapped(value) : valueOf(value),
    ]),
  );
}

const serviceName = /^\$\{(aiven_\w+)\.([\w-]+)\.service_name\}$/;

/** The variable that a stack takes from the environment is known, and so is a service's name; `$${` is no reference. */
function referenced(text: string, resources: Resources): Value {
  const [, type = "", name = ""] = serviceName.exec(text) ?? [];
  const named = own(own(resources, type) ?? {}, name)?.service_name;
  if (typeof named === "string") return referenced(named, {});
  const project = process.env.TF_VAR_project_name ?? "rehearsal";
  const known = text.replaceAll("${var.project_name}", project);
  return /(?<!\$)\$\{/.test(known) ? unknown : known.replaceAll("$${", () => "${");
}

function isObject(value: Json): value is { [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
