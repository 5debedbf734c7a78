import { stringify } from "yaml";
import { watchedIn } from "../../alerts/from-stack";
import { ruleGroup } from "../../alerts/rules-file";
import { readStacks, type Stack } from "../../stack/synthesize";
import { Misuse } from "../../base/user-error";

export interface AlertsOptions {
  readonly app: string;
  /** What tells services apart in the metrics. */
  readonly serviceLabel: string;
  /** Whose rules. @default - of every stack of the app */
  readonly stack?: string;
}

/** `cdc alerts`: a rules file for Prometheus. */
export async function alerts({ app, serviceLabel, stack }: AlertsOptions): Promise<void> {
  const all = await readStacks({ app }, (stacks) =>
    chosen(stacks, stack, app).map(({ name, json }) =>
      ruleGroup(name, watchedIn(json, process.env), serviceLabel),
    ),
  );
  const groups = all.filter(({ rules }) => rules.length > 0);
  if (groups.length === 0) {
    throw new Misuse(`${app} has nothing to watch; name another app with --app FILE`);
  }
  // a line is never folded: an expression can be searched for
  process.stdout.write(stringify({ groups }, { lineWidth: 0 }));
}

/** Stages of one pipeline have the same rules, and each has a Prometheus of its own. */
function chosen(stacks: readonly Stack[], name: string | undefined, app: string): readonly Stack[] {
  if (name === undefined) return stacks;
  const found = stacks.filter((stack) => stack.name === name);
  if (found.length > 0) return found;
  const names = stacks.map((stack) => stack.name).join(", ");
  throw new Misuse(`${app} has no stack "${name}"; it has ${names}`);
}
