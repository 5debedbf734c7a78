import { runningHost } from "../../rehearsal/session/host";

const graceMs = 30_000;

/** `cdc stop`: ends the rehearsal that runs here. */
export async function stop(): Promise<void> {
  const host = runningHost();
  if (!host) {
    process.stdout.write("No rehearsal runs here.\n");
    return;
  }
  process.kill(host.pid, "SIGTERM");
  for (const until = Date.now() + graceMs; Date.now() < until;) {
    if (!runningHost()) {
      process.stdout.write(`Ended the rehearsal (process ${host.pid}).\n`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  process.stderr.write(
    `The rehearsal (process ${host.pid}) does not end; end it with kill -9 ${host.pid}\n`,
  );
  process.exitCode = 1;
}
