import { colorsFor } from "../../base/text/colors";
import { printableLines } from "../../base/text/printable";
import { runAttached } from "../../rehearsal/session/command";
import { watchParent } from "./orphaned";

export interface RehearseOptions {
  readonly asOf?: Date;
  /** File with the values of secrets that no service here can give. */
  readonly secrets?: string;
  /** Brokers of a Kafka at most. */
  readonly brokers?: number;
}

/** `cdc rehearse`: any command, with the rehearsal in place of Aiven. */
export async function rehearse(
  command: readonly string[],
  { asOf, secrets: secretsFile, brokers }: RehearseOptions,
): Promise<void> {
  const colors = colorsFor(process.stderr);
  const say = (message: string) =>
    process.stderr.write(`${colors.dim("rehearsal")}  ${printableLines(message)}\n`);
  const ending = new AbortController();
  const orphaned = watchParent(() => ending.abort());
  const { code, after } = await runAttached({
    command,
    asOf,
    secretsFile,
    brokers,
    onProgress: say,
    signal: ending.signal,
  });
  clearInterval(orphaned);
  if (after === "deployed") {
    say(
      "stays up; attach more commands with `npx cdc rehearse COMMAND`, end it with `npx cdc stop`",
    );
  } else if (after === "attached") {
    say("continues for another attached command");
  }
  process.exitCode = code;
}
