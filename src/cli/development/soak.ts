import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { demonstrate } from "../../rehearsal/demonstration/demonstrate";
import { CannotRun, exitCodes } from "../../base/user-error";
import { readStacks } from "../../stack/synthesize";
import { machine } from "../../../tools/bench/report/machine";
import { installBenchPackages } from "../../../tools/bench/stock-app";
import { diskGrowth } from "../../../tools/soak/measure/disk-growth";
import { memoryOf } from "../../../tools/soak/measure/memory";
import type { SoakOptions } from "../../../tools/soak/options";
import { findings } from "../../../tools/soak/report/findings";
import { type SoakReport, soakPage, soakText } from "../../../tools/soak/report/page";
import { soakPlot } from "../../../tools/soak/report/plot";
import { soakJson, soakOf } from "../../../tools/soak/report/samples";
import { soak, type SoakRun } from "../../../tools/soak/soak";
import { endingOf } from "../rehearsal/ending";
import { withRehearsal } from "../rehearsal/opened-rehearsal";
import { applied } from "../rehearsal/rehearse-app";
import { Terminal } from "../rehearsal/terminal";

export interface SoakCommandOptions extends SoakOptions {
  /** The folder that the report is written into. */
  readonly out: string;
  /** Whether to judge what an earlier run has left there, by the rules of now. */
  readonly again: boolean;
}

const app = "tools/soak/app.ts";

/** `cdc soak`: changes and faults for an hour, with what they take, written into docs/soak.md. */
export async function soakCommand(asked: SoakCommandOptions): Promise<void> {
  const { out, again, ...options } = asked;
  if (again) {
    const earlier = soakOf(readFileSync(join(resolve(out), "soak.json"), "utf8"));
    return report(earlier, resolve(out), new Terminal());
  }
  if (process.platform !== "linux") {
    throw new CannotRun("A soak reads memory and CPU of each process from Linux's /proc");
  }
  const terminal = new Terminal();
  const ending = endingOf(terminal);
  const { signal } = ending;
  try {
    terminal.doing("fetching what the plot is drawn with");
    installBenchPackages(); // before an hour is spent
    terminal.doing(`synthesizing ${app}`);
    const run = await readStacks({ app, signal }, async (stacks) => {
      let result: SoakRun | undefined;
      const session = { terminal, signal, onEnd: () => ending.abort() };
      await withRehearsal(session, async ({ rehearsal, events }) => {
        await applied(stacks, { rehearsal, events }, { terminal, signal });
        terminal.doing("the first changes");
        // once they have arrived, a change is no longer part of a snapshot
        await demonstrate(rehearsal.cloud, events, signal);
        // the rehearsal goes on reading, as `npm start` does, and shows no more
        events.onEvent = () => undefined;
        terminal.doing(`soaking for ${options.minutes} minutes`);
        const { cloud } = rehearsal;
        const onProgress = (message: string) => terminal.done(message);
        const onStatus = (message: string) => terminal.doing(message);
        result = await soak({ cloud, options, onProgress, onStatus, signal });
      });
      return result;
    });
    const day = new Date().toISOString().slice(0, 10);
    if (run) report({ run, day, machine: machine() }, resolve(out), terminal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    ending.close();
  }
}

function report(
  found: Pick<SoakReport, "run" | "day" | "machine">,
  folder: string,
  terminal: Terminal,
): void {
  const { run } = found;
  const { samples, options } = run;
  const memory = memoryOf(samples, options.minutes);
  const disk = diskGrowth(samples, options.minutes);
  const broken = findings(run, memory, disk);
  const report: SoakReport = { ...found, memory, disk, findings: broken };
  terminal.print(soakText(report));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "soak.md"), soakPage(report));
  writeFileSync(join(folder, "soak.json"), soakJson(report));
  writeFileSync(join(folder, "soak.svg"), soakPlot(run));
  if (broken.length > 0) process.exitCode = exitCodes.finding;
}
