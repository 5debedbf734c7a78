import { nearest } from "../../base/text/nearest";
import { own } from "../../base/own";
import { isUnquotedName } from "../../base/secret-names";
import type { Property } from "./property";
import { valueRenames } from "./renames";

export type ConfigValue = string | number | boolean;

/** Whether a value is known here: what Terraform or a secret provider fills in is not. */
export function isKnown(value: ConfigValue | undefined): value is ConfigValue {
  return value !== undefined && !(typeof value === "string" && value.includes("${"));
}

const limits: Partial<Record<Property["type"], readonly [min: bigint, max: bigint]>> = {
  short: [-(2n ** 15n), 2n ** 15n - 1n],
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
};

const meant: Readonly<Record<string, "true" | "false">> = {
  yes: "true",
  on: "true",
  "1": "true",
  no: "false",
  off: "false",
  "0": "false",
};

/** The message if the property does not allow the value, with what to write where that is clear. */
export function valueViolation(
  name: string,
  property: Property,
  value: ConfigValue,
): string | undefined {
  const text = String(value);
  const got = isSecret(name, property) ? "" : `, got ${formatValue(value)}`;
  const must = (what: string, write?: string) =>
    `"${name}" must be ${what}${got}${write === undefined ? "" : `; write "${write}"`}`;
  const { type, allowed } = property;
  if (type === "boolean") {
    const isBoolean = /^(true|false)$/i.test(text.trim());
    return isBoolean ? undefined : must("true or false", own(meant, text.trim().toLowerCase()));
  }
  const range = limits[type];
  if (range) {
    const least = property.min === undefined ? range[0] : BigInt(property.min);
    const most = property.max === undefined ? range[1] : BigInt(property.max);
    const isNumber = /^[+-]?\d+$/.test(text);
    if (isNumber && BigInt(text) >= least && BigInt(text) <= most) return undefined;
    return must(`a whole number from ${least} to ${most}`);
  }
  if (!allowed) return undefined;
  const entries = type === "list" ? text.split(",").map((entry) => entry.trim()) : [text];
  const wrong = entries.find((entry) => !isAllowed(property, entry));
  if (wrong === undefined) return undefined;
  const what = `${type === "list" ? "a list of " : "one of "}${allowed.join(", ")}`;
  return must(what, type === "list" ? undefined : instead(name, allowed, wrong));
}

function isAllowed({ allowed = [], matchCase }: Property, text: string): boolean {
  return allowed.includes(matchCase ? text : text.trim().toLowerCase());
}

function instead(name: string, allowed: readonly string[], value: string): string | undefined {
  const renamed = valueRenames.find(
    ({ property, from }) => property === name && from === value.trim().toLowerCase(),
  )?.to;
  return renamed !== undefined && allowed.includes(renamed) ? renamed : nearest(value, allowed);
}

function isSecret(name: string, { type }: Property): boolean {
  return type === "password" || isUnquotedName(name);
}

/** As it was written, cut where it is long: what was pasted into the wrong place may be anything. */
function formatValue(value: ConfigValue): string {
  if (typeof value !== "string") return String(value);
  return value.length > 60 ? `"${value.slice(0, 60)}…"` : `"${value}"`;
}
