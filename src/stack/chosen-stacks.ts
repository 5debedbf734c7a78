import { Misuse } from "../base/user-error";
import type { Stack } from "./synthesize";

/**
 * The stack that a person named, else all of the app's.
 *
 * @throws Misuse naming those that there are
 */
export function chosenStacks(
  stacks: readonly Stack[],
  name: string | undefined,
  app: string,
): readonly Stack[] {
  if (name === undefined) return stacks;
  const found = stacks.filter((stack) => stack.name === name);
  if (found.length > 0) return found;
  const names = stacks.map((stack) => stack.name).join(", ");
  throw new Misuse(`${app} has no stack "${name}"; it has ${names}`);
}
