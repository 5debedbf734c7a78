import { join } from "node:path";
import { dayOf } from "../../aiven/facts/days";
import { printable } from "../../base/printable";
import { asOfVariable } from "../../stack/as-of";
import { explanationOf } from "../cloud/explanation";
import { announce, claimRunDir, clearRunDir, withdraw } from "./host";
import { mustBeUsable } from "../engines/unusable-path";
import { enginesDir, runDir } from "../home";
import { ApiError } from "../provider/resource-handler";
import type { Applied } from "../provider/operations";
import { serveProvider } from "../provider/protocol/server";
import { resourceHandlers } from "../resources";
import { secretsVariable } from "./secrets-file";
import { installStandIn, terraformEnvironment } from "../terraform/program";
import type { KafkaService } from "../cloud/services";
import { LocalCloud } from "../cloud/local-cloud";
import { home } from "../../base/project";
import { findTerraform } from "../../stack/terraform-program";

export interface RehearsalOptions {
  /** The compiled terraform/stand-in.ts. */
  readonly standIn: string;
  /** The day that is rehearsed: versions come and go. @default - today */
  readonly asOf?: Date;
  /** First of the ports to use. @default - free ones */
  readonly firstPort?: number;
  /** Values of secrets that no service here can give. @default - there are none */
  readonly secretsFile?: string;
  /** A Kafka that came up: its topics can be read. */
  readonly onKafka?: (kafka: KafkaService) => void;
  /** One line for the person who waits. */
  readonly onProgress: (message: string) => void;
  readonly signal?: AbortSignal;
}

export interface Rehearsal {
  readonly cloud: LocalCloud;
  /** For commands that are to find the rehearsal, on top of their own environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Types that were applied and exist in Terraform's state only. */
  readonly stateOnlyTypes: ReadonlySet<string>;
  /** Ends the engines and clears the rehearsal's folder. */
  close(): Promise<void>;
}

/** Serves provider aiven/aiven from this process, with engines behind it, until it is closed. */
export async function openRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const program = findTerraform();
  for (const folder of [enginesDir, runDir]) mustBeUsable(folder);
  const killed = claimRunDir();
  if (killed !== undefined) {
    options.onProgress(`cleared what a rehearsal that was killed (process ${killed}) left behind`);
  }
  // One line each: a name in it cannot fake another.
  const onProgress = (message: string) => options.onProgress(printable(message, 2_000));
  const cloud = new LocalCloud({ ...options, onProgress, dir: runDir, enginesDir });
  const stateOnlyTypes = new Set<string>();
  const provider = await serveProvider({
    facts: join(home, ".gen", "provider-aiven", "facts"),
    resourceHandlers,
    context: cloud,
    onProgress: (_type, message) => onProgress(message),
    explain: async (thrown) => {
      if (thrown instanceof ApiError) return thrown;
      const explanation = await explanationOf(thrown, () => cloud.services);
      return explanation ? new ApiError(explanation.summary, explanation.detail) : thrown;
    },
    onApplied: ({ type, id, action, stateOnly }: Applied) => {
      if (!stateOnly) return;
      stateOnlyTypes.add(type);
      if (action === "delete") cloud.stateOnly.delete(id);
      else cloud.stateOnly.set(id, type);
    },
  });
  const environment = {
    AIVEN_CDC_HOME: home,
    AIVEN_CDC_RUN_DIR: runDir,
    ...(options.secretsFile !== undefined && { [secretsVariable]: options.secretsFile }),
    ...(options.asOf && { [asOfVariable]: dayOf(options.asOf) }),
    ...terraformEnvironment(provider.reattach, installStandIn(program, options.standIn)),
  };
  announce({ pid: process.pid, environment });
  return {
    cloud,
    environment,
    stateOnlyTypes,
    close: async () => {
      withdraw();
      await provider.close();
      await cloud.close();
      clearRunDir();
    },
  };
}
