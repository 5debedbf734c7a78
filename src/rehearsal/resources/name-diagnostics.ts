import { nameRules } from "../../aiven/rules/name-rules";
import { namesInResource } from "../../aiven/terraform/names-in-resource";
import { findViolations } from "../../aiven/rules/rule";
import type { Diagnostic } from "../provider/resource-handler";
import { isUnknown, type Values } from "../../stack/values";

/** An error for each name with control characters, unless its argument has an error already. */
export function nameDiagnostics(values: Values, found: readonly Diagnostic[]): Diagnostic[] {
  const reported = new Set(
    found
      .filter(({ severity }) => severity === "error")
      .map(({ attribute }) => JSON.stringify(attribute)),
  );
  return namesInResource(values, isUnknown)
    .filter(({ path }) => !reported.has(JSON.stringify(path)))
    .flatMap(({ path, ...subject }) =>
      findViolations(nameRules, subject, { asOf: new Date() }).map(({ message }) => ({
        severity: "error" as const,
        summary: "Aiven refuses this name",
        detail: message,
        attribute: path,
      })),
    );
}
