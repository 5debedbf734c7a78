import { watchedIn } from "../../alerts/from-stack";
import { ruleGroup } from "../../alerts/rules-file";
import { readStacks } from "../../stack/synthesize";
import { Misuse } from "../../base/user-error";

export interface AlertsOptions {
  readonly app: string;
  /** What tells services apart in the metrics. */
  readonly serviceLabel: string;
}

/** `cdc alerts`: a rules file for Prometheus. JSON, which is YAML as well. */
export async function alerts({ app, serviceLabel }: AlertsOptions): Promise<void> {
  const all = await readStacks({ app }, (stacks) =>
    stacks.map(({ name, json }) => ruleGroup(name, watchedIn(json, process.env), serviceLabel)),
  );
  const groups = all.filter(({ rules }) => rules.length > 0);
  if (groups.length === 0) {
    throw new Misuse(`${app} has nothing to watch; name another app with --app FILE`);
  }
  process.stdout.write(`${JSON.stringify({ groups }, undefined, 2)}\n`);
}
