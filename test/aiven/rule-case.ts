import { type Facts, type Violation, findViolations, type Rule } from "../../src/aiven/rules/rule";

/** The day that the tests hold rules on, unless they name another. */
export const today = "2026-11-23";

/** Facts for which a rule has nothing to say, and facts just past them with all that it says. */
export interface RuleCase<Subject> {
  readonly rule: string;
  /** @default today */
  readonly asOf?: string;
  readonly legal: readonly Facts<Subject>[];
  readonly wrong: readonly (readonly [facts: Facts<Subject>, ...messages: string[]])[];
}

/** A case of which only the rule itself knows the subject. */
export interface ToldCase {
  readonly rule: string;
  /** How it is shown in the list of tests. */
  readonly title: string;
  readonly facts: unknown;
  readonly expected: readonly string[];
  violations(): readonly Violation[];
}

export function casesOf<Subject>(
  rules: readonly Rule<Subject>[],
  cases: readonly RuleCase<Subject>[],
): ToldCase[] {
  return cases.flatMap(({ rule, asOf = today, legal, wrong }) => {
    const found = rules.filter(({ name }) => name === rule);
    if (found.length !== 1) throw new Error(`${found.length} rules are called ${rule}`);
    const all = [...legal.map((facts) => [facts] as const), ...wrong];
    return all.map(([facts, ...expected]) => ({
      rule,
      title: `${rule} ${expected.length === 0 ? "takes" : "tells of"} ${JSON.stringify(facts)} on ${asOf}`,
      facts,
      expected,
      violations: () => findViolations(found, facts, { asOf: new Date(asOf) }),
    }));
  });
}
