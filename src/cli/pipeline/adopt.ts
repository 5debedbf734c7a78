import { adopt, type AdoptOptions } from "../../adopt/adopt";

export type AdoptCommandOptions = Omit<AdoptOptions, "inputs">;

/** `cdc adopt`: the app to a file or standard output, the report to standard error. */
export async function adoptCommand(
  inputs: readonly string[],
  options: AdoptCommandOptions,
): Promise<void> {
  const { code, report } = await adopt({ ...options, inputs });
  if (options.out === undefined) process.stdout.write(code);
  process.stderr.write(report);
}
