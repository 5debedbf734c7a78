import { colors } from "../../base/text/colors";
import { type ChangeEvent, describe } from "../../rehearsal/demonstration/change-event";
import { Events } from "../../rehearsal/demonstration/events";
import { explanationOf } from "../../rehearsal/cloud/explanation";
import { EventHistory } from "../../rehearsal/console/history";
import { openRehearsal, type Rehearsal } from "../../rehearsal/session/rehearsal";
import { compiledStandIn } from "./stand-in";
import type { Terminal } from "./terminal";
import { CannotRun, UserError } from "../../base/user-error";

export interface OpenOptions {
  /** The day that is rehearsed: versions come and go. @default - today */
  readonly asOf?: Date;
  /** File with the values of secrets that no service here can give. */
  readonly secrets?: string;
  /** Brokers of a Kafka at most. @default - as many as its plan has nodes */
  readonly brokers?: number;
  /** First of the ports to use. @default - free ones */
  readonly port?: number;
  /** Whether a page may ask for the events that came before it. @default false */
  readonly console?: boolean;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Ends the rehearsal, as `cdc stop` asks for. */
  readonly onEnd: () => void;
}

export interface OpenedRehearsal {
  readonly rehearsal: Rehearsal;
  readonly events: Events;
  /** What a page shows of the events; empty where there is none. */
  readonly history: EventHistory;
}

/** Opens a rehearsal that shows the events of its Kafkas in this terminal, and closes it after use. */
export async function withRehearsal(
  options: OpenOptions,
  use: (opened: OpenedRehearsal) => Promise<void>,
): Promise<void> {
  const { asOf, secrets, brokers, port, terminal, signal, onEnd } = options;
  const events = new Events((event, kafka) => show(terminal, event, events.labelOf(kafka)));
  const history = new EventHistory();
  if (options.console) {
    events.observers.add((event, kafka) => history.add(event, events.labelOf(kafka)));
  }
  let rehearsal: Rehearsal | undefined;
  try {
    rehearsal = await openRehearsal({
      standIn: compiledStandIn(),
      asOf,
      secretsFile: secrets,
      brokers,
      firstPort: port,
      onProgress: (message) => terminal.done(message),
      onStep: (step) => terminal.step(step),
      onKafka: (kafka) => events.follow(kafka),
      signal,
      session: { onEnd, isNeeded: () => true },
    });
    await use({ rehearsal, events, history });
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

/** An error with its cause, where an engine that ended is one. */
export async function explained(
  error: unknown,
  { cloud, lackedSomething }: Rehearsal,
): Promise<unknown> {
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

function show(terminal: Terminal, event: ChangeEvent, kafka: string | undefined): void {
  const [first = "", ...more] = describe(event, { strong: colors.bold, kafka });
  terminal.done([first, ...more.map((line) => `         ${line}`)].join("\n"), {
    ...{ type: "event", kafka, ...event },
  });
}
