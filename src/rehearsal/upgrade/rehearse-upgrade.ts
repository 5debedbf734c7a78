import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { UserError } from "../../base/user-error";
import type { DebeziumVersion } from "../../debezium/versions";
import { stackFile } from "../../stack/stack-json";
import type { Stack } from "../../stack/synthesize";
import { inMidStream, type StreamRehearsal } from "../faults/mid-stream";
import { type Pipeline, pipelineOf } from "../faults/pipeline";
import { apply } from "../terraform/apply";
import type { PlannedUpgrade } from "./planned-upgrade";
import type { UpgradeReport } from "./report";
import { upgradedStack } from "./upgraded-stack";

export interface UpgradeRehearsal extends StreamRehearsal {
  /** Their folders are copies: what is in them is changed. */
  readonly stacks: readonly Stack[];
  readonly upgrades: readonly PlannedUpgrade[];
  readonly target: DebeziumVersion;
  /** Of the rehearsal, for Terraform. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onWarning: (message: string) => void;
}

/** Far above the keys of rows that were there before. */
const firstKey = 1_000_000;

/** Applies the app with another Debezium in the middle of a stream of changes. */
export async function rehearseUpgrade(rehearsal: UpgradeRehearsal): Promise<UpgradeReport> {
  const { cloud, upgrades, target, onProgress } = rehearsal;
  const connectors = upgrades.map(({ connector }) => connector);
  const from = await runningVersion(pipelineOf(cloud, connectors));
  const result = await inMidStream({
    ...rehearsal,
    ...{ label: "upgrade", firstKey, connectors, outlasts: true },
    incident: (_pipeline, _tally, signal) => ({
      async happen() {
        onProgress(`upgrade: terraform apply with Debezium ${target}`);
        await applyUpgraded(rehearsal, signal);
        onProgress("upgrade: applied");
      },
    }),
  });
  const to = await runningVersion(pipelineOf(cloud, connectors));
  if (to !== `${target}.Final`) {
    throw new UserError(
      `The workers of ${result.connector} run Debezium ${to} after the apply, not ${target}`,
    );
  }
  return { from, to, ...result };
}

async function applyUpgraded(
  { stacks, upgrades, target, environment, onWarning }: UpgradeRehearsal,
  signal: AbortSignal,
): Promise<void> {
  for (const { name, dir, json } of stacks) {
    const changed = upgradedStack(json, name, upgrades, target);
    if (isDeepStrictEqual(changed, json)) continue;
    writeFileSync(join(dir, stackFile), JSON.stringify(changed, undefined, 2));
    await apply({ dir, environment, onWarning, signal });
  }
}

/** What the workers themselves say. */
async function runningVersion({ connect, connector }: Pipeline): Promise<string> {
  const plugins = await connect.rest.plugins();
  const plugin = plugins.find((each) => each.class === connector.config["connector.class"]);
  return plugin?.version ?? "unknown";
}
