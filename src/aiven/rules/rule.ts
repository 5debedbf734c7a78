import { escapeControlCharacters } from "../../base/text/control-characters";

/** A value that is there and not known yet: a reference of Terraform's, a token of cdktf's. */
export const notKnownYet: unique symbol = Symbol.for("aiven-cdc: not known yet");

/** The input of a rule; a property may be absent, or not known yet. */
export type Facts<Subject> = {
  readonly [Name in keyof Subject]?: Subject[Name] | typeof notKnownYet | undefined;
};

/**
 * - `error`: Aiven refuses it, or data is certainly lost or exposed.
 * - `warning`: it works, with a harm that the message names.
 * - `note`: advice, shown only on request.
 */
export type Severity = "error" | "warning" | "note";

export const severities: readonly Severity[] = ["error", "warning", "note"];

/** A rule that does not hold for one property, and what to write instead. */
export interface Violation {
  /** Name of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** Whether Aiven's API refuses the value. */
  readonly refusedByAiven: boolean;
  /** As the constructs call it: `kafkaVersion`. */
  readonly property: string;
  /** One line: property, what is allowed, the value got, what to write instead. No secret. */
  readonly message: string;
}

/** The one form in which every violation is shown: it ends with the name of its rule. */
export function formatViolation({ message, rule }: Pick<Violation, "message" | "rule">): string {
  return `${message} [${rule}]`;
}

export interface RuleContext {
  /** The day whose rules hold: versions come and go. */
  readonly asOf: Date;
}

/** What is known of a rule without a subject. */
export interface RuleSummary {
  /** In kebab-case, unique: for the page of rules and for `acknowledge`. */
  readonly name: string;
  readonly severity: Severity;
  /** @default false */
  readonly refusedByAiven?: boolean;
  /** One sentence for the page of rules: what must hold, and why. */
  readonly description: string;
  /** Where the fact comes from: an Aiven page, a Terraform argument, a measurement. */
  readonly source: string;
  /** The property that a violation is reported on. */
  readonly property: string;
}

/** One thing that must hold for a subject: a service, an integration, a connector, a stack. */
export interface Rule<Subject> extends RuleSummary {
  /** What exists already may go on so. Only Terraform's state knows what exists; @default false */
  readonly onlyAtCreation?: boolean;
  readonly property: keyof Subject & string;
  /** Further properties that the check reads; it is skipped while any of these is not known yet. */
  readonly inputs?: readonly (keyof Subject & string)[];
  /** The message when the rule does not hold; several when it does not hold several times. */
  check(subject: Partial<Subject>, context: RuleContext): string | readonly string[] | undefined;
}

/** Every violation of the rules, in their order. */
export function findViolations<Subject>(
  rules: readonly Rule<Subject>[],
  facts: Facts<Subject>,
  context: RuleContext,
): Violation[] {
  const isKnown = (name: keyof Subject) => facts[name] !== notKnownYet;
  const violations: Violation[] = [];
  for (const rule of rules) {
    if (!isKnown(rule.property) || !(rule.inputs ?? []).every(isKnown)) continue;
    const messages = rule.check(facts as Partial<Subject>, context);
    if (messages === undefined) continue; // most often, and a large app has many checks
    const { name, severity, refusedByAiven = false, property } = rule;
    for (const message of [messages].flat()) {
      const escaped = escapeControlCharacters(message);
      violations.push({ rule: name, severity, refusedByAiven, property, message: escaped });
    }
  }
  return violations;
}
