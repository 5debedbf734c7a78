import { type Advice, alternatives, requirement, suggestion } from "../../aiven/rules/message";
import { nearest } from "../../base/text/nearest";
import type { ResourceType } from "./facts";
import type { Diagnostic } from "./resource-handler";
import type { Attribute, Block } from "./schema";
import { betaTypes } from "./source/planning";
import { type Limit, limits } from "./source/limits";
import { type Relation, relations } from "./source/relations";
import { type Refusal, serviceRefusals } from "./source/service-checks";
import { isUnknown, type AttributePath, type Value, type Values } from "../../stack/values";

/** Beta types are there for whoever sets this, to whatever value. */
const betaVariable = "PROVIDER_AIVEN_ENABLE_BETA";

/** What the real provider refuses of a resource's arguments before it asks Aiven for anything. */
export function argumentDiagnostics(
  type: ResourceType,
  prior: Values | null,
  config: Values,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Diagnostic[] {
  if (betaTypes.has(type.name) && !environment[betaVariable]) {
    const detail = `The \`${type.name}\` resource is in beta. Set the \`${betaVariable}\` environment variable to enable.`;
    return [{ severity: "error", summary: "Beta Resource Not Enabled", detail }];
  }
  const refusals = [
    ...limitRefusals(type, type.block, config, [], ""),
    ...(relations[type.name] ?? []).flatMap((relation) =>
      relationRefusals(type.block, relation, config),
    ),
    ...serviceRefusals(type.name, prior, config),
  ];
  return refusals.map(({ path, text }) => {
    const summary = `The provider refuses this ${path.findLast((key) => typeof key === "string")}`;
    return { severity: "error", summary, detail: text, attribute: path };
  });
}

function limitRefusals(
  type: ResourceType,
  block: Block,
  values: Values,
  path: AttributePath,
  prefix: string,
): Refusal[] {
  const limitOf = (name: string): Limit => limits[type.name]?.[prefix + name] ?? {};
  const own = block.attributes.flatMap((attribute) => {
    const value = values[attribute.name] ?? null;
    if (value === null) return []; // most of them
    const allowed = type.allowedValues[prefix + attribute.name];
    const text = fault(attribute, value, limitOf(attribute.name), allowed);
    return text === undefined ? [] : [{ path: [...path, attribute.name], text }];
  });
  const inner = block.blocks.flatMap((nested) => {
    const { name } = nested;
    const value = values[name];
    if (isUnknown(value)) return [];
    const items = Array.isArray(value) ? value : [];
    const text = countFault(name, items.length, limitOf(name), "block");
    const found: Refusal[] = text === undefined ? [] : [{ path: [...path, name], text }];
    for (const [index, item] of items.entries()) {
      if (typeof item !== "object" || item === null) continue;
      const at = [...path, name, index];
      found.push(...limitRefusals(type, nested.block, item as Values, at, `${prefix}${name}.`));
    }
    return found;
  });
  return [...own, ...inner];
}

/** What is wrong with the value; no secret is shown. */
function fault(
  { name, sensitive: isSecret }: Attribute,
  value: Value,
  limit: Limit,
  allowed: readonly string[] | undefined,
): string | undefined {
  const must = (what: string, got: unknown, advice?: Advice) =>
    isSecret ? `${name} must ${what}` : requirement(name, what, got, advice);
  if (Array.isArray(value)) {
    const stranger = allowed && value.find((item) => !isAllowed(item, allowed));
    if (stranger !== undefined) return must(...oneOf(allowed ?? [], stranger));
    return countFault(name, value.length, limit, "element");
  }
  if (typeof value === "number" && limit.range) {
    const [least, most] = limit.range;
    return value < least || value > most ? must(`be ${inWords(limit.range)}`, value) : undefined;
  }
  if (typeof value !== "string") return undefined;
  if (allowed && !isAllowed(value, allowed)) return must(...oneOf(allowed, value));
  if (limit.length) {
    const [least, most] = limit.length;
    const length = Buffer.byteLength(value);
    if (length < least || length > most) {
      return `${name} must have ${inWords(limit.length)} characters, got ${length}`;
    }
  }
  const { form } = limit;
  return form && !form.pattern.test(value) ? must(form.words, value) : undefined;
}

/** More values than this are not listed. */
const mostListed = 15;

function oneOf(allowed: readonly string[], got: Value): [string, unknown, Advice] {
  if (allowed.length <= mostListed) return [`be ${alternatives(allowed)}`, got, undefined];
  const advice = suggestion(nearest(String(got), allowed));
  return [`be one of the provider's ${allowed.length} values`, got, advice];
}

function isAllowed(value: Value, allowed: readonly string[]): boolean {
  return typeof value !== "string" || allowed.includes(value);
}

function countFault(
  name: string,
  count: number,
  { count: limit }: Limit,
  noun: string,
): string | undefined {
  if (!limit || (count >= limit[0] && count <= limit[1])) return undefined;
  const isOne = limit[0] === 1 && (limit[1] === 1 || limit[1] === Number.MAX_SAFE_INTEGER);
  return `${name} must have ${inWords(limit)} ${noun}${isOne ? "" : "s"}, got ${count}`;
}

function inWords([least, most]: readonly [number, number]): string {
  if (most === Number.MAX_SAFE_INTEGER) return `at least ${least}`;
  if (least === most) return String(least);
  return least === 0 ? `at most ${most}` : `${least} to ${most}`;
}

/** An argument that is not known yet counts as set where one must be, and not where none may be. */
function relationRefusals(top: Block, { block, kind, names }: Relation, config: Values): Refusal[] {
  const places: [AttributePath, Values][] = [];
  const blocks = block === undefined ? undefined : config[block];
  if (block === undefined) places.push([[], config]);
  else if (Array.isArray(blocks)) {
    blocks.forEach((item, index) => {
      if (typeof item === "object" && item !== null) places.push([[block, index], item as Values]);
    });
  }
  return places.flatMap(([path, values]) => {
    const set = names.filter((name) => !isAbsent(top, name, values[name]));
    const known = set.filter((name) => !isUnknown(values[name]));
    const [first = "", second = ""] = names;
    const refusal = (name: string, text: string): Refusal[] => [{ path: [...path, name], text }];
    switch (kind) {
      case "at most one of":
        if (known.length < 2) return [];
        return refusal(first, `${first} must not be set beside ${second}; leave one out`);
      case "at least one of":
        return set.length > 0 ? [] : refusal(first, `${alternatives(names)} must be set`);
      case "all or none of": {
        const [missing] = names.filter((name) => !set.includes(name));
        if (set.length === 0 || missing === undefined) return [];
        const together = `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
        const all = names.length === 2 ? "both" : "all";
        return refusal(set[0] ?? first, `${together} go together; set ${all} or none`);
      }
      case "first needs second":
        if (!set.includes(first) || set.includes(second)) return [];
        return refusal(first, `${first} needs ${second}; set both`);
    }
  });
}

/** An empty list is an argument that is set; a block that is not there is an empty list, too. */
function isAbsent(top: Block, name: string, value: Value): boolean {
  const isBlock = top.blocks.some((nested) => nested.name === name);
  return (value ?? null) === null || (isBlock && Array.isArray(value) && value.length === 0);
}

/** Without those that a handler has reported: of an argument's two, the handler's says more. */
export function unlessFound(
  diagnostics: readonly Diagnostic[],
  found: readonly Diagnostic[],
): Diagnostic[] {
  const errors = found.filter(({ severity }) => severity === "error");
  const reported = new Set(errors.map(({ attribute }) => JSON.stringify(attribute)));
  const details = new Set(errors.map(({ detail }) => detail));
  return diagnostics.filter(
    ({ attribute, detail }) => !reported.has(JSON.stringify(attribute)) && !details.has(detail),
  );
}
