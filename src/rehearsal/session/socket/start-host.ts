import { fork } from "node:child_process";
import { join } from "node:path";
import { runDir } from "../../home";
import { type Settings, variablesOf } from "../settings";
import { home, project } from "../../../base/project";
import { CannotRun, type ErrorKind, userErrorOf } from "../../../base/user-error";

/** A host ends if the command that started it is gone before it attaches and lets go. */
export interface StartedHost {
  letGo(): void;
}

/** What a message of the host may have in it. */
interface HostMessageFields {
  readonly failure?: string;
  readonly kind?: ErrorKind;
  readonly taken?: true;
}

/**
 * Starts a rehearsal in the background, in a process group of its own that Ctrl-C does not reach.
 *
 * @returns once it is ready, or "taken" if another process has claimed the run folder
 * @throws UserError if it could not start
 */
export async function startHost(settings: Settings): Promise<StartedHost | "taken"> {
  const child = fork(join(home, "src", "cli", "cdc.cjs"), ["host"], {
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    cwd: project,
    env: {
      ...process.env,
      AIVEN_CDC_RUN_DIR: runDir,
      ...variablesOf(settings),
    },
  });
  const letGo = () => {
    if (child.connected) child.disconnect();
    child.unref();
  };
  try {
    const isTaken = await new Promise<boolean>((resolve, reject) => {
      child.once("message", ({ failure, kind, taken }: HostMessageFields) =>
        failure === undefined
          ? resolve(taken === true)
          : reject(userErrorOf(kind ?? "cannot-run", failure)),
      );
      child.once("error", reject);
      child.once("exit", (code, signal) =>
        reject(
          new CannotRun(
            `The rehearsal ended as it started (${signal ?? `code ${code}`}); run the command again`,
          ),
        ),
      );
    });
    if (!isTaken) return { letGo };
    letGo();
    return "taken";
  } catch (error) {
    letGo();
    throw error;
  }
}
