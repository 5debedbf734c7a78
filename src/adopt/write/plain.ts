import { addressOf, type AdoptedResource } from "../model/configuration";
import { type BlockSchema, providerVersion, schemaOf } from "../model/schema";
import { bindingOf } from "./names";
import type { Scope } from "./scope";
import {
  created,
  importOf,
  metaOf,
  override,
  type Placed,
  type Statement,
  withoutMeta,
  type Written,
} from "./statement";
import { propsOf } from "./values";

/** Names of constructs that classes of the bindings have as well. */
const ofConstructs = new Set(["Kafka", "KafkaConnect"]);

/** A resource as the bindings' own class, for which no construct would write the same. */
export function plain(resource: AdoptedResource, placed: Placed, scope: Scope): Written {
  const { constant } = placed;
  const { name, module } = bindingOf(resource);
  const type = scope.import(module, name, ofConstructs.has(name) ? `${name}Resource` : name);
  const schema = schemaOf(resource) as BlockSchema;
  const { entries, overrides, unknown } = propsOf(withoutMeta(resource.body), schema, scope);
  scope.declare({ resource, constant, bindings: constant });
  const statement: Statement = {
    comments: [],
    constant,
    creation: created(type, placed, entries),
    more: [
      ...overrides.map(([path, value]) => override(constant, path, value, scope)),
      ...metaOf(resource, constant, scope),
      ...importOf(resource, constant, scope),
    ],
  };
  return {
    statement,
    remarks: unknown.map((path) => ({
      kind: "left out" as const,
      where: `${addressOf(resource)}.${path}`,
      what: `the provider (${providerVersion()}) has no such argument`,
    })),
  };
}
