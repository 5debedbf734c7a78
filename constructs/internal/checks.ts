import { AnnotationMetadataEntryType, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { type ConstructRule, constructRules } from "../../src/aiven/construct-rules";
import {
  type Facts,
  findViolations,
  formatViolation,
  notKnownYet,
  type Rule,
  type RuleContext,
  type Severity,
  type Violation,
} from "../../src/aiven/rules/rule";
import { reasonFor } from "../acknowledgements";

/** What a check of a construct finds: an error fails the synth. */
export type ConstructViolation = Pick<Violation, "rule" | "severity" | "message">;

type Check = (context: RuleContext) => readonly ConstructViolation[];

/** The day whose rules apply, `2022-09-01`: in cdktf.json's `context`, or today. */
const asOfContext = "aiven-cdc:as-of";

/** Whether a synth shows notes. @default false */
const notesContext = "aiven-cdc:notes";

/** Whether a synth reports errors as annotations and goes on, for `cdc check`. @default false */
const reportContext = "aiven-cdc:report";

const checks = new WeakMap<IConstruct, Check[]>();

/**
 * Runs a check when the app synthesizes, together with all others: every error of a stack is
 * reported at once, each with its construct's path.
 */
export function checkAtSynth(construct: IConstruct, check: Check): void {
  checks.set(construct, [...(checks.get(construct) ?? []), check]);
  reportAtSynth(construct, check);
}

/** As {@link checkAtSynth}, for a check on what the other checks find. */
export function reportAtSynth(construct: IConstruct, check: Check): void {
  construct.node.addValidation({
    validate: () => {
      const isReport = construct.node.tryGetContext(reportContext) === true;
      const showsNotes = isReport || construct.node.tryGetContext(notesContext) === true;
      const errors: string[] = [];
      for (const violation of check({ asOf: asOf(construct) })) {
        const { severity, text } = effective(construct, violation);
        if (severity === "error" && !isReport) errors.push(text);
        else if (severity !== "note" || showsNotes) annotate(construct, severity, text);
      }
      return errors;
    },
  });
}

/** As {@link checkAtSynth}, with rules on the values of a construct's props. */
export function checkRules<Subject>(
  construct: IConstruct,
  rules: readonly Rule<Subject>[],
  facts: () => Facts<Subject>,
): void {
  checkAtSynth(construct, (context) => findViolations(rules, resolved(facts()), context));
}

/** A violation of a rule that only constructs can check. */
export function violation(rule: ConstructRule, message: string): ConstructViolation {
  return { rule, severity: constructRules[rule].severity, message };
}

/** The names of all rules that are violated in a scope and beneath it, acknowledged or not. */
export function violatedRules(scope: IConstruct, context: RuleContext): ReadonlySet<string> {
  const all = scope.node.findAll().flatMap((construct) => checks.get(construct) ?? []);
  return new Set(all.flatMap((check) => check(context).map(({ rule }) => rule)));
}

/** A token is there, and its value is unknown until Terraform applies. */
export function known<T>(value: T): T | typeof notKnownYet {
  return Token.isUnresolved(value) ? notKnownYet : value;
}

function effective(construct: IConstruct, found: ConstructViolation) {
  const reason = reasonFor(construct, found.rule);
  if (reason === undefined) return { severity: found.severity, text: formatViolation(found) };
  const message = `${found.message} (acknowledged: ${reason})`;
  return { severity: "note", text: formatViolation({ ...found, message }) } as const;
}

const annotations: Readonly<Record<Severity, AnnotationMetadataEntryType>> = {
  error: AnnotationMetadataEntryType.ERROR,
  warning: AnnotationMetadataEntryType.WARN,
  note: AnnotationMetadataEntryType.INFO,
};

/** As cdktf's `Annotations`, without its stack trace, which would only lead to this check. */
function annotate(construct: IConstruct, severity: Severity, text: string): void {
  construct.node.addMetadata(annotations[severity], text);
}

function resolved<Subject>(facts: Facts<Subject>): Facts<Subject> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, known(value)]),
  ) as Facts<Subject>;
}

function asOf(construct: IConstruct): Date {
  const day: unknown = construct.node.tryGetContext(asOfContext);
  return typeof day === "string" ? new Date(day) : new Date();
}
