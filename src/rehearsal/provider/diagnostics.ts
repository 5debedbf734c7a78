import { Refusal, type Finding } from "../meaning";
import { pathToProtocol } from "./paths";
import type { Block } from "./schema";

const severities = { error: 1, warning: 2 };

export function toDiagnostic(finding: Finding, block?: Block): object {
  const steps = block && finding.attribute ? pathToProtocol(block, finding.attribute) : undefined;
  return {
    severity: severities[finding.severity],
    summary: finding.summary,
    detail: finding.detail ?? "",
    ...(steps && steps.steps.length > 0 ? { attribute: steps } : {}),
  };
}

/** What was thrown, as Terraform shows it: a refusal in its own words, all else as our fault. */
export function toFinding(thrown: unknown): Finding {
  if (thrown instanceof Refusal) {
    return { severity: "error", ...pick(thrown) };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { severity: "error", summary: `The rehearsal failed: ${message}` };
}

function pick({ summary, detail, attribute }: Refusal): Omit<Finding, "severity"> {
  return { summary, detail, attribute };
}
