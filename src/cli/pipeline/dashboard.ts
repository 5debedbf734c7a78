import { dashboardOf } from "../../alerts/dashboard";
import { type Watched, watchedIn } from "../../alerts/from-stack";
import { Misuse } from "../../base/user-error";
import { readStacks } from "../../stack/synthesize";
import type { AlertsOptions } from "./alerts";

/** `cdc dashboard`: a dashboard for Grafana, with what the alerts of a stack measure. */
export async function dashboard({ app, serviceLabel, stack }: AlertsOptions): Promise<void> {
  const found = await readStacks({ app }, (stacks) =>
    stacks.map(({ name, json }) => ({ name, watched: watchedIn(json, process.env) })),
  );
  const chosen = found.filter(({ name, watched }) =>
    stack === undefined ? hasSomething(watched) : name === stack,
  );
  const [first, ...more] = chosen;
  const names = found.map(({ name }) => name).join(", ");
  if (!first) {
    throw new Misuse(
      stack === undefined
        ? `${app} has nothing to watch; name another app with --app FILE`
        : `${app} has no stack "${stack}"; it has ${names}`,
    );
  }
  if (more.length > 0) {
    throw new Misuse(`${app} has several stacks: ${names}; name one with --stack NAME`);
  }
  const json = dashboardOf(first.name, first.watched, serviceLabel);
  process.stdout.write(`${JSON.stringify(json, null, 2)}\n`);
}

function hasSomething({ services, connectors }: Watched): boolean {
  return services.length + connectors.length > 0;
}
