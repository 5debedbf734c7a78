import { printJson, schemaId } from "../../base/json-output.cjs";
import { printable } from "../../base/text/printable";
import { exitCodes } from "../../base/user-error";
import { driftLines, reportDrift, type StackDrift } from "../../drift/report";
import { synthesize } from "../../stack/synthesize";

export interface DriftOptions {
  readonly app: string;
  readonly json: boolean;
  readonly remember: boolean;
}

/** `cdc drift`: arguments that stay on the services although the code no longer has them. */
export async function drift({ app, json, remember }: DriftOptions): Promise<void> {
  const synthesized = await synthesize({ app });
  const stacks: StackDrift[] = [];
  const onStack = (stack: StackDrift) => {
    stacks.push(stack);
    if (json) return;
    for (const line of driftLines(stack)) process.stdout.write(`${printable(line, 10_000)}\n`);
  };
  await reportDrift({ stacks: synthesized, remember, onStack });
  if (json) printJson({ schema: schemaId("drift"), app, stacks });
  const hasDrifted = stacks.some(
    ({ outcome, found }) => outcome === "compared" && found.length > 0,
  );
  if (hasDrifted) process.exitCode = exitCodes.finding;
}
