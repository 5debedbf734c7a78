import { appendFileSync } from "node:fs";
import { progressFile } from "../../rehearsal/session/command";
import { connectionDetails } from "../../rehearsal/session/connection-details";
import { answerStaysUp } from "../../rehearsal/session/host";
import { openRehearsal } from "../../rehearsal/session/rehearsal";
import { compiledStandIn } from "./stand-in";

export interface ServeOptions {
  readonly asOf?: Date;
  /** File with the values of secrets that no service here can give. */
  readonly secrets?: string;
}

/** `cdc host`: a rehearsal in the background, for the commands that attach to it. */
export async function serve({ asOf, secrets: secretsFile }: ServeOptions): Promise<void> {
  const ending = new AbortController();
  const say = (message: string) => appendFileSync(progressFile, `${message}\n`, { mode: 0o600 });
  try {
    const rehearsal = await openRehearsal({
      standIn: compiledStandIn(),
      asOf,
      secretsFile,
      onProgress: say,
      signal: ending.signal,
    });
    const end = async () => {
      ending.abort();
      await rehearsal.close();
      process.exit(0);
    };
    process.on("SIGTERM", end);
    process.on("SIGINT", end);
    // A command that was attached has ended.
    process.on("SIGUSR2", () => {
      if (rehearsal.cloud.isEmpty) return void end();
      connectionDetails(rehearsal.cloud).forEach(say);
      answerStaysUp();
    });
    process.send?.({});
  } catch (error) {
    process.send?.({ fault: (error as Error).message }, () => process.exit(1));
  }
}
