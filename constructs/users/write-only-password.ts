import { Token } from "cdktf";
import { requirement } from "../../src/aiven/rules/message";
import { type ConstructViolation, violation } from "../internal/checks";

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

export function passwordViolations(
  password: Pick<WriteOnlyPassword, "value" | "version"> | undefined,
): ConstructViolation[] {
  if (!password) return [];
  const found: ConstructViolation[] = [];
  if (!Token.isUnresolved(password.value)) {
    found.push(
      violation(
        "password-literal",
        "passwordWo.value must be a reference, got a literal; use a sensitive variable's stringValue",
      ),
    );
  }
  const { version } = password;
  if (!Token.isUnresolved(version) && (!Number.isInteger(version) || version < 1)) {
    const message = requirement("passwordWo.version", "be a whole number of at least 1", version);
    found.push(violation("password-version", message));
  }
  return found;
}
