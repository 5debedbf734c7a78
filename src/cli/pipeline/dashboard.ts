import { dashboardOf } from "../../alerts/dashboard";
import { type Watched, watchedIn } from "../../alerts/from-stack";
import { Misuse } from "../../base/user-error";
import { chosenStacks } from "../../stack/chosen-stacks";
import { readStacks } from "../../stack/synthesize";
import type { AlertsOptions } from "./alerts";

/** `cdc dashboard`: a dashboard for Grafana, with what the alerts of a stack measure. */
export async function dashboard({ app, serviceLabel, stack }: AlertsOptions): Promise<void> {
  const chosen = await readStacks({ app }, (stacks) =>
    chosenStacks(stacks, stack, app).map(({ name, json }) => ({
      name,
      watched: watchedIn(json, process.env),
    })),
  );
  const [first, ...more] = chosen.filter(
    ({ watched }) => stack !== undefined || hasSomething(watched),
  );
  if (!first) {
    throw new Misuse(`${app} has nothing to watch; name another app with --app FILE`);
  }
  if (more.length > 0) {
    const names = chosen.map(({ name }) => name).join(", ");
    throw new Misuse(`${app} has several stacks: ${names}; name one with --stack NAME`);
  }
  const json = dashboardOf(first.name, first.watched, serviceLabel);
  process.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
}

function hasSomething({ services, connectors }: Watched): boolean {
  return services.length + connectors.length > 0;
}
