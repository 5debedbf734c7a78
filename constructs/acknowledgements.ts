import type { IConstruct } from "constructs";
import type { RuleName } from "../src/aiven/rule-names";

/** Rules that are violated on purpose, and why. */
export interface Acknowledgement {
  /** Names of rules, as in the brackets at the end of a message: `plan-known`. */
  readonly rules: readonly RuleName[];
  /** Why, for readers of the notes. */
  readonly reason: string;
}

const acknowledgements = new WeakMap<IConstruct, Acknowledgement[]>();

export function addAcknowledgement(scope: IConstruct, acknowledgement: Acknowledgement): void {
  acknowledgements.set(scope, [...(acknowledgements.get(scope) ?? []), acknowledgement]);
}

/** The reason for violating a rule, from the nearest scope that gives one. */
export function reasonFor(construct: IConstruct, rule: string): string | undefined {
  return [...construct.node.scopes]
    .reverse()
    .flatMap((scope) => acknowledgements.get(scope) ?? [])
    .find(({ rules }) => rules.some((name) => name === rule))?.reason;
}
