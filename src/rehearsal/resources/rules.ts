import { type Fault, type Facts, findFaults, type Rule } from "../../aiven/rule";
import type { AttributePath, Finding } from "../meaning";
import type { World } from "../world";

/**
 * What the platform's rules say of a resource at plan: an error where Aiven's API would refuse it,
 * a warning where it would take it, to the user's harm.
 */
export function findingsOf<Subject>(
  { world, isNew }: { readonly world: World; readonly isNew: boolean },
  rules: readonly Rule<Subject>[],
  facts: Facts<Subject>,
  paths: Readonly<Partial<Record<string, AttributePath>>>,
): Finding[] {
  const holding = rules.filter(({ onlyAtCreation }) => isNew || !onlyAtCreation);
  return findFaults(holding, facts, { asOf: world.asOf }).map((fault) => ({
    ...severityAndSummary(fault),
    detail: fault.message,
    attribute: paths[fault.property],
  }));
}

function severityAndSummary({ refusedByAiven, severity, property }: Fault) {
  return refusedByAiven && severity === "error"
    ? ({ severity: "error", summary: `Aiven refuses this ${property}` } as const)
    : ({ severity: "warning", summary: `Aiven takes this ${property}, to your harm` } as const);
}
