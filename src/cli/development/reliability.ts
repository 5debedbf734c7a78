import { exitCodes } from "../../base/user-error";
import { cpus, release } from "node:os";
import { join } from "node:path";
import { reliabilityPage } from "../../../tools/reliability/page";
import { runStreams } from "../../../tools/reliability/run-streams";
import { outcomesIn, runTrials } from "../../../tools/reliability/run-tests";
import { trials } from "../../../tools/reliability/trials";
import { Terminal } from "../rehearsal/terminal";
import { writeFormatted } from "../../../tools/write-formatted";
import { home } from "../../base/project";

export interface ReliabilityOptions {
  /** How often each test file runs. */
  readonly rounds: number;
  /** How often each part is broken under a stream. */
  readonly times: number;
  /** Changes around each of these faults. */
  readonly changes: number;
  /** Jest's results of a run of the suite, to count in place of a run of its own. */
  readonly results?: string;
}

/** `cdc reliability`: every attack and accident, counted, written into docs/reliability.md. */
export async function reliability(options: ReliabilityOptions): Promise<void> {
  const { rounds, times, changes, results } = options;
  const terminal = new Terminal();
  try {
    const onProgress = (message: string) => terminal.doing(message);
    const outcomes =
      results === undefined
        ? await runTrials(trials, { rounds, onProgress })
        : outcomesIn(trials, results);
    terminal.doing("parts broken under a stream of changes");
    const streams =
      times === 0 ? [] : await runStreams("examples/production.ts", { times, changes });
    const day = new Date().toISOString().slice(0, 10);
    const about = `On ${day}: ${cpus().length} cores, ${process.platform} ${release()}, Node ${process.versions.node}.`;
    await writeFormatted(
      join(home, "docs", "reliability.md"),
      reliabilityPage(outcomes, streams, about),
    );
    const losses = outcomes.flatMap((outcome) => outcome.losses);
    losses.forEach((loss) => terminal.print(`lost: ${loss}`));
    if (losses.length > 0) process.exitCode = exitCodes.finding;
  } finally {
    terminal.stop();
  }
}
