import { type Violation, type Facts, findViolations, type Rule } from "../../aiven/rules/rule";
import type { Diagnostic } from "../provider/resource-handler";
import type { LocalCloud } from "../cloud/local-cloud";
import type { AttributePath } from "../../stack/values";

/**
 * What the platform's rules say of a resource at plan: an error where Aiven's API would refuse it,
 * a warning where it would take it, to the user's harm.
 */
export function diagnosticsOf<Subject>(
  { cloud, isNew }: { readonly cloud: LocalCloud; readonly isNew: boolean },
  rules: readonly Rule<Subject>[],
  facts: Facts<Subject>,
  paths: Readonly<Partial<Record<string, AttributePath>>>,
): Diagnostic[] {
  const holding = rules.filter(({ onlyAtCreation }) => isNew || !onlyAtCreation);
  return findViolations(holding, facts, { asOf: cloud.asOf }).map((violation) => ({
    ...severityAndSummary(violation),
    detail: violation.message,
    attribute: paths[violation.property],
  }));
}

function severityAndSummary({ refusedByAiven, severity, property }: Violation) {
  return refusedByAiven && severity === "error"
    ? ({ severity: "error", summary: `Aiven refuses this ${property}` } as const)
    : ({ severity: "warning", summary: `Aiven takes this ${property}, to your harm` } as const);
}
