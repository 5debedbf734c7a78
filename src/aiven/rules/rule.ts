import { escapeControlCharacters } from "../../base/control-characters";

/** A value that is there and not known yet: a reference of Terraform's, a token of cdktf's. */
export const notKnownYet: unique symbol = Symbol.for("aiven-cdc: not known yet");

/** What a rule looks at; a property may be absent, or not known yet. */
export type Facts<Subject> = {
  readonly [Name in keyof Subject]?: Subject[Name] | typeof notKnownYet | undefined;
};

export type Severity = "error" | "warning";

/** What is wrong with one property, and what to write instead. */
export interface Violation {
  /** Name of the rule that found it. */
  readonly rule: string;
  readonly severity: Severity;
  /** Aiven's API would refuse it; anything else it takes, to the user's harm. */
  readonly refusedByAiven: boolean;
  /** As the constructs call it: `kafkaVersion`. */
  readonly property: string;
  /** One line: property, what is allowed, the value got, what to write instead. No secret. */
  readonly message: string;
}

export interface RuleContext {
  /** The day whose rules hold: versions come and go. */
  readonly asOf: Date;
}

/** One thing that must hold for a subject: a service, an integration, a connector, a stack. */
export interface Rule<Subject> {
  /** In kebab-case, unique: what the page of rules and an acceptance call it. */
  readonly name: string;
  readonly severity: Severity;
  /** @default false */
  readonly refusedByAiven?: boolean;
  /** What exists already may go on so. Only Terraform's state can tell; @default false */
  readonly onlyAtCreation?: boolean;
  /** One sentence for the page of rules: what must hold, and why. */
  readonly description: string;
  /** Where the fact comes from: an Aiven page, a Terraform argument, a measurement. */
  readonly source: string;
  /** The property that a fault is told against. */
  readonly property: keyof Subject & string;
  /** What the check looks at besides; it is skipped while any of these is not known yet. */
  readonly inputs?: readonly (keyof Subject & string)[];
  /** The message when the rule does not hold; several when it does not hold several times. */
  check(subject: Partial<Subject>, context: RuleContext): string | readonly string[] | undefined;
}

/** Every fault that the rules find, in their order. */
export function findViolations<Subject>(
  rules: readonly Rule<Subject>[],
  facts: Facts<Subject>,
  context: RuleContext,
): Violation[] {
  return rules.flatMap((rule) => {
    const needed = [rule.property, ...(rule.inputs ?? [])];
    if (needed.some((name) => facts[name] === notKnownYet)) return [];
    const { name, severity, refusedByAiven = false, property } = rule;
    const found = rule.check(facts as Partial<Subject>, context) ?? [];
    return [found].flat().map((message) => ({
      rule: name,
      severity,
      refusedByAiven,
      property,
      message: escapeControlCharacters(message),
    }));
  });
}
