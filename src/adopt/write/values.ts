import { own } from "../../base/own";
import { isJsonObject, type Json, type JsonBody } from "../../base/json";
import { expressionOf, partsOf } from "../model/expressions";
import { bodiesOf, type BlockSchema, isSingle } from "../model/schema";
import { type Code, flat, inTemplate, objectOf, propertyName, quoted } from "./code";
import { bindingName } from "./names";
import { type Kind, kindOf, type Scope } from "./scope";

/** A text, its expressions as references. */
export function text(value: string, scope: Scope, kind: Kind = "string"): Code {
  const parts = partsOf(value);
  // a directive is Terraform's alone: the text goes through as it is
  if (!parts || parts.every((part) => "literal" in part)) {
    return value === scope.project ? scope.use("project") : quoted(value);
  }
  const [first, ...more] = parts;
  if (first && "expression" in first && more.length === 0) {
    return scope.expression(first.expression, kind);
  }
  const inner = parts.map((part) =>
    "literal" in part
      ? inTemplate(part.literal)
      : `\${${flat(scope.expression(part.expression, "string"))}}`,
  );
  return `\`${inner.join("")}\``;
}

/** A value as the bindings take it; undefined where they cannot. */
export function value(given: Json, kind: Kind, scope: Scope): Code | undefined {
  const expression = expressionOf(given);
  if (expression !== undefined) {
    return kind === "string" || kind === "any"
      ? text(String(given), scope, kind)
      : scope.expression(expression, kind);
  }
  switch (kind) {
    case "string":
      return typeof given === "object" ? undefined : text(String(given), scope);
    case "number": {
      const number = Number(given);
      return given !== "" && Number.isFinite(number) ? String(number) : undefined;
    }
    case "bool":
      return String(given) === "true" || String(given) === "false" ? String(given) : undefined;
    case "list": {
      const items = Array.isArray(given) ? given.map((each) => value(each, "string", scope)) : [];
      const isWhole = Array.isArray(given) && items.every((each) => each !== undefined);
      return isWhole ? { array: items as Code[] } : undefined;
    }
    case "map":
      return isJsonObject(given) ? mapOf(given, "string", scope) : undefined;
    default:
      return anything(given, scope);
  }
}

/** A map of texts; of a connector's configuration, numbers and booleans are what they are. */
export function mapOf(given: JsonBody, kind: "string" | "any", scope: Scope): Code | undefined {
  const entries = Object.entries(given).filter(([, each]) => each !== null);
  const values = entries.map(([, each]) => value(each, kind, scope));
  if (values.some((each) => each === undefined)) return undefined;
  return objectOf(entries.map(([name], index) => [propertyName(name), values[index]]));
}

/** JSON as it is, its texts with references in them. */
export function anything(given: Json, scope: Scope): Code {
  if (typeof given === "string") return text(given, scope, "any");
  if (Array.isArray(given)) return { array: given.map((each) => anything(each, scope)) };
  if (!isJsonObject(given)) return String(given);
  return objectOf(
    Object.entries(given).map(([name, each]) => [propertyName(name), anything(each, scope)]),
  );
}

/** What of a body the bindings take as props, and what they have no words for. */
export interface Props {
  readonly entries: readonly (readonly [name: string, value: Code])[];
  /** By path, `kafka_user_config.dynamic`, in Terraform's words. */
  readonly overrides: readonly (readonly [path: string, value: Json])[];
  /** Arguments that the provider does not have. */
  readonly unknown: readonly string[];
}

/** A body's arguments and blocks, in the order in which they are given. */
export function propsOf(
  body: JsonBody,
  schema: BlockSchema,
  scope: Scope,
  path: readonly string[] = [],
): Props {
  const entries: [string, Code][] = [];
  const overrides: (readonly [string, Json])[] = [];
  const unknown: string[] = [];
  for (const [name, given] of Object.entries(body)) {
    const at = [...path, name];
    const attribute = own(schema.attributes ?? {}, name);
    const nested = own(schema.block_types ?? {}, name);
    if (given === null) continue;
    if (name === "dynamic") {
      overrides.push([at.join("."), given]);
    } else if (nested) {
      const bodies = bodiesOf(given).map((each, index) => {
        const place = isSingle(nested) ? at : [...at, String(index)];
        return propsOf(each, nested.block, scope, place);
      });
      const codes = bodies.map((each): Code => ({ object: each.entries }));
      for (const each of bodies) unknown.push(...each.unknown);
      if (!isSingle(nested) && bodies.some((each) => each.overrides.length > 0)) {
        overrides.push([at.join("."), given]);
        continue;
      }
      for (const each of bodies) overrides.push(...each.overrides);
      const [only] = codes;
      if (isSingle(nested)) {
        if (only) entries.push([bindingName(name), only]);
      } else entries.push([bindingName(name), { array: codes }]);
    } else if (attribute) {
      const kind = kindOf(attribute.type);
      const code = kind && value(given, kind, scope);
      if (code === undefined) overrides.push([at.join("."), given]);
      else entries.push([bindingName(name), code]);
    } else {
      unknown.push(at.join("."));
    }
  }
  return { entries, overrides, unknown };
}
