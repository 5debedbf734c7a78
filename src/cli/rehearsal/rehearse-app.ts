import type { Stack } from "../../stack/synthesize";
import type { LocalCloud } from "../../rehearsal/cloud/local-cloud";
import { connectionDetails } from "../../rehearsal/session/connection-details";
import { demonstrate } from "../../rehearsal/demonstration/demonstrate";
import type { Events } from "../../rehearsal/demonstration/events";
import { type Fault, faultsOf } from "../../rehearsal/faults/fault";
import { prestart } from "../../rehearsal/cloud/prestart";
import { rehearseFaults } from "../../rehearsal/faults/rehearse-faults";
import { lossOf, reportLines } from "../../rehearsal/faults/report";
import { preflightErrors } from "../../rehearsal/cloud/refused-before-apply";
import type { Rehearsal } from "../../rehearsal/session/rehearsal";
import type { Console } from "../../rehearsal/console/server";
import { apply } from "../../rehearsal/terraform/apply";
import { watchPipeline } from "../../rehearsal/watch/watch-pipeline";
import { openConsole } from "./console";
import { type OpenedRehearsal, type OpenOptions, withRehearsal } from "./opened-rehearsal";
import type { Terminal } from "./terminal";
import { UserError } from "../../base/user-error";

export interface StartOptions {
  readonly app: string;
  readonly json: boolean;
  readonly once: boolean;
  /** Whether to show notes on the app. */
  readonly notes: boolean;
  /** Whether to check the app's types meanwhile. */
  readonly types: boolean;
  /** What to break after the demonstration. */
  readonly fault?: Fault | "all";
  /** How often. */
  readonly times: number;
  /** Changes to write around each fault. */
  readonly changes: number;
  /** How many of them a second. */
  readonly rate: number;
  /** Seconds that a part stays broken. */
  readonly outage: number;
  readonly asOf?: Date;
  /** File with the values of secrets that no service here can give. */
  readonly secrets?: string;
  /** Brokers of a Kafka at most. */
  readonly brokers?: number;
  readonly port?: number;
  /** Whether a rehearsal that stays up has a page in the browser. */
  readonly console: boolean;
}

export interface RehearseAppOptions extends OpenOptions {
  readonly once: boolean;
  /** What to do once the demonstration is over. */
  readonly afterwards: (rehearsal: Rehearsal, events: Events) => Promise<void>;
}

/** Applies an app's stacks to engines of their own, changes rows, and shows the events. */
export async function rehearseApp(
  synthesis: Promise<Stack[]>,
  options: RehearseAppOptions,
): Promise<void> {
  const { once, terminal, signal, afterwards } = options;
  const hasPage = options.console && !once;
  await withRehearsal({ ...options, console: hasPage }, async ({ rehearsal, events, history }) => {
    const [stacks] = await Promise.all([synthesis, rehearsal.cloud.files()]);
    await applied(stacks, { rehearsal, events }, { terminal, signal });
    terminal.doing("inserting, updating and deleting rows");
    await demonstrate(rehearsal.cloud, events, signal);
    for (const line of await events.topics()) terminal.done(line);
    await afterwards(rehearsal, events);
    if (once) return;
    const page = hasPage
      ? await openConsole({ cloud: rehearsal.cloud, events, history, signal, stacks })
      : undefined;
    await stayUp(rehearsal, terminal, signal, page).finally(() => page?.close());
  });
}

/** Applies all stacks, in their order, to a rehearsal that has none of them yet. */
export async function applied(
  stacks: readonly Stack[],
  { rehearsal: { environment, cloud }, events }: Pick<OpenedRehearsal, "rehearsal" | "events">,
  { terminal, signal }: Pick<RehearseAppOptions, "terminal" | "signal">,
): Promise<void> {
  const resources = stacks.flatMap((stack) => stack.resources);
  events.expectsSeveral = resources.filter(({ type }) => type === "aiven_kafka").length > 1;
  await mustBeAccepted(stacks, cloud);
  for (const { resources } of stacks) prestart(resources, cloud);
  terminal.doing("terraform apply");
  for (const { name, dir, annotations } of stacks) {
    // a rule that the constructs checked is checked again at plan, with the same words
    const isShown = (warning: string) =>
      annotations.some(({ message }) => warning.includes(message));
    const onWarning = (warning: string) => {
      if (!isShown(warning)) terminal.warn(warning);
    };
    const made = await apply({ dir, environment, onWarning, signal });
    const line = { type: "applied", stack: name, resources: made };
    terminal.done(`applied stack ${name}: ${made} resources made`, line);
  }
}

/** @throws UserError with everything that Aiven would refuse before an apply makes anything */
export async function mustBeAccepted(stacks: readonly Stack[], cloud: LocalCloud): Promise<void> {
  const refused = await Promise.all(
    stacks.map(({ resources }) => preflightErrors(resources, cloud)),
  );
  if (refused.flat().length > 0) {
    throw new UserError(["Aiven would refuse this:", ...refused.flat()].join("\n  - "));
  }
}

/**
 * Breaks what the options ask for.
 * @throws UserError if anything was lost
 */
export async function broken(
  { fault, times, changes, rate, outage }: StartOptions,
  { terminal, signal }: Pick<RehearseAppOptions, "terminal" | "signal">,
  { cloud }: Rehearsal,
  events: Events,
): Promise<void> {
  if (fault === undefined) return;
  terminal.doing("breaking what runs");
  const reports = await rehearseFaults({
    cloud,
    events,
    faults: faultsOf(fault, times),
    changes,
    perSecond: rate,
    outageMs: outage * 1_000,
    onProgress: (message) => terminal.done(message),
    onReport: (report) =>
      terminal.done(reportLines(report).join("\n         "), { type: "fault", ...report }),
    signal,
  });
  const losses = reports.flatMap(lossOf);
  if (losses.length > 0) throw new UserError(losses.join("\n"));
}

/** Until Ctrl-C; events go on being shown as they arrive. */
export async function stayUp(
  { cloud }: Rehearsal,
  terminal: Terminal,
  signal: AbortSignal,
  page: Console | undefined,
) {
  terminal.stop();
  const details = [...(page ? [`Console:  ${page.link}`] : []), ...connectionDetails(cloud)];
  terminal.print(
    [
      ...["", ...details, ""],
      "It stays up and shows what arrives; `npx cdc rehearse COMMAND` works on it,",
      "Ctrl-C ends it.",
    ].join("\n"),
    { type: "up", details },
  );
  const watch = watchPipeline({
    cloud,
    onProgress: (message, kind) =>
      kind === "problem" ? terminal.warn(message) : terminal.done(message),
    signal,
  });
  const forever = setInterval(() => undefined, 1 << 30); // engines do not hold the process open
  if (!signal.aborted) await new Promise((end) => signal.addEventListener("abort", end));
  await watch.close();
  clearInterval(forever);
}
