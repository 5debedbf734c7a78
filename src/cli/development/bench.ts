import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Figure } from "../../../tools/bench/figure";
import { machine } from "../../../tools/bench/report/machine";
import { brokenBound } from "../../../tools/bench/measure";
import { figureNames, takeFigures, unknownNames } from "../../../tools/bench/measures";
import { ratiosPlot } from "../../../tools/bench/report/ratios";
import { withFigures } from "../../../tools/bench/report/readme";
import { about, page, table } from "../../../tools/bench/report/table";
import { Terminal } from "../rehearsal/terminal";
import { writeFormatted } from "../../../tools/write-formatted";
import { home } from "../../base/project";
import { exitCodes, Misuse, UserError } from "../../base/user-error";

export interface BenchCommandOptions {
  /** How often each figure is taken. */
  readonly pairs?: number;
  /** What has a bound, and nothing else: exit code 1 if one is broken. */
  readonly short: boolean;
}

const usualPairs = { long: 5, short: 3 };

/** `cdc bench`: figures against their baselines, written into docs/ and the README among the others. */
export async function bench(
  only: readonly string[],
  { pairs: asked, short }: BenchCommandOptions,
): Promise<void> {
  const unknown = unknownNames(only);
  if (unknown.length > 0) {
    throw new Misuse(
      `No figure is called ${unknown.join(", ")}; there are ${figureNames().join(", ")}`,
    );
  }
  const pairs = asked ?? usualPairs[short ? "short" : "long"];
  const ending = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => ending.abort());
  const terminal = new Terminal();
  const onProgress = (message: string) => terminal.doing(message);
  const { signal } = ending;
  const take = (names: readonly string[], times: number, thorough = false) =>
    takeFigures({ only: names, pairs: times, short, thorough, onProgress, signal });
  try {
    const figures = await take(only, pairs);
    if (short) {
      await holdToBounds(figures, (names) => take(names, 2 * pairs + 1, true), terminal);
      return;
    }
    const taken = machine();
    terminal.print(`${table(figures)}\n\n${about(taken)}`);
    await write(amongOthers(figures), taken);
  } catch (error) {
    if (!ending.signal.aborted) throw error;
    process.exitCode = exitCodes.interrupted;
  } finally {
    terminal.stop();
  }
}

/** A bound is broken when it is so twice: the second time over more pairs, against a busy moment. */
async function holdToBounds(
  figures: readonly Figure[],
  again: (names: readonly string[]) => Promise<Figure[]>,
  terminal: Terminal,
): Promise<void> {
  const suspects = figures.filter((each) => brokenBound(each) !== undefined);
  for (const each of suspects) terminal.print(`once more: ${brokenBound(each)}`);
  const second = suspects.length > 0 ? await again(suspects.map(({ id }) => id)) : [];
  const counted = figures.map((each) => second.find(({ id }) => id === each.id) ?? each);
  terminal.print(table(counted));
  const broken = counted.map(brokenBound).filter((text) => text !== undefined);
  if (broken.length > 0) throw new UserError(broken.map((text) => `slower: ${text}`).join("\n"));
}

const docs = join(home, "docs");
const kept = join(docs, "bench.json");

/** What was measured before and not again stays; groups stand in the order of {@link figureNames}. */
function amongOthers(figures: readonly Figure[]): Figure[] {
  const before = existsSync(kept)
    ? (JSON.parse(readFileSync(kept, "utf8")) as { figures: Figure[] }).figures
    : [];
  const all = new Map([...before, ...figures].map((each) => [each.id, each]));
  const groups = [...new Set(figureNames().map(groupOf))];
  return [...all.values()].sort(
    (a, b) => groups.indexOf(groupOf(a.id)) - groups.indexOf(groupOf(b.id)),
  );
}

const groupOf = (id: string) => id.split(".")[0] ?? "";

async function write(figures: readonly Figure[], taken: ReturnType<typeof machine>): Promise<void> {
  mkdirSync(docs, { recursive: true });
  writeFileSync(kept, `${JSON.stringify({ ...taken, figures }, null, 2)}\n`);
  writeFileSync(join(docs, "bench.md"), page(figures, taken));
  writeFileSync(join(docs, "bench.svg"), ratiosPlot(figures, groupOf));
  const speed = join(home, "docs", "guides", "speed.md");
  await writeFormatted(speed, withFigures(readFileSync(speed, "utf8"), figures));
}
