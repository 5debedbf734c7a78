import colors from "picocolors";
import type { Stack } from "../../stack/synthesize";
import { type ChangeEvent, describe } from "../../rehearsal/demonstration/change-event";
import { connectionDetails } from "../../rehearsal/session/connection-details";
import { demonstrate, Events } from "../../rehearsal/demonstration/demonstrate";
import { explanationOf } from "../../rehearsal/cloud/explanation";
import { type Fault, faultsOf } from "../../rehearsal/faults/fault";
import { prestart } from "../../rehearsal/cloud/prestart";
import { rehearseFaults } from "../../rehearsal/faults/rehearse-faults";
import { lossOf, reportLines } from "../../rehearsal/faults/report";
import { preflightErrors } from "../../rehearsal/cloud/refused-before-apply";
import { openRehearsal, type Rehearsal } from "../../rehearsal/session/rehearsal";
import { EventHistory } from "../../rehearsal/console/history";
import type { Console } from "../../rehearsal/console/server";
import { apply } from "../../rehearsal/terraform/apply";
import { watchPipeline } from "../../rehearsal/watch/watch-pipeline";
import { openConsole } from "./console";
import { compiledStandIn } from "./stand-in";
import type { Terminal } from "./terminal";
import { CannotRun, UserError } from "../../base/user-error";

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
  readonly port?: number;
  /** Whether a rehearsal that stays up has a page in the browser. */
  readonly console: boolean;
}

export interface RehearseAppOptions extends Pick<
  StartOptions,
  "once" | "asOf" | "secrets" | "port"
> {
  /** Whether a rehearsal that stays up has a page in the browser. @default false */
  readonly console?: boolean;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Ends the rehearsal, as `cdc stop` asks for. */
  readonly onEnd: () => void;
  /** What to do once the demonstration is over. */
  readonly afterwards: (rehearsal: Rehearsal, events: Events) => Promise<void>;
}

/** Applies an app's stacks to engines of their own, changes rows, and shows the events. */
export async function rehearseApp(
  synthesis: Promise<Stack[]>,
  options: RehearseAppOptions,
): Promise<void> {
  const { once, asOf, secrets, port, terminal, signal, onEnd, afterwards } = options;
  const events = new Events((event, kafka) => show(terminal, event, events.labelOf(kafka)));
  const history = new EventHistory();
  const hasPage = options.console && !once;
  if (hasPage) {
    events.observers.add((event, kafka) => history.add(event, events.labelOf(kafka)));
  }
  let rehearsal: Rehearsal | undefined;
  try {
    rehearsal = await openRehearsal({
      standIn: compiledStandIn(),
      asOf,
      secretsFile: secrets,
      firstPort: port,
      onProgress: (message) => terminal.done(message),
      onKafka: (kafka) => events.follow(kafka),
      signal,
      session: { onEnd, isNeeded: () => true },
    });
    const [stacks] = await Promise.all([synthesis, rehearsal.cloud.files()]);
    const resources = stacks.flatMap((stack) => stack.resources);
    events.expectsSeveral = resources.filter(({ type }) => type === "aiven_kafka").length > 1;
    await applied(stacks, rehearsal, terminal, signal);
    terminal.doing("inserting, updating and deleting rows");
    await demonstrate(rehearsal.cloud, events, signal);
    for (const line of await events.topics()) terminal.done(line);
    await afterwards(rehearsal, events);
    if (!once) {
      const page = hasPage
        ? await openConsole({ cloud: rehearsal.cloud, events, history, signal, stacks })
        : undefined;
      await stayUp(rehearsal, terminal, signal, page).finally(() => page?.close());
    }
  } catch (error) {
    if (!rehearsal || signal.aborted) throw error;
    const shown = await explained(error, rehearsal);
    keepLogs(rehearsal, shown, terminal);
    throw shown;
  } finally {
    terminal.doing("ending the engines");
    await events.close();
    await rehearsal?.close();
  }
}

async function explained(error: unknown, { cloud, lackedSomething }: Rehearsal): Promise<unknown> {
  const explanation = await explanationOf(error, () => cloud.services);
  const isMistake = error instanceof UserError;
  if (!explanation) return isMistake && lackedSomething ? new CannotRun(error.message) : error;
  const { summary, detail } = explanation;
  // Terraform shows what the provider has explained.
  const isShown = isMistake && error.message.includes(summary);
  return new CannotRun(isShown ? error.message : `${summary}\n${detail}`);
}

/** For a person who asks why: the folder that the logs lie in is cleared as the run ends. */
function keepLogs({ logs }: Rehearsal, error: unknown, terminal: Terminal): void {
  if (error instanceof Error) {
    const { message, stack } = error;
    error.message = logs.named(message);
    error.stack = stack?.replace(message, () => error.message);
  }
  const kept = logs.keep();
  if (kept !== undefined) terminal.print(`The logs of this run are kept in ${kept}`);
}

async function applied(
  stacks: readonly Stack[],
  { environment, cloud }: Rehearsal,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const refused = await Promise.all(
    stacks.map(({ resources }) => preflightErrors(resources, cloud)),
  );
  if (refused.flat().length > 0) {
    throw new UserError(["Aiven would refuse this:", ...refused.flat()].join("\n  - "));
  }
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
async function stayUp(
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
      "It stays up and shows what arrives; `npx cdc rehearse COMMAND` works on it, Ctrl-C ends it.",
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

function show(terminal: Terminal, event: ChangeEvent, kafka: string | undefined): void {
  const [first = "", ...more] = describe(event, { strong: colors.bold, kafka });
  terminal.done([first, ...more.map((line) => `         ${line}`)].join("\n"), {
    ...{ type: "event", kafka, ...event },
  });
}
