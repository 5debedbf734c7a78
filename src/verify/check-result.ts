import { andMore } from "../base/text/and-more";

/** What one check found. */
export interface CheckResult {
  /** `skipped`: the check could not be made here, which is no fault of the pipeline. */
  readonly verdict: "ok" | "warning" | "failed" | "skipped";
  readonly what: string;
  /** The figure, or what is the matter and what to do. */
  readonly figure: string;
}

export const ok = result("ok");
export const warning = result("warning");
export const failed = result("failed");
export const skipped = result("skipped");

function result(verdict: CheckResult["verdict"]) {
  return (what: string, figure: string): CheckResult => ({ verdict, what, figure });
}

/** More names than this hide the rest of a line. */
const maxNames = 5;

/** `public.a, public.b`; of more than 5 names the rest is counted. */
export function listOf(names: readonly string[]): string {
  return andMore(names, maxNames);
}

/** Why something could not be reached or refused us, in one line. */
export function causeOf(error: unknown): string {
  const { code, message, cause, errors } = error as Error & {
    code?: string;
    errors?: readonly unknown[];
  };
  const inner = errors?.[0] ?? cause;
  if (inner instanceof Error) return causeOf(inner);
  const [line = ""] = (message || code || String(error)).split("\n");
  return line;
}
