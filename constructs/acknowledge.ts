import type { IConstruct } from "constructs";
import { dayOf } from "../src/aiven/facts/days";
import { ruleNames } from "../src/aiven/rule-names";
import { nearest } from "../src/base/text/nearest";
import { type Acknowledgement, addAcknowledgement } from "./acknowledgements";
import { reportAtSynth, violatedRules, violation } from "./internal/checks";

/**
 * Turns violations of the named rules in `scope` and beneath it into notes that carry the reason:
 * an existing pipeline can be taken over as it is. What Aiven refuses, a rehearsal still refuses.
 *
 * A rule that is not violated beneath `scope` is a note, so that acknowledgements do not go stale.
 *
 * @param scope a stack, or a construct in one
 * @throws if a rule does not exist or the reason is empty
 */
export function acknowledge(scope: IConstruct, acknowledgement: Acknowledgement): void {
  requireValid(scope, acknowledgement);
  addAcknowledgement(scope, acknowledgement);
  reportAtSynth(scope, (context) => {
    const violated = violatedRules(scope, context);
    return acknowledgement.rules
      .filter((name) => !violated.has(name))
      .map((name) =>
        violation(
          "acknowledged-rules",
          `rules should name violated rules, got ${JSON.stringify(name)}, which nothing beneath violates on ${dayOf(context.asOf)}; remove it`,
        ),
      );
  });
}

function requireValid(scope: IConstruct, acknowledgement: Partial<Acknowledgement>): void {
  const { rules, reason } = acknowledgement;
  const names: readonly string[] = ruleNames;
  const messages: string[] = [];
  if (!Array.isArray(rules) || rules.length === 0) {
    const example = '{ rules: ["plan-known"], reason: "…" }';
    messages.push(
      `rules must name at least one rule, got none; write acknowledge(scope, ${example})`,
    );
  }
  for (const name of rules ?? []) {
    if (names.includes(name)) continue;
    const similar = nearest(name, names);
    const advice = similar === undefined ? "see docs/rules.md" : `use ${JSON.stringify(similar)}`;
    messages.push(`rules must be names of rules, got ${JSON.stringify(name)}; ${advice}`);
  }
  if (typeof reason !== "string" || reason.trim() === "") {
    messages.push(
      "reason must be some text, got none; write why the rules are violated on purpose",
    );
  }
  if (messages.length === 0) return;
  const where = `acknowledge of ${JSON.stringify(scope.node.path)}`;
  throw Object.assign(new Error([`${where}:`, ...messages].join("\n  ")), { name: "UserError" });
}
