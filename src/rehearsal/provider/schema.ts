import { mapValues, type Type } from "./values";
import { isUnknown, type Value, type Values } from "../../stack/values";

/** The provider's schema as `terraform providers schema -json` prints it. */
export interface SchemaJson {
  readonly version: number;
  readonly block: BlockJson;
}

export interface BlockJson {
  readonly attributes?: Readonly<Record<string, AttributeJson>>;
  readonly block_types?: Readonly<Record<string, NestedBlockJson>>;
  readonly deprecated?: boolean;
}

/** Has a `type`, or a `nested_type` with attributes of their own. */
export interface AttributeJson extends AttributeFlags {
  readonly type?: Type;
  readonly nested_type?: NestedTypeJson;
}

interface NestedTypeJson {
  readonly nesting_mode: "single" | "list" | "set" | "map";
  readonly attributes: Readonly<Record<string, AttributeJson>>;
}

interface AttributeFlags {
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
  readonly write_only?: boolean;
}

export interface NestedBlockJson {
  readonly nesting_mode: NestingMode;
  readonly block: BlockJson;
  readonly min_items?: number;
  readonly max_items?: number;
}

type NestingMode = "single" | "list" | "set" | "map" | "group";
export const nestingModes = { single: 1, list: 2, set: 3, map: 4, group: 5 };

/** A block ready to work with: its parts as lists, and the type of its values. */
export interface Block {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly NestedBlock[];
  readonly type: Type;
}

export interface Attribute extends AttributeFlags {
  readonly name: string;
  readonly type: Type;
}

export interface NestedBlock {
  readonly name: string;
  readonly nesting: NestingMode;
  readonly block: Block;
  readonly type: Type;
}

export function readBlock(json: BlockJson): Block {
  const attributes = Object.entries(json.attributes ?? {}).map(([name, attribute]) => ({
    ...attribute,
    name,
    type: attributeType(attribute),
  }));
  const blocks = Object.entries(json.block_types ?? {}).map(([name, nested]) => {
    const block = readBlock(nested.block);
    return { name, nesting: nested.nesting_mode, block, type: nestedType(nested, block.type) };
  });
  const types = [...attributes, ...blocks].map(({ name, type }) => [name, type] as const);
  return { attributes, blocks, type: ["object", Object.fromEntries(types)] };
}

function attributeType({ type, nested_type: nested }: AttributeJson): Type {
  if (!nested) return type ?? "dynamic";
  const object = ["object", mapValues(nested.attributes, attributeType)] as const;
  return nested.nesting_mode === "single" ? object : [nested.nesting_mode, object];
}

function nestedType({ nesting_mode: mode }: NestedBlockJson, type: Type): Type {
  return mode === "single" || mode === "group" ? type : [mode, type];
}

/**
 * Every attribute and block of the schema: null and no blocks where `values` has nothing. A name
 * that the schema does not know is refused, or left out for what an older provider has written.
 */
export function complete(
  block: Block,
  values: Values,
  stranger: "refuse" | "leave out" = "refuse",
): Values {
  if (stranger === "refuse") refuseStrangers(block, values);
  const result: Values = {};
  for (const { name } of block.attributes) result[name] = values[name] ?? null;
  for (const nested of block.blocks) {
    result[nested.name] = eachBlock(nested, values[nested.name], (item) =>
      complete(nested.block, item, stranger),
    );
  }
  return result;
}

function refuseStrangers(block: Block, values: Values): void {
  const known = new Set([...block.attributes, ...block.blocks].map(({ name }) => name));
  const strangers = Object.keys(values).filter((name) => !known.has(name));
  if (strangers.length > 0) {
    throw new TypeError(`the provider's schema has no ${strangers.join(", ")} here`);
  }
}

/** Applies `change` to each block of a nested block type; an absent list is an empty one. */
export function eachBlock(
  nested: NestedBlock,
  value: Value,
  change: (item: Values, key: string | number) => Values,
): Value {
  if (isUnknown(value)) return value;
  const changeKnown = (item: Value, key: string | number): Value =>
    item === null || typeof item !== "object" || Array.isArray(item) ? item : change(item, key);
  if (nested.nesting === "list" || nested.nesting === "set") {
    return ((value ?? []) as Value[]).map(changeKnown);
  }
  if (nested.nesting === "map") return mapValues((value ?? {}) as Values, changeKnown);
  return changeKnown(value ?? null, 0);
}

/** The block of `value` that {@link eachBlock} calls with this key; an empty one if there is none. */
export function blockAt(value: Value, key: string | number): Values {
  if (typeof value !== "object" || value === null) return {};
  const item = Array.isArray(value) ? value[Number(key)] : key === 0 ? value : value[key];
  return typeof item === "object" && item !== null && !Array.isArray(item) ? item : {};
}

/** The schema as the protocol's message. */
export function toProtocol({ version, block }: SchemaJson): object {
  return { version, block: { ...blockToProtocol(block), version } };
}

function blockToProtocol(block: BlockJson): object {
  return {
    deprecated: block.deprecated ?? false,
    attributes: attributesToProtocol(block.attributes ?? {}),
    block_types: Object.entries(block.block_types ?? {}).map(([type_name, nested]) => ({
      type_name,
      block: blockToProtocol(nested.block),
      nesting: nestingModes[nested.nesting_mode],
      min_items: nested.min_items ?? 0,
      max_items: nested.max_items ?? 0,
    })),
  };
}

function attributesToProtocol(attributes: Readonly<Record<string, AttributeJson>>): object[] {
  return Object.entries(attributes).map(([name, { type, nested_type: nested, ...flags }]) => ({
    name,
    ...flags,
    ...(type ? { type: Buffer.from(JSON.stringify(type)) } : {}),
    ...(nested
      ? {
          nested_type: {
            attributes: attributesToProtocol(nested.attributes),
            nesting: nestingModes[nested.nesting_mode],
          },
        }
      : {}),
  }));
}
