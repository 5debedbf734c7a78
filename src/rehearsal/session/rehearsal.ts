import { join } from "node:path";
import type { OnStep } from "../../base/progress";
import { printable } from "../../base/text/printable";
import { explanationOf } from "../cloud/explanation";
import { mustBeUsable } from "../engines/unusable-path";
import { ApiError } from "../provider/resource-handler";
import { mustHaveRoom } from "./claim/disk-room.cjs";
import { enginesDir, isDefaultRunDir, keptLogsDirs, runDir } from "../home";
import type { Applied } from "../provider/operations";
import { serveProvider } from "../provider/protocol/server";
import { resourceHandlers } from "../resources";
import { type Settings, variablesOf } from "./settings";
import { HostSession, type HostSessionOptions } from "./socket/host-session";
import { KeptLogs } from "./logs/kept-logs";
import { keepingLogs } from "./logs/keeping-logs";
import { installStandIn, terraformEnvironment } from "../terraform/program";
import type { KafkaService } from "../cloud/services";
import { LocalCloud } from "../cloud/local-cloud";
import { home } from "../../base/project";
import { kindOfError, UserError } from "../../base/user-error";
import { findTerraform } from "../../stack/terraform-program";

export interface RehearsalOptions extends Settings {
  /** The compiled terraform/stand-in.ts. */
  readonly standIn: string;
  /** First of the ports to use. @default - free ones */
  readonly firstPort?: number;
  /** A Kafka that came up: its topics can be read. */
  readonly onKafka?: (kafka: KafkaService) => void;
  /** One line for the person who waits. */
  readonly onProgress: (message: string) => void;
  /** How far a download has come. @default - a line at each quarter */
  readonly onStep?: OnStep;
  readonly signal?: AbortSignal;
  readonly session: SessionOptions;
}

/** How a rehearsal serves the commands that attach to it, and when it ends. */
export interface SessionOptions extends Pick<HostSessionOptions, "onEnd" | "onStarterGone"> {
  /** Whether the rehearsal goes on without an attached command. */
  readonly isNeeded: (cloud: LocalCloud, afterInterrupt: boolean) => boolean;
  /** Lines for a command that detaches from a rehearsal that goes on. @default - none */
  readonly details?: (cloud: LocalCloud) => readonly string[];
}

export interface Rehearsal {
  readonly cloud: LocalCloud;
  /** For commands that are to find the rehearsal, on top of their own environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The logs of its engines, if it fails. */
  readonly logs: KeptLogs;
  /** One line for the person who waits, and for every attached command. */
  readonly progress: (message: string) => void;
  /** Whether this machine, and not the configuration, made a resource fail: a port, a full disk. */
  readonly lackedSomething: boolean;
  /** Ends the engines and clears the rehearsal's folder. */
  close(): Promise<void>;
}

/** Serves provider aiven/aiven from this process, with engines behind it, until it is closed. */
export async function openRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const program = findTerraform();
  for (const folder of [enginesDir, runDir]) mustBeUsable(folder);
  const { onEnd, onStarterGone, isNeeded, details } = options.session;
  let cloud: LocalCloud | undefined;
  const session = await HostSession.claim({
    runDir,
    isOursByLocation: isDefaultRunDir,
    onEnd,
    onStarterGone,
    isNeeded: (afterInterrupt) => cloud !== undefined && isNeeded(cloud, afterInterrupt),
    details: () => (cloud && details?.(cloud)) ?? [],
  });
  try {
    mustHaveRoom(runDir);
    // one line each: a name in it cannot fake another
    const onProgress = (message: string) => {
      const line = printable(message, 2_000);
      options.onProgress(line);
      session.progress(line);
    };
    if (session.killed !== undefined) {
      onProgress(
        `cleared what a rehearsal that was killed (process ${session.killed}) left behind`,
      );
    }
    cloud = new LocalCloud({ ...options, onProgress, dir: runDir, enginesDir });
    return await serve(cloud, program, session, { ...options, onProgress });
  } catch (error) {
    session.failed(error instanceof Error ? error.message : String(error), kindOfError(error));
    await cloud?.close();
    await session.release();
    throw error;
  }
}

async function serve(
  cloud: LocalCloud,
  program: string,
  session: HostSession,
  options: RehearsalOptions,
): Promise<Rehearsal> {
  const stateOnlyTypes = new Set<string>();
  let lackedSomething = false;
  const logs = new KeptLogs({ runDir, folders: keptLogsDirs, secrets: () => cloud.secrets });
  const provider = await serveProvider({
    facts: join(home, ".gen", "provider-aiven", "facts"),
    resourceHandlers: keepingLogs(resourceHandlers, logs),
    context: cloud,
    authorityOf: (project) => cloud.credentials.authorityOf(project),
    onProgress: (_type, message) => options.onProgress(message),
    explain: async (thrown) => {
      if (thrown instanceof ApiError) return thrown;
      const explanation = await explanationOf(thrown, () => cloud.services);
      lackedSomething ||=
        explanation !== undefined ||
        (thrown instanceof UserError && kindOfError(thrown) === "cannot-run");
      return explanation ? new ApiError(explanation.summary, explanation.detail) : thrown;
    },
    onApplied: ({ type, id, action, stateOnly }: Applied) => {
      if (!stateOnly) return;
      if (!stateOnlyTypes.has(type)) {
        options.onProgress(`${type} exists in Terraform's state only: nothing runs for it`);
      }
      stateOnlyTypes.add(type);
      if (action === "delete") cloud.stateOnly.delete(id);
      else cloud.stateOnly.set(id, type);
    },
  });
  const environment = {
    AIVEN_CDC_HOME: home,
    AIVEN_CDC_RUN_DIR: runDir,
    ...variablesOf(options),
    ...terraformEnvironment(provider.reattach, installStandIn(program, options.standIn)),
  };
  session.record(provider.folder);
  session.ready(environment);
  return {
    cloud,
    environment,
    logs,
    progress: options.onProgress,
    get lackedSomething() {
      return lackedSomething;
    },
    close: async () => {
      session.ending();
      await provider.close();
      await cloud.close();
      await session.release();
    },
  };
}
