import { AivenApi } from "../../clients/aiven-api";
import { printJson, schemaId } from "../../base/json-output.cjs";
import { printable } from "../../base/text/printable";
import { Misuse } from "../../base/user-error";
import { costLines, costOf, hoursPerMonth } from "../../cost/cost";
import { plannedServices } from "../../cost/services";
import { readStacks } from "../../stack/synthesize";

export interface CostOptions {
  readonly app: string;
  readonly json: boolean;
}

/** `cdc cost`: what Aiven asks for the services of an app, as its API tells it. */
export async function cost({ app, json }: CostOptions): Promise<void> {
  const api = new AivenApi(); // a token that is missing is reported before anything else
  const services = await readStacks({ app }, (stacks) => plannedServices(stacks, process.env));
  if (services.length === 0) {
    throw new Misuse(
      `${app} makes no PostgreSQL, Kafka or Kafka Connect; name another app with --app FILE`,
    );
  }
  const report = await costOf(services, api);
  if (json) {
    printJson({ schema: schemaId("cost"), app, hoursPerMonth, ...report });
    return;
  }
  for (const line of costLines(report)) process.stdout.write(`${printable(line, 1_000)}\n`);
}
