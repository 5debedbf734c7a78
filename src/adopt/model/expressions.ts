import type { Json } from "../../base/json";

/** A part of a text: as it is written, or an expression without its `${}`. */
export type Part = { readonly literal: string } | { readonly expression: string };

/**
 * The parts of a text with templates; undefined where it holds a directive (`%{if …}`), which is no
 * expression, or a brace that is never closed.
 */
export function partsOf(text: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  let literal = "";
  let at = 0;
  while (at < text.length) {
    const two = text.slice(at, at + 3);
    if (two === "$${" || two === "%%{") {
      literal += two;
      at += 3;
    } else if (text.startsWith("${", at)) {
      const end = endOf(text, at + 2);
      if (end === undefined) return undefined;
      if (literal) parts.push({ literal });
      literal = "";
      parts.push({ expression: text.slice(at + 2, end).trim() });
      at = end + 1;
    } else if (text.startsWith("%{", at)) {
      return undefined;
    } else {
      literal += text.charAt(at);
      at += 1;
    }
  }
  if (literal) parts.push({ literal });
  return parts;
}

/** Where the brace closes that was opened before; strings within have templates of their own. */
function endOf(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') {
      const end = endOfString(text, at + 1);
      if (end === undefined) return undefined;
      at = end;
    } else if (char === "{") depth += 1;
    else if (char === "}") depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

function endOfString(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) === "\\") at += 1;
    else if (text.charAt(at) === '"') return at;
    else if (text.startsWith("$${", at)) at += 2;
    else if (text.startsWith("${", at)) {
      const end = endOf(text, at + 2);
      if (end === undefined) return undefined;
      at = end;
    }
  }
  return undefined;
}

/** The expression that a value is as a whole. */
export function expressionOf(value: Json | undefined): string | undefined {
  if (typeof value !== "string") return undefined;
  const [first, ...more] = partsOf(value) ?? [];
  return first && "expression" in first && more.length === 0 ? first.expression : undefined;
}

/** Whether a text is what it says: no template in it. */
export function isLiteral(value: Json | undefined): boolean {
  if (typeof value !== "string") return value !== undefined;
  return partsOf(value)?.every((part) => "literal" in part) ?? false;
}

/** An attribute of a resource: `aiven_pg.db.service_host`, without index or function. */
export interface AttributeReference {
  readonly address: string;
  readonly attribute: string;
}

const attributeReference = /^((?:data\.)?[a-z]\w*\.[A-Za-z_][\w-]*)\.([a-z]\w*)$/;

export function attributeReferenceOf(expression: string): AttributeReference | undefined {
  const [, address = "", attribute = ""] = attributeReference.exec(expression) ?? [];
  const [first] = address.split(".");
  if (!first || ["var", "local", "module", "each", "count", "path", "self"].includes(first)) {
    return undefined;
  }
  return { address, attribute };
}

/** A text of the world outside, such as a state: what looks like a template there is none. */
export function escaped(text: string): string {
  return text.replaceAll("${", () => "$${").replaceAll("%{", () => "%%{");
}

/** Each text of a value, at any depth. */
export function textsIn(value: Json | undefined): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    Array.isArray(value) ? textsIn(each) : [key, ...textsIn(each)],
  );
}

/** A value with each text in it replaced. */
export function withTexts(value: Json, replace: (text: string) => string): Json {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) return value.map((each) => withTexts(each, replace));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withTexts(each, replace)]),
  );
}
