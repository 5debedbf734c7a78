import type { propertyRules } from "./property-rules";

/** A property that the connector ignores or refuses. */
export interface PropertyViolation {
  readonly rule: keyof typeof propertyRules;
  readonly property: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  /** The property that was meant, where the one written does not exist. */
  readonly write?: string;
}
