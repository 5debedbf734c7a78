import { ruleNames } from "../../aiven/rule-names";
import { type Severity, severities } from "../../aiven/rules/rule";
import { printJson, schemaId } from "../../base/json-output.cjs";
import { exitCodes } from "../../base/user-error";
import { type Annotation, readStacks, ruleIn } from "../../stack/synthesize";

export interface CheckOptions {
  readonly app: string;
  readonly json: boolean;
  readonly asOf?: Date;
}

const severityOf: Readonly<Record<Annotation["level"], Severity>> = {
  "@cdktf/error": "error",
  "@cdktf/warn": "warning",
  "@cdktf/info": "note",
};

/** A violation as `--json` has it. */
export interface ReportedViolation {
  readonly severity: Severity;
  /** The construct's. */
  readonly path: string;
  /** @default - the app's own, or cdktf's */
  readonly rule?: string;
  readonly message: string;
}

/** `cdc check`: every violation of an app's constructs, notes included; errors are a finding. */
export async function check({ app, asOf, json }: CheckOptions): Promise<void> {
  const annotations = await readStacks({ app, asOf, reportsErrors: true }, (stacks) =>
    stacks.flatMap((stack) => stack.annotations),
  );
  const found = annotations.map(reportedViolation);
  const ofSeverity = (wanted: Severity) => found.filter(({ severity }) => severity === wanted);
  const violations = severities.flatMap(ofSeverity);
  if (json) {
    printJson({
      ...{ schema: schemaId("check"), app, violations },
      counts: Object.fromEntries(severities.map((each) => [each, ofSeverity(each).length])),
    });
  } else {
    const lines = violations.map(
      ({ severity, path, message }) => `${severity}: [${path}] ${message}`,
    );
    const counts = severities.map((severity) => {
      const { length } = ofSeverity(severity);
      return `${length} ${severity}${length === 1 ? "" : "s"}`;
    });
    process.stdout.write([...lines, `${app}: ${counts.join(", ")}`, ""].join("\n"));
  }
  if (ofSeverity("error").length > 0) process.exitCode = exitCodes.finding;
}

export function reportedViolation(annotation: Annotation): ReportedViolation {
  const { level, constructPath: path, message } = annotation;
  const rule = ruleIn(annotation);
  const isKnown = rule !== undefined && (ruleNames as readonly string[]).includes(rule);
  return { severity: severityOf[level], path, ...(isKnown && { rule }), message };
}
