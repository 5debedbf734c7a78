// A host without engines. argv: the run folder. It claims the folder, checks that it is alone in it,
// and releases it; the last line it writes is the outcome.
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { HostSession, SessionTaken } from "../../../src/rehearsal/session/socket/host-session";

async function main(runDir: string, mode: string): Promise<string> {
  const session = await HostSession.claim({
    runDir,
    isOursByLocation: false,
    onEnd: () => void session.release(),
    isNeeded: () => true,
  });
  const file = join(runDir, "only-one");
  if (existsSync(file)) return "not alone";
  writeFileSync(file, "");
  session.ready({ BY: String(process.pid) });
  if (mode === "stay") {
    process.stdout.write("ready\n");
    return "ready";
  }
  await sleep(Math.random() * 20);
  if (mode === "die" && Math.random() < 0.5) process.kill(process.pid, "SIGKILL");
  if (!existsSync(file)) return "cleared by another";
  rmSync(file);
  await session.release();
  return "alone";
}

main(process.argv[2] ?? "", process.argv[3] ?? "").then(
  (outcome) => process.stdout.write(`${outcome}\n`),
  (error: unknown) =>
    process.stdout.write(error instanceof SessionTaken ? "taken\n" : `${String(error)}\n`),
);
