import { printable } from "../../base/text/printable";
import { exitCodes } from "../../base/user-error";
import { reportDrift } from "../../drift/report";
import { synthesize } from "../../stack/synthesize";

export interface DriftOptions {
  readonly app: string;
  readonly remember: boolean;
}

/** `cdc drift`: arguments that stay on the services although the code no longer has them. */
export async function drift({ app, remember }: DriftOptions): Promise<void> {
  const stacks = await synthesize({ app });
  const onLine = (line: string) => process.stdout.write(`${printable(line, 10_000)}\n`);
  if ((await reportDrift({ stacks, remember, onLine })) > 0) process.exitCode = exitCodes.finding;
}
