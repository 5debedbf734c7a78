import { stringify } from "yaml";
import { watchedIn } from "../../alerts/from-stack";
import { ruleGroup } from "../../alerts/rules-file";
import { chosenStacks } from "../../stack/chosen-stacks";
import { readStacks } from "../../stack/synthesize";
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
    chosenStacks(stacks, stack, app).map(({ name, json }) =>
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
