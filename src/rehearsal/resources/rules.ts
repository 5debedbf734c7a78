import {
  type Facts,
  findViolations,
  formatViolation,
  type Rule,
  type Violation,
} from "../../aiven/rules/rule";
import type { Diagnostic } from "../provider/resource-handler";
import type { LocalCloud } from "../cloud/local-cloud";
import type { AttributePath } from "../../stack/values";

/**
 * The violations of the platform's rules in a planned resource, as Terraform shows them: an error
 * if Aiven's API refuses the value, a warning if it accepts it with a harm. Notes are left out.
 */
export function diagnosticsOf<Subject>(
  { cloud, isNew }: { readonly cloud: LocalCloud; readonly isNew: boolean },
  rules: readonly Rule<Subject>[],
  facts: Facts<Subject>,
  paths: Readonly<Partial<Record<string, AttributePath>>>,
): Diagnostic[] {
  const applicable = rules.filter(({ onlyAtCreation }) => isNew || !onlyAtCreation);
  return findViolations(applicable, facts, { asOf: cloud.asOf })
    .filter(({ severity }) => severity !== "note")
    .map((violation) => ({
      severity: isRefused(violation) ? "error" : "warning",
      summary: summaryOf(violation),
      detail: formatViolation(violation),
      attribute: paths[violation.property],
    }));
}

export function summaryOf(violation: Violation): string {
  const { property } = violation;
  return isRefused(violation)
    ? `Aiven would refuse this ${property}`
    : `Risky value of ${property}`;
}

function isRefused({ severity, refusedByAiven }: Violation): boolean {
  return severity === "error" && refusedByAiven;
}
