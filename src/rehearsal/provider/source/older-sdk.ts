/** How a plan of Terraform's older SDK differs from what is configured. */
import { own } from "../../../base/own";
import type { ResourceType } from "../facts";
import type { Attribute, Block, NestedBlock } from "../schema";
import { equal, isWhollyKnown, mapValues, type Type } from "../values";
import { suppressions } from "./planning";
import { isUnknown, type Value, type Values } from "../../../stack/values";

/** The configured value as the state is to have it: `StateFunc`. */
export function normalized({ name }: ResourceType, argument: string, value: Value): Value {
  const isSchema = own(suppressions[name] ?? {}, argument) === "same schema";
  return isSchema && typeof value === "string" ? normalizedSchema(value) : value;
}

/**
 * Whether a change is left out of the plan: `DiffSuppressFunc`. Of a new resource only what is
 * never planned.
 *
 * @param before undefined for a new resource
 */
export function isSuppressed(
  { name }: ResourceType,
  argument: string,
  before: Value | undefined,
  value: Value,
): boolean {
  const rule = own(suppressions[name] ?? {}, argument);
  if (rule === "always") return true;
  if (before === undefined) return false;
  switch (rule) {
    case "created":
      return true;
    case "removed":
      return isEmpty(value);
    case "unset before":
      return isEmpty(before);
    case "trimmed":
      return isText(before) && isText(value) && before.trim() === value.trim();
    case "same schema":
      return isText(before) && isText(value) && isSameSchema(before, value);
    default:
      return false;
  }
}

function isText(value: Value): value is string {
  return typeof value === "string";
}

/**
 * A list, set or map of which one element is not known is not known as a whole: `ResourceConfig.get`
 * in terraform-plugin-sdk/v2/terraform.
 */
export function isOpenCollection(type: Type, value: Value): boolean {
  return typeof type !== "string" && !isWhollyKnown(value);
}

/** A set's blocks have no absent arguments: its elements are read through `ValueOrZero`. */
export function withZeros(block: Block, values: Values): Values {
  const zeros = block.attributes.map(({ name, type, computed }: Attribute) => {
    const value = values[name] ?? null;
    return [name, value === null && !computed ? zeroOf(type) : value];
  });
  return { ...values, ...Object.fromEntries(zeros) };
}

function zeroOf(type: Type): Value {
  if (type === "string") return "";
  if (type === "number") return 0;
  return type === "bool" ? false : null;
}

/**
 * Added storage that is no longer configured is planned to go, which the SDK would not do with what
 * Aiven computes: CustomizeDiffAdditionalDiskSpace in internal/schemautil/custom_diff.go. An
 * autoscaler, which keeps it, is known to Aiven only.
 */
export function withoutAddedDisk(prior: Values, planned: Values, config: Values): Values {
  const name = "additional_disk_space";
  const isConfigured = !isEmpty(config[name]) || !isEmpty(config.disk_space);
  const isAdded = /^[1-9]/.test(String(prior[name] ?? ""));
  return isAdded && !isConfigured ? { ...planned, [name]: "0B" } : planned;
}

/**
 * Whether the SDK sees no change between two states: it makes no difference between an absent text
 * and an empty one, an absent collection and an empty one, no block and one with nothing in it.
 */
export function isSame(block: Block, a: Values, b: Values): boolean {
  return (
    block.attributes.every(({ name, type }) => isSameValue(type, a[name], b[name])) &&
    block.blocks.every(
      // timeouts are beside the schema that is compared
      (nested) =>
        nested.name === "timeouts" || areSameBlocks(nested, a[nested.name], b[nested.name]),
    )
  );
}

function isSameValue(type: Type, a: Value, b: Value): boolean {
  return (isEmpty(a) && isEmpty(b)) || equal(type, a, b);
}

function areSameBlocks(nested: NestedBlock, a: Value, b: Value): boolean {
  if (nested.nesting === "set") return equal(nested.type, zeroed(nested, a), zeroed(nested, b));
  if (nested.nesting !== "list" || isUnknown(a) || isUnknown(b)) {
    return equal(nested.type, a ?? null, b ?? null);
  }
  const [left, right] = [blocks(a), blocks(b)];
  const length = Math.max(left.length, right.length);
  // only a user configuration can be there and have nothing in it
  return Array.from({ length }).every((_, index) =>
    isSame(nested.block, left[index] ?? {}, right[index] ?? {}),
  );
}

function zeroed(nested: NestedBlock, value: Value): Value {
  if (isUnknown(value)) return value;
  return blocks(value).map((item) => withZeros(nested.block, item));
}

function blocks(value: Value): Values[] {
  return ((value ?? []) as (Values | null)[]).map((item) => item ?? {});
}

function isEmpty(value: Value): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (isUnknown(value) || typeof value !== "object") return false;
  return Object.keys(value).length === 0;
}

/**
 * A Kafka schema as the provider keeps it: JSON with sorted keys and no spaces, other languages
 * without any space (normalizeJSONOrProtobufString).
 */
export function normalizedSchema(text: string): string {
  if (text === "") return "";
  try {
    return goJson(JSON.parse(text) as Value);
  } catch {
    return withoutSpaces(text);
  }
}

function isSameSchema(a: string, b: string): boolean {
  return normalizedSchema(a) === normalizedSchema(b) || withoutSpaces(a) === withoutSpaces(b);
}

function withoutSpaces(text: string): string {
  return text.replace(/[\t\n\f\r ]/g, "");
}

/** As Go writes JSON: keys in the order of their bytes, and nothing that HTML would take for its own. */
function goJson(value: Value): string {
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value).toSorted((a, b) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  return mapValues(Object.fromEntries(keys.map((key) => [key, own(value, key)])), sorted);
}
