import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../base/user-error";
import { isLossy, labelOf } from "../../plan/words";
import { demonstrate, demonstrateAdded } from "../../rehearsal/demonstration/demonstrate";
import { slotReaders, type SlotReaders } from "../../rehearsal/demonstration/slot-readers";
import { connectionDetails } from "../../rehearsal/session/connection-details";
import { runDir } from "../../rehearsal/home";
import type { Console } from "../../rehearsal/console/server";
import { apply } from "../../rehearsal/terraform/apply";
import { plan } from "../../rehearsal/terraform/plan";
import type { Stack } from "../../stack/synthesize";
import { confirmed } from "./confirmed";
import { appliedStack, openConsole } from "./console";
import { explained, type OpenedRehearsal } from "./opened-rehearsal";
import { applied, mustBeAccepted, stayUp } from "./rehearse-app";
import { planLines } from "./plan-lines";
import { type Save, type Saves, sinceSave } from "./saves";
import { synthesized } from "./synthesized";
import type { Terminal } from "./terminal";
import { checkTypes, removeOutput, withTypeErrors } from "./types";

export interface DevOptions {
  readonly app: string;
  /** Whether to check the app's types at each save. */
  readonly types: boolean;
  /** Whether to replace resources without asking. */
  readonly yes: boolean;
  readonly asOf?: Date;
  /** File with the values of secrets that no service here can give. */
  readonly secrets?: string;
  /** Brokers of a Kafka at most. */
  readonly brokers?: number;
  readonly port?: number;
  /** Whether there is a page in the browser. */
  readonly console: boolean;
}

interface LoopOptions extends DevOptions, OpenedRehearsal {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly saves: Saves;
}

interface Synthesized {
  readonly stacks: readonly Stack[];
  /** Rejects with what the compiler finds. */
  readonly arePassed: Promise<void>;
}

/** Every save of an app, from the check of its types to the events of the tables that it adds. */
export class DevLoop {
  readonly #options: LoopOptions;
  /** Whether an apply was begun: what runs is compared with from then on. */
  #isBegun = false;
  /** Whether the present save has changed what runs, or has tried. */
  #isApplying = false;
  /** Stacks of which something runs. */
  readonly #applied = new Set<string>();
  /** As they were printed last. */
  #details: readonly string[] = [];
  #page: Console | undefined;
  #staying: Promise<void> | undefined;

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  /** Until Ctrl-C. */
  async run(): Promise<void> {
    const { saves, signal, terminal, app } = this.#options;
    let save: Save | undefined = { at: Date.now() };
    while (save) {
      await this.#attempt(save);
      terminal.stop();
      if (signal.aborted) break;
      const others = saves.count - 1;
      terminal.doing(
        `waiting for a save of ${app}${others > 0 ? ` or the ${others} files that it reads` : ""}`,
      );
      save = await saves.next(signal);
    }
    await this.#staying;
  }

  /** What is wrong with a save is shown; the engines run on as they were. */
  async #attempt(save: Save): Promise<void> {
    const { saves, signal, terminal, rehearsal } = this.#options;
    const superseding = saves.superseding();
    this.#isApplying = false;
    try {
      const stopped = AbortSignal.any([signal, superseding]);
      const synthesis = await this.#synthesized(stopped);
      if (this.#isBegun) await this.#change(synthesis, save, stopped);
      else await this.#begin(synthesis);
    } catch (error) {
      if (signal.aborted || superseding.aborted) return;
      const shown = await explained(error, rehearsal);
      if (!(shown instanceof UserError)) throw shown;
      terminal.warn(shown.message);
      if (this.#isBegun && !this.#isApplying) terminal.print("What runs is as it was.");
    }
  }

  /** Synthesizes and begins to check types side by side: a plan need not wait for the compiler. */
  async #synthesized(signal: AbortSignal): Promise<Synthesized> {
    const { app, asOf, types, terminal } = this.#options;
    const synthesis = synthesized({ app, asOf, signal }, terminal);
    const wrongTypes = types ? checkTypes({ app, synthesis, signal }) : Promise.resolve(undefined);
    const arePassed = wrongTypes.then((message) => {
      signal.throwIfAborted();
      if (message === undefined) return;
      removeOutput();
      throw new UserError(message);
    });
    arePassed.catch(() => undefined); // thrown to whoever waits for it
    const stacks = await synthesis.catch(async (error: unknown) => {
      throw withTypeErrors(error, await wrongTypes);
    });
    return { stacks, arePassed };
  }

  async #begin({ stacks, arePassed }: Synthesized): Promise<void> {
    const { rehearsal, events, terminal, signal } = this.#options;
    const { cloud } = rehearsal;
    await Promise.all([arePassed, cloud.files()]);
    await mustBeAccepted(stacks, cloud);
    this.#isBegun = this.#isApplying = true;
    for (const { name } of stacks) this.#applied.add(name);
    try {
      await applied(stacks, this.#options, { terminal, signal });
      terminal.doing("inserting, updating and deleting rows");
      await demonstrate(cloud, events, signal);
    } finally {
      if (!signal.aborted) await this.#stay(stacks);
    }
  }

  /** Applies what a save changes, stack after stack. */
  async #change(synthesis: Synthesized, save: Save, stopped: AbortSignal): Promise<void> {
    const { stacks, arePassed } = synthesis;
    const { rehearsal, terminal } = this.#options;
    this.#warnOfRemoved(stacks);
    await mustBeAccepted(stacks, rehearsal.cloud);
    const samples = [...rehearsal.cloud.sampleTables];
    const readers = await slotReaders(rehearsal.cloud);
    let isChanged = false;
    for (const stack of stacks) {
      const outcome = await this.#changeStack(stack, synthesis, stopped);
      if (outcome === "declined") {
        terminal.print("Left as it was; the next save is planned anew.");
        return;
      }
      isChanged ||= outcome === "applied";
    }
    await arePassed;
    if (!isChanged) {
      terminal.done("nothing to change: the app describes what runs");
      return;
    }
    await this.#page?.show(stacks.map(appliedStack));
    terminal.done(`applied, ${sinceSave(save)} after the save`);
    this.#printNewDetails();
    await this.#showAdded(samples, readers, save);
  }

  async #changeStack(
    { name, dir }: Stack,
    { stacks, arePassed }: Synthesized,
    stopped: AbortSignal,
  ): Promise<"applied" | "unchanged" | "declined"> {
    const { rehearsal, terminal, signal, yes } = this.#options;
    const { environment } = rehearsal;
    const folder = await mkdtemp(join(runDir, "plan-"));
    const out = join(folder, "tfplan");
    const onWarning = (message: string) => terminal.warn(message);
    try {
      terminal.doing(`terraform plan of ${name}`);
      const planned = await plan({ dir, environment, out, signal: stopped });
      if (planned.resources.length + planned.outputs.length === 0) return "unchanged";
      await arePassed;
      terminal.done(
        [...(stacks.length > 1 ? [`stack ${name}`] : []), ...planLines(planned)].join("\n"),
      );
      const lost = planned.resources.filter(isLossy).map(labelOf);
      if (lost.length > 0 && !yes && !(await this.#agrees(lost, stopped))) return "declined";
      terminal.doing(`terraform apply of ${name}`);
      this.#isApplying = true;
      this.#applied.add(name);
      await apply({ dir, environment, plan: out, onWarning, signal });
      return "applied";
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #agrees(lost: readonly string[], signal: AbortSignal): Promise<boolean> {
    this.#options.terminal.stop();
    return confirmed(`Go on without ${lost.join(", ")} as it is now? [y/N] `, signal);
  }

  #warnOfRemoved(stacks: readonly Stack[]): void {
    for (const name of this.#applied) {
      if (stacks.some((stack) => stack.name === name)) continue;
      this.#applied.delete(name);
      this.#options.terminal.warn(
        `stack ${name} is not in the app any more; what it made runs until the rehearsal ends`,
      );
    }
  }

  /** How to reach what another save has made, or made anew. */
  #printNewDetails(): void {
    const { rehearsal, terminal } = this.#options;
    const details = connectionDetails(rehearsal.cloud);
    for (const line of details) if (!this.#details.includes(line)) terminal.print(line);
    this.#details = details;
  }

  /** Changes rows of tables that were made for this save; those of others are the user's. */
  async #showAdded(before: readonly unknown[], readers: SlotReaders, save: Save): Promise<void> {
    const { rehearsal, events, terminal, signal } = this.#options;
    const { cloud } = rehearsal;
    const added = cloud.sampleTables.filter((sample) => !before.includes(sample));
    if (added.length === 0) return;
    const names = new Set(added.map(({ table }) => table));
    const observe: typeof events.onEvent = ({ table }) => {
      if (table === undefined || !names.delete(table)) return;
      terminal.done(`first event of ${table}, ${sinceSave(save)} after the save`);
    };
    events.observers.add(observe);
    try {
      await demonstrateAdded(added, readers, cloud, events, signal);
    } finally {
      events.observers.delete(observe);
    }
  }

  /** Connection details, the page, and what goes wrong from now on. */
  async #stay(stacks: readonly Stack[]): Promise<void> {
    const { rehearsal, events, history, terminal, signal } = this.#options;
    const { cloud } = rehearsal;
    if (this.#options.console) {
      this.#page = await openConsole({ cloud, events, history, signal, stacks });
    }
    const page = this.#page;
    this.#details = connectionDetails(cloud);
    this.#staying = stayUp(rehearsal, terminal, signal, page).finally(() => page?.close());
  }
}
