import { about } from "../../bench/report/table";
import type { Machine } from "../../bench/report/machine";
import { markdownTable } from "../../markdown-table";
import type { DiskGrowth } from "../measure/disk-growth";
import { diskRule } from "../measure/disk-growth";
import { type Memory, memoryRule, warmUpMinutes } from "../measure/memory";
import type { SoakRun } from "../soak";
import { reachedRate } from "./findings";

/** What a soak came to. */
export interface SoakReport {
  readonly run: SoakRun;
  readonly memory: readonly Memory[];
  readonly disk: readonly DiskGrowth[];
  /** What broke, a sentence each. */
  readonly findings: readonly string[];
  /** `2026-11-26` */
  readonly day: string;
  readonly machine: Machine;
}

/** The page docs/soak.md. */
export function soakPage(report: SoakReport): string {
  return `${[
    "# Soak",
    "<!-- Written by `npm run soak`; change the code, not this page. -->",
    verdict(report),
    ...sections(report),
    "![Memory of each process, disk and lag over the run](soak.svg)",
    "[soak.json](soak.json) has the samples.",
  ].join("\n\n")}\n`;
}

/** The same for the terminal, without what a page alone has. */
export function soakText(report: SoakReport): string {
  return [verdict(report), ...sections(report)].join("\n\n");
}

function verdict({ findings, run, memory, disk }: SoakReport): string {
  const { minutes, faultEvery, outage, rate } = run.options;
  const what =
    `${number(minutes)} minutes of inserts, updates and deletes, ${number(rate)} a second were asked for; ` +
    `every ${number(faultEvery)} minutes a part broke for ${number(outage)} s.`;
  if (findings.length > 0) {
    return `${what} **This broke:**\n\n${findings.map((each) => `- ${each}`).join("\n")}`;
  }
  const undecided = [
    ...names("memory", memory, ({ name }) => name),
    ...names("disk", disk, ({ part }) => part),
  ];
  if (undecided.length === 0) {
    return `${what} Nothing is missing, memory is flat and the disk is bounded.`;
  }
  return `${what} Nothing is missing and nothing was seen to grow. Not decided by this run: ${undecided.join(", ")}.`;
}

/** Those that are undecided; one word where all are. */
function names<Each extends { readonly verdict: string }>(
  what: string,
  all: readonly Each[],
  name: (each: Each) => string,
): string[] {
  const undecided = all.filter(({ verdict }) => verdict === "undecided");
  if (undecided.length === all.length) return [what];
  return undecided.map((each) => `${what} of ${name(each)}`);
}

function sections({ run, memory, disk, day, machine }: SoakReport): string[] {
  const warmUp = number(warmUpMinutes(run.options.minutes));
  return [
    "## Changes",
    totals(run),
    stretches(run),
    "Missing counts changes by when they were written, the other columns events by when they arrived; each row goes on until the next. Lag is the most changes at a time that were written and had not arrived; it is measured in another process, which reads Kafka as a consumer does. A fault begins once the one before has caught up.",
    ...run.breaks.flatMap(({ fault, failures }) =>
      failures.map((each) => `During ${fault} the connector failed and was restarted: ${each}`),
    ),
    "## Memory",
    markdownTable(
      ["process", "started", "start", "end", "highest", "MB an hour", "CPU", "verdict"],
      memory.map((each) => [
        ...[each.name, `${each.lives}×`],
        ...[mb(each.startMb), mb(each.endMb), mb(each.highestMb), slope(each)],
        ...[`${each.cpuSeconds.toFixed(0)} s`, each.verdict],
      ]),
    ),
    `PSS of /proc/PID/smaps_rollup: what n processes share counts a nth for each. The first ${warmUp} minutes do not count but for the highest; start and end are the means of the first and the last tenth of the rest. The slope is that of least squares. A process that is started anew fills its memory anew: one that was started ${memoryRule.leastLives} times or more is compared with itself at the same age, from its second start on, with a level for each ${memoryRule.ageMinutes} minutes of age; of one that was started twice each life has a level, and the first ${memoryRule.restartMinutes} minutes of the second do not count. ± is half of the 95 % interval, widened for neighbouring samples that are alike. Memory **grows** where the whole interval is above ${memoryRule.allowedShare * 100} % of the process's mean an hour, or ${memoryRule.allowedMb} MB where that is more; it is **flat** where the whole interval is below; else, or with less than ${memoryRule.leastMinutes} minutes to fit, it is undecided.`,
    "## Disk",
    markdownTable(
      ["part", "highest", "first half", "second half", "verdict"],
      disk.map((each) => [
        ...[each.part, mb(each.highestMb), mb(each.firstHalfMb), mb(each.secondHalfMb)],
        each.verdict,
      ]),
    ),
    `Of the run folder. Kafka keeps three copies of every event for 2 minutes and looks every 5 for what is older. A part is **bounded** where the highest of the second half after the warm-up is at most ${diskRule.share * 100} % and ${diskRule.mb} MB above that of the first; with halves of less than ${diskRule.leastHalfMinutes} minutes that is undecided.`,
    `On ${day}. ${about(machine)}`,
  ];
}

function totals(run: SoakRun): string {
  const { count } = run;
  return markdownTable(
    ["in all", ""],
    [
      ["changes written", number(count.written)],
      ["a second, on the average", number(Math.round(reachedRate(run)))],
      ["events read", number(count.events)],
      ["missing", number(count.missing)],
      ["duplicated", number(count.duplicated)],
      ["out of order", number(count.outOfOrder)],
      ["slowest change", seconds(count.slowestMs)],
      ["highest lag", `${number(count.highestLag)} changes`],
    ],
  );
}

function stretches({ count, breaks }: SoakRun): string {
  return markdownTable(
    [
      ...["fault", "at minute", "written", "missing", "duplicated", "out of order"],
      ...["caught up after", "slowest change", "highest lag"],
    ],
    count.stretches.map((each, nth) => [
      each.fault ?? "none yet",
      nth === 0 ? "0" : (breaks[nth - 1]?.atMinutes.toFixed(1) ?? ""),
      ...[each.written, each.missing, each.duplicated, each.outOfOrder].map(number),
      nth === 0 ? "" : caughtUp(each),
      ...[seconds(each.slowestMs), number(each.highestLag)],
    ]),
  );
}

function caughtUp({ missing, caughtUpMs }: SoakRun["count"]["stretches"][number]): string {
  if (missing > 0) return "never";
  return caughtUpMs === 0 ? "at once" : seconds(caughtUpMs);
}

function slope({ slope, margin }: Memory): string {
  if (slope === undefined || margin === undefined) return "";
  return `${slope < 0 ? "−" : "+"}${Math.abs(slope).toFixed(1)} ± ${margin.toFixed(1)}`;
}

const number = (value: number) => value.toLocaleString("en");
const mb = (value: number) => (Number.isNaN(value) ? "" : `${value.toFixed(0)} MB`);
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
