/** How a plan of Terraform's newer framework differs from what is configured. */
import type { ResourceType } from "../facts";
import { blockAt, eachBlock, type Block } from "../schema";
import { equal } from "../values";
import { keptComputed, openIds } from "./planning";
import { unknown, type Values } from "../../../stack/values";

/**
 * Once anything of a resource changes, what Aiven computes is open again, unless the schema says
 * `UseStateForUnknown`: MarkComputedNilsAsUnknown in terraform-plugin-framework.
 */
export function reopened(
  type: ResourceType,
  prior: Values,
  planned: Values,
  config: Values,
): Values {
  if (equal(type.block.type, prior, planned)) return planned;
  return reopenedBlock(type, type.block, planned, config, "");
}

function reopenedBlock(
  type: ResourceType,
  block: Block,
  planned: Values,
  config: Values,
  prefix: string,
): Values {
  const result: Values = { ...planned };
  for (const { name, computed } of block.attributes) {
    const isConfigured = (config[name] ?? null) !== null;
    const hasDefault = prefix === "" && name in type.defaults;
    if (!computed || isConfigured || hasDefault || isKept(type, prefix, name)) continue;
    result[name] = unknown;
  }
  for (const nested of block.blocks) {
    result[nested.name] = eachBlock(nested, planned[nested.name], (item, key) =>
      reopenedBlock(
        type,
        nested.block,
        item,
        // a block's place is the same in the plan and in the configuration that it comes from
        blockAt(config[nested.name], key),
        `${prefix}${nested.name}.`,
      ),
    );
  }
  return result;
}

function isKept({ name: type }: ResourceType, prefix: string, name: string): boolean {
  if (prefix === "" && name === "id") return !openIds.has(type);
  const kept = keptComputed[type] ?? [];
  return kept.includes(prefix + name) || kept.includes(`${prefix}*`);
}
