import { isJsonObject, type Json, type JsonBody } from "../../base/json";
import {
  type Configuration,
  isAivens,
  nothing,
  type Origin,
  type Remark,
} from "../model/configuration";
import { type Known, related } from "../model/relations";
import { argumentsOf } from "./arguments";

/** One object of a state, in a state file's words or in those of `terraform show -json`. */
interface StateObject {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  /** A name for it in the app: of the module, and of the key, there is nothing left. */
  readonly name: string;
  readonly origin: Origin;
  readonly attributes: JsonBody;
}

export function isState(json: JsonBody): boolean {
  return (
    Array.isArray(json.resources) || (isJsonObject(json.values) && "root_module" in json.values)
  );
}

/** What a state says that there is: of each resource the arguments that make it what it is. */
export function readState(json: JsonBody): Configuration {
  const objects = Array.isArray(json.resources) ? ofFile(json.resources) : shown(json.values);
  const known: Known[] = [];
  const remarks: Remark[] = [];
  for (const { address, mode, type, name, attributes, origin } of objects) {
    if (mode !== "managed") {
      const what = "a look-up keeps nothing; what referred to it has its value";
      remarks.push({ kind: "left out", where: address, what });
      continue;
    }
    if (!isAivens({ type })) {
      const what = "only resources of the Aiven provider are adopted from a state";
      remarks.push({ kind: "left out", where: address, what });
      continue;
    }
    const adopted = { mode: "managed", type, name } as const;
    const id = typeof attributes.id === "string" ? attributes.id : undefined;
    known.push({
      resource: { ...adopted, body: argumentsOf(adopted, attributes), id, origin },
      attributes,
    });
  }
  return { ...nothing, resources: related(known), remarks };
}

function ofFile(resources: readonly Json[]): StateObject[] {
  return resources.filter(isJsonObject).flatMap((resource) => {
    const { mode, type, name, module, instances } = resource;
    return (Array.isArray(instances) ? instances : []).filter(isJsonObject).map((instance) =>
      stateObject({
        mode: String(mode),
        type: String(type),
        name: String(name),
        module: typeof module === "string" ? module : undefined,
        key: instance.index_key,
        attributes: isJsonObject(instance.attributes) ? instance.attributes : {},
      }),
    );
  });
}

function shown(values: Json | undefined): StateObject[] {
  const root = isJsonObject(values) ? values.root_module : undefined;
  return isJsonObject(root) ? shownModule(root) : [];
}

function shownModule(module: JsonBody): StateObject[] {
  const { address, resources, child_modules: children } = module;
  const own = (Array.isArray(resources) ? resources : []).filter(isJsonObject).map((resource) =>
    stateObject({
      mode: String(resource.mode),
      type: String(resource.type),
      name: String(resource.name),
      module: typeof address === "string" ? address : undefined,
      key: resource.index,
      attributes: isJsonObject(resource.values) ? resource.values : {},
    }),
  );
  const within = (Array.isArray(children) ? children : []).filter(isJsonObject);
  return [...own, ...within.flatMap(shownModule)];
}

interface Found extends Omit<StateObject, "address" | "origin"> {
  readonly module?: string;
  readonly key?: Json;
}

function stateObject({ module, key, ...found }: Found): StateObject {
  const { mode, type, name } = found;
  const index = key === undefined || key === null ? "" : `[${JSON.stringify(key)}]`;
  const data = mode === "data" ? "data." : "";
  const address = `${module === undefined ? "" : `${module}.`}${data}${type}.${name}${index}`;
  const modules = module?.replace(/(^|\.)module\./g, "$1");
  const parts = [modules, name, index === "" ? undefined : String(key)];
  const distinct = parts.filter((part) => part !== undefined).map(identifier);
  const isIndexed = typeof key === "string" || typeof key === "number";
  const origin = { module, name, ...(isIndexed && { key }) };
  return { ...found, address, name: distinct.join("_"), origin };
}

function identifier(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]+/g, "_").replace(/^_+|_+$/g, "");
}
