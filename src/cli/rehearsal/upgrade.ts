import type { DebeziumVersion } from "../../debezium/versions";
import { plannedUpgrades, upgradeLines } from "../../rehearsal/upgrade/planned-upgrade";
import { readStacks, type Stack } from "../../stack/synthesize";
import { endingOf } from "./ending";
import type { RehearseAppOptions } from "./rehearse-app";
import { Terminal } from "./terminal";
import { UserError } from "../../base/user-error";

export interface UpgradeOptions {
  readonly app: string;
  /** The version to switch to. */
  readonly debezium: DebeziumVersion;
  /** Changes to write around the switch. */
  readonly changes: number;
  /** How many of them a second. */
  readonly rate: number;
  readonly asOf?: Date;
  /** File with the values of secrets that no service here can give. */
  readonly secrets?: string;
  /** Brokers of a Kafka at most. */
  readonly brokers?: number;
}

/** `cdc upgrade`: switches an app's Debezium under a stream of changes, on this machine. */
export async function upgrade(options: UpgradeOptions): Promise<void> {
  const { app, asOf } = options;
  const terminal = new Terminal();
  const ending = endingOf(terminal);
  const { signal } = ending;
  terminal.doing(`synthesizing ${app}`);
  try {
    await readStacks({ app, asOf, signal }, (stacks) =>
      switched(stacks, options, { terminal, signal, onEnd: () => ending.abort() }),
    );
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    ending.close();
  }
}

/** @throws UserError if anything was lost */
async function switched(
  stacks: readonly Stack[],
  { debezium: target, changes, rate, asOf, secrets, brokers }: UpgradeOptions,
  session: Pick<RehearseAppOptions, "terminal" | "signal" | "onEnd">,
): Promise<void> {
  const { terminal, signal } = session;
  const upgrades = plannedUpgrades(stacks, target, asOf ?? new Date());
  for (const line of upgradeLines(upgrades, target)) terminal.done(line);
  // Takes a while to load, and an app with nothing to upgrade needs none of it.
  const [{ rehearseApp }, { rehearseUpgrade }, { upgradeReportLines }, { lossesOf }] =
    await Promise.all([
      import("./rehearse-app.js"),
      import("../../rehearsal/upgrade/rehearse-upgrade.js"),
      import("../../rehearsal/upgrade/report.js"),
      import("../../rehearsal/faults/report.js"),
    ]);
  await rehearseApp(Promise.resolve([...stacks]), {
    ...{ ...session, asOf, secrets, brokers, once: true },
    async afterwards({ cloud, environment }, events) {
      terminal.doing(`switching to Debezium ${target} under a stream of changes`);
      const report = await rehearseUpgrade({
        ...{ cloud, events, stacks, upgrades, target, changes, environment, signal },
        perSecond: rate,
        onProgress: (message) => terminal.done(message),
        onWarning: (message) => terminal.warn(message),
      });
      terminal.done(upgradeReportLines(report).join("\n         "));
      const losses = lossesOf(`upgrade to Debezium ${target}`, report);
      if (losses.length > 0) throw new UserError(losses.join("\n"));
    },
  });
}
