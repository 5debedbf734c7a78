import type { ResourceType } from "./facts";
import type { NestedBlock } from "./schema";
import { equal } from "./values";
import { isUnknown, type Value, type Values } from "../../stack/values";

/** The arguments whose change replaces the resource. */
export function requiresReplace(
  type: ResourceType,
  prior: Values,
  planned: Values,
): (string | number)[][] {
  return type.forcesRecreation.flatMap((dotted) => {
    const [name = "", ...rest] = dotted.split(".");
    const attribute = type.block.attributes.find((candidate) => candidate.name === name);
    if (attribute) {
      const { legacy } = type;
      const isKept = isAbsent(prior[name], legacy) && isAbsent(planned[name], legacy);
      return isKept || equal(attribute.type, prior[name], planned[name]) ? [] : [[name]];
    }
    const nested = type.block.blocks.find((candidate) => candidate.name === name);
    if (!nested || isSame(nested, rest, prior[name], planned[name])) return [];
    const found = nested.nesting === "list" && sameLength(prior[name], planned[name]);
    return [found && rest.length === 1 ? [name, 0, ...rest] : [name]];
  });
}

function sameLength(a: Value, b: Value): boolean {
  return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.length === 1;
}

/** Whether the argument at the end of `names` is the same in all blocks of both. */
function isSame(nested: NestedBlock, names: readonly string[], a: Value, b: Value): boolean {
  const [name = "", ...rest] = names;
  const attribute = nested.block.attributes.find((candidate) => candidate.name === name);
  const inner = nested.block.blocks.find((candidate) => candidate.name === name);
  if (!Array.isArray(a) || !Array.isArray(b)) return equal(nested.type, a, b);
  const pick = (items: readonly Value[]): Value[] =>
    items.map((item) => (isUnknown(item) ? item : ((item as Values | null)?.[name] ?? null)));
  if (attribute) {
    // a block without the argument and no block at all are the same to it
    if ([...pick(a), ...pick(b)].every((value) => isAbsent(value))) return true;
    return equal([nested.nesting === "set" ? "set" : "list", attribute.type], pick(a), pick(b));
  }
  return !inner || isSame(inner, rest, pick(a).flat(), pick(b).flat());
}

/** The older SDK makes no difference between an absent collection or text and an empty one. */
function isAbsent(value: Value, isLegacy = false): boolean {
  if (value === null || value === undefined) return true;
  return Array.isArray(value) ? value.length === 0 : isLegacy && value === "";
}
