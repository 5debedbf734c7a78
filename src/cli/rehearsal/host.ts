import { appendFileSync } from "node:fs";
import { progressFile } from "../../rehearsal/session/command";
import { connectionDetails } from "../../rehearsal/session/connection-details";
import { openRehearsal } from "../../rehearsal/session/rehearsal";
import { SessionTaken } from "../../rehearsal/session/socket/host-session";
import { type Watch, watchPipeline } from "../../rehearsal/watch/watch-pipeline";
import { type ErrorKind, exitCodes, kindOfError } from "../../base/user-error";
import { compiledStandIn } from "./stand-in";

export interface ServeOptions {
  readonly asOf?: Date;
  /** File with the values of secrets that no service here can give. */
  readonly secrets?: string;
  /** Brokers of a Kafka at most. */
  readonly brokers?: number;
}

/** What a host sends to the command that started it, once. */
export type HostMessage =
  | { readonly ready: true }
  /** Another host holds the run folder. */
  | { readonly taken: true }
  | { readonly failure: string; readonly kind: ErrorKind };

/** `cdc host`: a rehearsal in the background, for the commands that attach to it. */
export async function serve({ asOf, secrets: secretsFile, brokers }: ServeOptions): Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.on(name, () => ending.abort());
  }
  let watch: Watch | undefined;
  try {
    const rehearsal = await openRehearsal({
      standIn: compiledStandIn(),
      asOf,
      secretsFile,
      brokers,
      onProgress: (message) => appendFileSync(progressFile, `${message}\n`, { mode: 0o600 }),
      signal,
      session: {
        onEnd: () => ending.abort(),
        onStarterGone: process.connected
          ? (listener) => process.once("disconnect", listener)
          : undefined,
        isNeeded: (cloud, afterInterrupt) => !afterInterrupt && !cloud.isEmpty,
        details: (cloud) => [...connectionDetails(cloud), ...(watch?.problems ?? [])],
      },
    });
    watch = watchPipeline({
      cloud: rehearsal.cloud,
      onProgress: rehearsal.progress,
      signal,
    });
    tellStarter({ ready: true });
    await aborted(signal);
    await watch.close();
    await rehearsal.close();
    process.exit(0);
  } catch (error) {
    const message: HostMessage =
      error instanceof SessionTaken
        ? { taken: true }
        : { failure: (error as Error).message, kind: kindOfError(error) };
    tellStarter(message, () => process.exit(exitCodes[kindOfError(error)]));
  }
}

function tellStarter(message: HostMessage, then: () => void = () => undefined): void {
  if (!process.connected || !process.send) return then();
  process.send(message, then);
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
}
