import { Token } from "cdktf";

/**
 * Whether a text is, or holds, what only Terraform knows: a token of cdktf's, or a reference that was
 * written by hand, `${var.name}`.
 */
export function isReference(value: unknown): boolean {
  return Token.isUnresolved(value) || (typeof value === "string" && /(?<!\$)\$\{/.test(value));
}
