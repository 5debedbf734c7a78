/** What one check found. */
export interface CheckResult {
  readonly verdict: "ok" | "warning" | "failed";
  readonly what: string;
  /** The figure, or what is the matter and what to do. */
  readonly figure: string;
}

export const ok = (what: string, figure: string): CheckResult => ({ verdict: "ok", what, figure });
export const warning = (what: string, figure: string): CheckResult => ({
  verdict: "warning",
  what,
  figure,
});
export const failed = (what: string, figure: string): CheckResult => ({
  verdict: "failed",
  what,
  figure,
});

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
