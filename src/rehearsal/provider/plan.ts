import type { ResourceType } from "./facts";
import { blockAt, eachBlock, type Attribute, type Block, type NestedBlock } from "./schema";
import { equal, isWhollyKnown } from "./values";
import { reopened } from "./source/framework";
import {
  isOpenCollection,
  isSame,
  isSuppressed,
  normalized,
  withoutAddedDisk,
  withZeros,
} from "./source/older-sdk";
import { otherUserConfigs } from "./source/planning";
import { serviceTypes } from "./source/source-files";
import { isUnknown, type Value, type Values, unknown } from "../../stack/values";

/** The block that is being planned: the resource itself or one inside it. */
interface Place {
  readonly type: ResourceType;
  readonly block: Block;
  readonly isTop: boolean;
  /** Inside a `*_user_config` block. */
  readonly isUserConfig: boolean;
}

/** What the real provider would plan; without a prior state, for a new resource. */
export function plan(type: ResourceType, prior: Values | null, config: Values): Values {
  const place = { type, block: type.block, isTop: true, isUserConfig: false };
  const planned = planBlock(place, prior, config);
  if (!prior) return planned;
  if (!type.legacy) return reopened(type, prior, planned, config);
  const changed = serviceTypes.includes(type.name)
    ? withoutAddedDisk(prior, planned, config)
    : planned;
  return isSame(type.block, prior, changed) ? prior : changed;
}

function planBlock(place: Place, prior: Values | null, config: Values): Values {
  const planned: Values = {};
  for (const attribute of place.block.attributes) {
    planned[attribute.name] = planAttribute(
      place,
      attribute,
      prior,
      config[attribute.name] ?? null,
    );
  }
  for (const nested of place.block.blocks) {
    planned[nested.name] = planNested(place, nested, prior, config[nested.name] ?? null);
  }
  return planned;
}

function planAttribute(
  place: Place,
  attribute: Attribute,
  prior: Values | null,
  configured: Value,
): Value {
  const { name, type } = attribute;
  const before = prior?.[name] ?? null;
  if (attribute.write_only) return null;
  const byDefault = place.isTop ? (place.type.defaults[name] ?? null) : null;
  if (!place.type.legacy) {
    if (attribute.computed) return configured ?? byDefault ?? (prior ? before : unknown);
    return configured ?? byDefault;
  }
  const value = normalized(place.type, name, configured ?? byDefault);
  const isLeft = place.isTop && isSuppressed(place.type, name, prior ? before : undefined, value);
  if (isLeft) return before;
  if (configured !== null) return isOpenCollection(type, value) ? unknown : value;
  if (value !== null) return value;
  if (attribute.computed) return prior ? before : unknown;
  return place.isUserConfig && staysInUserConfig(name, before) ? before : null;
}

/**
 * In a `*_user_config` block what is removed from the configuration stays on the service, because
 * the provider can't tell it from a default that Aiven chose: SuppressUnchanged in
 * internal/sdkprovider/userconfig/diff/diff.go. An IP filter that is not the open one does go.
 */
function staysInUserConfig(name: string, before: Value): boolean {
  if (name !== "ip_filter" && name !== "ip_filter_string") return true;
  const networks = Array.isArray(before) ? before.toSorted().join() : "";
  return networks === "0.0.0.0/0" || networks === "0.0.0.0/0,::/0";
}

function planNested(
  place: Place,
  nested: NestedBlock,
  prior: Values | null,
  configured: Value,
): Value {
  const isNamedSo = nested.name.endsWith("_user_config") || otherUserConfigs.has(nested.name);
  const isUserConfig = place.isUserConfig || isNamedSo;
  const inside: Place = {
    ...place,
    block: nested.block,
    isTop: false,
    // An object of a set that lacks an argument is another object, and nothing stays.
    isUserConfig: isUserConfig && nested.nesting !== "set",
  };
  const before = prior?.[nested.name] ?? null;
  if (Array.isArray(configured) && configured.length === 0) {
    if (isReportedByAiven(place, nested)) return prior ? before : unknown;
    // As with arguments; sets of objects do go.
    if (isUserConfig && nested.nesting === "list") return before ?? [];
  }
  // in the newer framework a block that is added has a state: that it was not there
  const isAdded = prior !== null && !place.type.legacy;
  return eachBlock(nested, configured, (item, key) => {
    const planned = planBlock(
      inside,
      counterpart(nested, before, item, key) ?? (isAdded ? {} : null),
      item,
    );
    const isInSet = place.type.legacy && nested.nesting === "set";
    return isInSet ? withZeros(nested.block, planned) : planned;
  });
}

/**
 * Blocks that Aiven fills in, optional and computed in the older SDK: connection details such as
 * `aiven_pg.pg`, and a service's `service_integrations`. Until then they are unknown as a whole.
 */
function isReportedByAiven({ type, isTop }: Place, { name, block }: NestedBlock): boolean {
  if (!isTop || !type.legacy) return false;
  const details = block.attributes.length > 0 && block.attributes.every(({ computed }) => computed);
  return details || name === "service_integrations";
}

/** The earlier state of a block: by position in a list, by what is configured in a set. */
function counterpart(
  nested: NestedBlock,
  before: Value,
  item: Values,
  key: string | number,
): Values | null {
  if (before === null || typeof before !== "object") return null;
  if (!Array.isArray(before)) {
    return (nested.nesting === "map" ? ((before[key] ?? null) as Values | null) : before) as Values;
  }
  if (nested.nesting === "list") return (before[Number(key)] ?? null) as Values | null;
  const configured = nested.block.attributes.filter(({ name }) => (item[name] ?? null) !== null);
  const matches = (before as Values[]).filter((other) =>
    configured.every(({ name, type }) => equal(type, other[name], item[name])),
  );
  return matches[0] ?? null;
}

/**
 * The planned values with `made` where the plan did not know; what the plan knew stands, except
 * that the older SDK may report another value of what Aiven computes.
 *
 * @param before the state until now, for what a change leaves open and then does not change
 */
export function fill(
  type: ResourceType,
  planned: Values,
  made: Values,
  before: Values = {},
): Values {
  return fillBlock(type, type.block, planned, made, before);
}

function fillBlock(
  type: ResourceType,
  block: Block,
  planned: Values,
  made: Values,
  before: Values,
): Values {
  const filled: Values = {};
  for (const { name, computed } of block.attributes) {
    const isOpen = !isWhollyKnown(planned[name]);
    const isTaken = isOpen || (computed && type.legacy && (made[name] ?? null) !== null);
    const kept = isOpen && computed ? before[name] : null;
    filled[name] = (isTaken ? (made[name] ?? kept) : planned[name]) ?? null;
  }
  for (const nested of block.blocks) {
    const { name } = nested;
    const given = made[name];
    filled[name] = isUnknown(planned[name])
      ? eachBlock(nested, given, (item) => fillBlock(type, nested.block, item, {}, {}))
      : eachBlock(nested, planned[name], (item, key) =>
          fillBlock(
            type,
            nested.block,
            item,
            blockAt(given, key),
            counterpart(nested, before[name] ?? null, item, key) ?? {},
          ),
        );
  }
  return filled;
}
