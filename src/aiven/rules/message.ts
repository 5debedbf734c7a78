import { escapeControlCharacters } from "../../base/text/control-characters";

/** A value to write instead, or something to do. */
export type Advice = { readonly suggestion: unknown } | { readonly advice: string } | undefined;

/** `slotName must match /…/, got "Orders"; use "orders"`: what Aiven or an engine refuses. */
export function requirement(property: string, what: string, got: unknown, advice?: Advice): string {
  return `${property} must ${what}, got ${formatValue(got)}${formatAdvice(advice)}`;
}

/** As {@link requirement}, for a value that works; `harm` is what it does, or what is better. */
export function recommendation(
  property: string,
  what: string,
  got: unknown,
  harm: string,
  advice?: Advice,
): string {
  return `${property} should ${what}, got ${formatValue(got)}: ${harm}${formatAdvice(advice)}`;
}

/** `3, 4 or 5`. */
export function alternatives(items: readonly string[]): string {
  const last = items.at(-1);
  if (last === undefined) return "none";
  return items.length === 1 ? last : `${items.slice(0, -1).join(", ")} or ${last}`;
}

/** As it was written, on one line, cut where it is long. */
export function formatValue(value: unknown): string {
  const isLong = typeof value === "string" && value.length > 80;
  return formatWhole(isLong ? `${value.slice(0, 80)}…` : value);
}

function formatWhole(value: unknown): string {
  if (value === undefined || value === null) return "none";
  if (typeof value !== "string") return String(value);
  // JSON leaves some of them as they are
  return escapeControlCharacters(JSON.stringify(value));
}

function formatAdvice(advice: Advice): string {
  if (!advice) return "";
  return "advice" in advice ? `; ${advice.advice}` : `; use ${formatWhole(advice.suggestion)}`;
}

/** `{ use }`, or nothing to say where there is nothing to use. */
export function suggestion(value: unknown): Advice {
  return value === undefined ? undefined : { suggestion: value };
}
