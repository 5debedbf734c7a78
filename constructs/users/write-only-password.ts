import { Token } from "cdktf";
import { requirement } from "../../src/aiven/rules/message";
import type { CheckedViolation } from "../internal/checks";

/** A password that stands in no state: Terraform hands it on and forgets it (1.11 and later). */
export interface WriteOnlyPassword {
  /** A reference, such as a sensitive variable's `stringValue`: never the password itself. */
  readonly value: string;
  /** Raise it to have a new `value` taken (Terraform: `password_wo_version`). From 1. */
  readonly version: number;
  /**
   * How the connector comes by it: `secretRef("vault", "…")`.
   *
   * @default - `value`, which then does lie in the state, as part of the connector's configuration
   */
  readonly reference?: string;
}

export function passwordFaults(
  password: Pick<WriteOnlyPassword, "value" | "version"> | undefined,
): CheckedViolation[] {
  if (!password) return [];
  const violations: string[] = [];
  if (!Token.isUnresolved(password.value)) {
    violations.push(
      "passwordWo.value must be a reference, got its value; use a sensitive variable's stringValue",
    );
  }
  const { version } = password;
  if (!Token.isUnresolved(version) && (!Number.isInteger(version) || version < 1)) {
    violations.push(requirement("passwordWo.version", "be an integer of at least 1", version));
  }
  return violations.map((message) => ({ severity: "error", message }));
}
