import { AnnotationMetadataEntryType, Token } from "cdktf";
import type { IConstruct } from "constructs";
import {
  type Facts,
  findViolations,
  notKnownYet,
  type Rule,
  type RuleContext,
} from "../../src/aiven/rules/rule";

/** Something that a check found: refused at synth, or warned of. */
export interface CheckedViolation {
  readonly severity: "error" | "warning";
  readonly message: string;
}

const accepted = Symbol.for("aiven-cdc: reason for accepting faults");

/** The day whose rules hold, `2022-09-01`: in cdktf.json's `context`, or today. */
const asOfContext = "aiven-cdc:as-of";

/**
 * Lets everything below `scope` synthesize although rules refuse it: their errors become warnings
 * that carry the reason. For bringing an existing pipeline along as it is, before mending it.
 *
 * @param reason why, for whoever reads the warnings
 */
export function acceptFaults(scope: IConstruct, reason: string): void {
  Object.defineProperty(scope, accepted, { value: reason, configurable: true });
}

/**
 * Runs a check when the app synthesizes, together with all others: every fault of a stack is told
 * at once, each with its construct's path.
 */
export function checkAtSynth(
  construct: IConstruct,
  find: (context: RuleContext) => readonly CheckedViolation[],
): void {
  construct.node.addValidation({
    validate: () => {
      const reason = reasonAt(construct);
      const errors: string[] = [];
      for (const { severity, message } of find({ asOf: asOf(construct) })) {
        if (severity === "warning") warn(construct, message);
        else if (reason === undefined) errors.push(message);
        else warn(construct, `${message} (accepted: ${reason})`);
      }
      return errors;
    },
  });
}

/** As cdktf's `Annotations`, without the stack trace, which would lead to nobody but this check. */
function warn(construct: IConstruct, message: string): void {
  construct.node.addMetadata(AnnotationMetadataEntryType.WARN, message);
}

/** As {@link checkAtSynth}, with rules on what a construct's props say. */
export function holdRules<Subject>(
  construct: IConstruct,
  rules: readonly Rule<Subject>[],
  facts: () => Facts<Subject>,
): void {
  checkAtSynth(construct, (context) => findViolations(rules, resolved(facts()), context));
}

/** A token is there, and what it will be is Terraform's business. */
export function known<T>(value: T): T | typeof notKnownYet {
  return Token.isUnresolved(value) ? notKnownYet : value;
}

function resolved<Subject>(facts: Facts<Subject>): Facts<Subject> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, known(value)]),
  ) as Facts<Subject>;
}

function reasonAt(construct: IConstruct): string | undefined {
  const scope = [...construct.node.scopes].reverse().find((each) => accepted in each);
  return scope && (scope as IConstruct & { [accepted]: string })[accepted];
}

function asOf(construct: IConstruct): Date {
  const day: unknown = construct.node.tryGetContext(asOfContext);
  return typeof day === "string" ? new Date(day) : new Date();
}
