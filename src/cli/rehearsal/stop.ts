import { exitCodes } from "../../base/user-error";
import { runDir } from "../../rehearsal/home";
import { SessionClient } from "../../rehearsal/session/socket/client";

const graceMs = 30_000;

/** `cdc stop`: ends the rehearsal that runs here. It returns once that process has ended. */
export async function stop(): Promise<void> {
  const session = await SessionClient.find(runDir);
  if (!session) {
    process.stdout.write("No rehearsal runs here.\n");
    return;
  }
  const { pid } = session;
  session.stop();
  if (await session.ended(graceMs)) {
    process.stdout.write(`Ended the rehearsal (process ${pid}).\n`);
    return;
  }
  process.stderr.write(
    `The rehearsal (process ${pid}) has not ended after ${graceMs / 1_000} s; end it with kill -9 ${pid}\n`,
  );
  process.exitCode = exitCodes["cannot-run"];
}
