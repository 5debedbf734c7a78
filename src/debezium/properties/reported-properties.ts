import type { Property, PropertyType } from "./property";

/** A property in the answer of Connect's validate endpoint. */
export interface Described {
  readonly definition: {
    readonly name: string;
    readonly type: string;
    readonly required: boolean;
    readonly default_value: string | null;
    readonly group: string;
  };
  readonly value: {
    readonly name: string;
    readonly errors: readonly string[];
    readonly recommended_values: readonly string[];
  };
}

type Errors = ReadonlyMap<string, readonly string[]>;

/** The plugin's answers to values that it must refuse. */
export interface Answers {
  readonly nonsense: Errors;
  readonly minusOne: Errors;
  readonly zero: Errors;
  /** To 2147483648, which some take no more though their type is long. */
  readonly pastInt: Errors;
  /** Of those tried for `skipped.operations`, which names none in its refusal. */
  readonly operations: readonly string[];
}

/** Groups of the properties that Connect adds to every source connector. */
const connectGroups = [
  "Common",
  "Error Handling",
  "Exactly Once Support",
  "Predicates",
  "Topic Creation",
  "Transforms",
  "offsets.topic",
];

export function isOfConnect({ group }: Described["definition"]): boolean {
  return connectGroups.includes(group);
}

/** Their defaults and recommendations tell of the worker that was asked, not of the connector. */
const isTheWorkers = /^(key|value|header)\.converter$|\.plugin\.version$/;

/** A property of the catalogue, from the plugin's description of it and its answers to values. */
export function reportedProperty({ definition, value }: Described, answers: Answers): Property {
  const { name, type, default_value, required } = definition;
  const said = answers.nonsense.get(name)?.join("; ") ?? "";
  const [, anyCase, listed] = /must be one of( \(case insensitive\))?: ([^;]*)/.exec(said) ?? [];
  const recommended = type === "STRING" && !isTheWorkers.test(name) ? value.recommended_values : [];
  const allowed =
    name === "skipped.operations"
      ? answers.operations
      : (listed?.split(", ").map((word) => (anyCase ? word.toLowerCase() : word)) ?? recommended);
  const min = isOutOfRange(answers.zero.get(name))
    ? 1
    : isOutOfRange(answers.minusOne.get(name))
      ? 0
      : undefined;
  return {
    type: type.toLowerCase() as PropertyType,
    ...(default_value !== null && !isTheWorkers.test(name) && { default: default_value }),
    ...(allowed.length > 0 && { allowed: [...allowed].sort() }),
    ...(listed !== undefined && !anyCase && { matchCase: true }),
    ...(min !== undefined && { min }),
    ...(type === "LONG" && isOutOfRange(answers.pastInt.get(name)) && { max: 2_147_483_647 }),
    ...((required || value.errors.some((error) => /is required$/.test(error))) && {
      required: true,
    }),
  };
}

/** A queue no longer than a batch is refused too, and that is no matter of its own range. */
function isOutOfRange(errors: readonly string[] = []): boolean {
  return errors.some((error) => /at least|negative|positive/.test(error));
}
