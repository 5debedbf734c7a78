import type { ResourceType } from "./facts";
import { eachBlock, type Attribute, type Block, type NestedBlock } from "./schema";
import { equal, isWhollyKnown } from "./values";
import { isUnknown, type Value, type Values, unknown } from "../../stack/values";

/** The block that is being planned: the resource itself or one inside it. */
interface Place {
  readonly type: ResourceType;
  readonly block: Block;
  readonly isTop: boolean;
  /** Inside a `*_user_config` block. */
  readonly isUserConfig: boolean;
}

/**
 * Arguments of a service that stay as they are when they are no longer configured, and one that no
 * longer counts once the service is there: the DiffSuppressFuncs of internal/schemautil/service.go
 * and internal/sdkprovider/service/kafka/kafka.go in aiven/terraform-provider-aiven.
 */
const staysWhenRemoved = new Set([
  "cloud_name",
  "maintenance_window_dow",
  "maintenance_window_time",
  "karapace",
]);
const countsAtCreation = new Set(["default_acl"]);

/**
 * What Aiven generates again at any change: updateView in internal/plugin/service/pg/user/user.go
 * resets the password, and a generated one is then another; its type is read again. A pool's address
 * holds its user.
 */
const renewed: Readonly<Record<string, readonly string[]>> = {
  aiven_connection_pool: ["connection_uri"],
  aiven_pg_user: ["password", "type"],
};

/**
 * Blocks whose absent arguments are absent, and not Aiven's to choose, when the block is added to a
 * resource that exists: seen in plans of the real provider.
 */
const writtenOnly = new Set(["aiven_kafka_topic.config"]);

/** What the real provider would plan; without a prior state, for a new resource. */
export function plan(type: ResourceType, prior: Values | null, config: Values): Values {
  const place = { type, block: type.block, isTop: true, isUserConfig: false };
  const planned = planBlock(place, prior, config);
  const isChange =
    prior !== null &&
    type.block.attributes.some(({ name, type: of }) => !equal(of, prior[name], planned[name]));
  if (!isChange) return planned;
  const open = (renewed[type.name] ?? []).filter((name) => (config[name] ?? null) === null);
  return { ...planned, ...Object.fromEntries(open.map((name) => [name, unknown])) };
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
  if (configured !== null) {
    if (prior && place.isTop && place.type.legacy && countsAtCreation.has(name)) return before;
    // The older SDK does not know a map while one of its values is unknown.
    const isOpenMap = place.type.legacy && type[0] === "map" && !isWhollyKnown(configured);
    return isOpenMap ? unknown : configured;
  }
  const byDefault = place.isTop ? place.type.defaults[name] : undefined;
  if (byDefault !== undefined) return byDefault;
  if (attribute.computed) return prior ? before : unknown;
  return stays(place, name, before) ? before : null;
}

/**
 * In a `*_user_config` block what is removed from the configuration stays on the service, because
 * the provider can't tell it from a default that Aiven chose: SuppressUnchanged in
 * internal/sdkprovider/userconfig/diff/diff.go. An IP filter that is not the open one does go.
 */
function stays(place: Place, name: string, before: Value): boolean {
  if (!place.isUserConfig) return place.isTop && place.type.legacy && staysWhenRemoved.has(name);
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
  const isUserConfig = place.isUserConfig || nested.name.endsWith("_user_config");
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
  const isAdded = prior !== null && writtenOnly.has(`${place.type.name}.${nested.name}`);
  return eachBlock(nested, configured, (item, key) =>
    planBlock(inside, counterpart(nested, before, item, key) ?? (isAdded ? {} : null), item),
  );
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
      const isKept = isAbsent(prior[name]) && isAbsent(planned[name]);
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
    if ([...pick(a), ...pick(b)].every(isAbsent)) return true;
    return equal([nested.nesting === "set" ? "set" : "list", attribute.type], pick(a), pick(b));
  }
  return !inner || isSame(inner, rest, pick(a).flat(), pick(b).flat());
}

/** The older SDK makes no difference between an absent collection and an empty one. */
function isAbsent(value: Value): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/**
 * The planned values with `made` where the plan did not know; what the plan knew stands, except
 * that the older SDK may report another value of what Aiven computes.
 */
export function fill(type: ResourceType, planned: Values, made: Values): Values {
  return fillBlock(type, type.block, planned, made);
}

function fillBlock(type: ResourceType, block: Block, planned: Values, made: Values): Values {
  const filled: Values = {};
  for (const { name, computed } of block.attributes) {
    const isOpen = !isWhollyKnown(planned[name]);
    const isTaken = isOpen || (computed && type.legacy && (made[name] ?? null) !== null);
    filled[name] = (isTaken ? made[name] : planned[name]) ?? null;
  }
  for (const nested of block.blocks) {
    const { name } = nested;
    const given = made[name];
    filled[name] = isUnknown(planned[name])
      ? eachBlock(nested, given, (item) => fillBlock(type, nested.block, item, {}))
      : eachBlock(nested, planned[name], (item, key) => {
          const other = Array.isArray(given) ? given[Number(key)] : given;
          return fillBlock(type, nested.block, item, (other ?? {}) as Values);
        });
  }
  return filled;
}
