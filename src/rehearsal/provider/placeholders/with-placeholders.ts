import type { ResourceType } from "../facts";
import type { Attribute, Block, NestedBlock } from "../schema";
import { isWhollyKnown, mapValues, type Type } from "../values";
import { isUnknown, type Value, type Values } from "../../../stack/values";
import { formOf } from "./attribute-forms";
import type { Subject } from "./service-forms";

export interface PlaceholderOptions {
  readonly type: Pick<ResourceType, "block" | "legacy">;
  readonly subject: Subject;
  /** What the plan knew; unknown for an import. */
  readonly planned: Value;
  /** The state before an update. @default - there was none */
  readonly prior?: Values;
  /** Attributes and blocks of the resource in which null stays null. @default - none */
  readonly left?: ReadonlySet<string>;
}

/**
 * The state of the subject in which nothing is null that the plan left to Aiven: what no engine
 * gives has the right form, and names, addresses and secrets among it show that they are not real.
 */
export function withPlaceholders(options: PlaceholderOptions): Values {
  const { type, subject, planned, prior = {}, left } = options;
  const { block, legacy } = type;
  const open = block.attributes.filter(({ name }) => !left?.has(name));
  const values = { ...subject.values };
  for (const { name, computed } of open) {
    if (computed && isUnknown((planned as Values)[name])) values[name] ??= prior[name] ?? null;
  }
  const filling = { subject: { ...subject, values }, reports: legacy };
  const blocks = block.blocks.filter(({ name }) => !left?.has(name));
  return fill({ ...block, attributes: open, blocks }, values, planned, filling);
}

interface Filling {
  readonly subject: Subject;
  /** Whether a block of which everything is computed is there although nobody wrote it. */
  readonly reports: boolean;
}

function fill(block: Block, state: Values, planned: Value, filling: Filling): Values {
  const planOf = (name: string): Value =>
    isUnknown(planned) ? planned : (planned as Values | null | undefined)?.[name];
  const filled: Values = { ...state };
  for (const attribute of block.attributes) {
    const { name, computed } = attribute;
    const isOpen = computed && !isWhollyKnown(planOf(name));
    if (isOpen) filled[name] ??= placeholder(attribute, filling.subject);
  }
  for (const nested of block.blocks) {
    filled[nested.name] = fillNested(nested, state[nested.name], planOf(nested.name), filling);
  }
  return filled;
}

function fillNested(nested: NestedBlock, state: Value, planned: Value, filling: Filling): Value {
  if (!Array.isArray(state)) return state;
  const isReported = isUnknown(planned) && filling.reports && isComputed(nested.block);
  const items = state.length === 0 && isReported ? [{}] : state;
  return items.map((item, index) => {
    const plan = Array.isArray(planned) ? planned[index] : planned;
    return fill(nested.block, (item ?? {}) as Values, plan, filling);
  });
}

function isComputed({ attributes }: Block): boolean {
  return attributes.length > 0 && attributes.every(({ computed }) => computed);
}

/** A value in the form that Aiven gives the attribute; null for what it may leave out. */
export function placeholder(
  { name, type }: Pick<Attribute, "name" | "type">,
  subject: Subject,
): Value {
  const form = formOf(subject.type, name);
  if (!form) return ofType(name, type, subject);
  const value = form(subject, name);
  return value === null || fits(type, value) ? value : ofType(name, type, subject);
}

/** One name may have several types: `payment_method` is a text here and a block there. */
function fits(type: Type, value: Value): boolean {
  if (type === "bool") return typeof value === "boolean";
  if (typeof type === "string") return typeof value !== "object" && typeof value !== "boolean";
  const isList = type[0] === "list" || type[0] === "set";
  if (!isList) return typeof value === "object" && !Array.isArray(value);
  return Array.isArray(value) && value.every((item) => fits(type[1], item));
}

/** Lists of blocks that are somebody's to write, and empty if nobody has. */
const written = /(_user_config|^tags?|^tech_emails|^service_integrations|^references|^task)$/;

function ofType(name: string, type: Type, subject: Subject): Value {
  if (type === "number") return 0;
  if (type === "bool") return false;
  if (typeof type === "string") return `held-${name.replaceAll("_", "-")}`;
  switch (type[0]) {
    case "list":
    case "set":
      return Array.isArray(type[1]) && type[1][0] === "object" && !written.test(name)
        ? [ofType(name, type[1], subject)]
        : [];
    case "object":
      return mapValues(type[1], (inner, key) => placeholder({ name: key, type: inner }, subject));
    case "map":
      return {};
    case "tuple":
      return type[1].map((inner) => ofType(name, inner, subject));
  }
}

/** Values that are computed stay as they were where nobody has seen others since. */
export function keepComputed(block: Block, before: Values, now: Values): Values {
  const kept: Values = { ...now };
  for (const { name, computed } of block.attributes) {
    if (computed) kept[name] = now[name] ?? before[name] ?? null;
  }
  for (const { name, block: inner } of block.blocks) {
    const [old, current] = [before[name], now[name]];
    if (!Array.isArray(old) || !Array.isArray(current) || old.length !== current.length) continue;
    kept[name] = current.map((item, index) =>
      keepComputed(inner, (old[index] ?? {}) as Values, (item ?? {}) as Values),
    );
  }
  return kept;
}
