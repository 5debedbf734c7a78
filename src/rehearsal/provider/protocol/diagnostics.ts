import { printable, printableLines } from "../../../base/text/printable";
import { ApiError, type Diagnostic } from "../resource-handler";
import { pathToProtocol } from "../paths";
import type { Block } from "../schema";

export const severities = { error: 1, warning: 2 };

export function toProtocolDiagnostic(diagnostic: Diagnostic, block?: Block): object {
  const steps =
    block && diagnostic.attribute ? pathToProtocol(block, diagnostic.attribute) : undefined;
  return {
    severity: severities[diagnostic.severity],
    // Terraform prints both as they are, and they may quote a database or a connector.
    summary: printable(diagnostic.summary, 2_000),
    detail: printableLines(diagnostic.detail ?? ""),
    ...(steps && steps.steps.length > 0 ? { attribute: steps } : {}),
  };
}

/** What was thrown, as Terraform shows it: a refusal in its own words, all else as our fault. */
export function toDiagnostic(thrown: unknown): Diagnostic {
  if (thrown instanceof ApiError) {
    return { severity: "error", ...pick(thrown) };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { severity: "error", summary: `The rehearsal failed: ${message}` };
}

function pick({ summary, detail, attribute }: ApiError): Omit<Diagnostic, "severity"> {
  return { summary, detail, attribute };
}
