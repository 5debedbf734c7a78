import { readFileSync } from "node:fs";
import { join } from "node:path";
import { home } from "../../base/project";
import { own } from "../../base/own";
import type { Json, JsonBody } from "../../base/json";
import type { AdoptedResource } from "./configuration";

/** A type as Terraform writes it: `"string"`, `["list", "string"]`. */
export type AttributeType = string | readonly [string, unknown];

export interface AttributeSchema {
  readonly type?: AttributeType;
  readonly optional?: boolean;
  readonly required?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
}

export interface BlockSchema {
  readonly attributes?: Readonly<Record<string, AttributeSchema>>;
  readonly block_types?: Readonly<Record<string, NestedBlock>>;
}

export interface NestedBlock {
  readonly nesting_mode: "single" | "list" | "set" | "map";
  readonly max_items?: number;
  readonly block: BlockSchema;
}

interface ProviderSchema {
  readonly resource_schemas: Readonly<Record<string, { readonly block: BlockSchema }>>;
  readonly data_source_schemas: Readonly<Record<string, { readonly block: BlockSchema }>>;
}

/** What the bindings are made from, which says which arguments there are. */
const bindings = join(home, ".gen", "provider-aiven");

let schema: ProviderSchema | undefined;
let defaults: Readonly<Record<string, Readonly<Record<string, Json>>>> | undefined;

/** The provider's schema of a type; undefined where the provider has no such type. */
export function schemaOf({
  mode,
  type,
}: Pick<AdoptedResource, "mode" | "type">): BlockSchema | undefined {
  schema ??= Object.values(
    (fact("schema.json") as { provider_schemas: Record<string, ProviderSchema> }).provider_schemas,
  )[0];
  const types = mode === "data" ? schema?.data_source_schemas : schema?.resource_schemas;
  return own(types ?? {}, type)?.block;
}

/** What a plan has of a type although nobody wrote it. */
export function plannedDefaultsOf(type: string): Readonly<Record<string, Json>> {
  defaults ??= fact("planned-defaults.json") as typeof defaults;
  return own(defaults ?? {}, type) ?? {};
}

/** Whether it is a block of which there is at most one: an object in the bindings. */
export function isSingle({ nesting_mode, max_items }: NestedBlock): boolean {
  return nesting_mode === "single" || max_items === 1;
}

/** A block's bodies, however Terraform's JSON writes them: an object, or a list of them. */
export function bodiesOf(value: Json | undefined): readonly JsonBody[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).filter(
    (each): each is JsonBody => typeof each === "object" && each !== null && !Array.isArray(each),
  );
}

/** `4.61.0` */
export function providerVersion(): string {
  return (read("package.json") as { version: string }).version;
}

function fact(name: string): unknown {
  return read(join("facts", name));
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(join(bindings, path), "utf8"));
}
