import { markdownTable } from "../../markdown-table";
import type { Figure } from "../figure";
import { brokenBound, median } from "../measure";
import type { Machine } from "./machine";

/** The page docs/bench.md, or what the terminal shows. */
export function page(figures: readonly Figure[], machine: Machine): string {
  return `${[
    "# Figures",
    `<!-- Written by \`npm run bench\`; change the code, not this page. -->`,
    "Ours against a baseline, the two in turn in one run, medians over the pairs ([bench.json](bench.json) has each of them). A ratio below 1 is less than the baseline's.",
    "![Each figure's ratio to its baseline](bench.svg)",
    table(figures),
    about(machine),
  ].join("\n\n")}\n`;
}

export function table(figures: readonly Figure[]): string {
  return markdownTable(
    ["figure", "of", "baseline", "ours", "ratio", "bound"],
    figures.map((each) => [
      `\`${each.id}\``,
      ...[each.title, ...amounts(each)],
      ...[ratio(median(each.ratios)), bound(each)],
    ]),
  );
}

/** The same in three columns. */
export function summary(figures: readonly Figure[]): string {
  return markdownTable(
    ["figure", "baseline", "ours"],
    figures.map((each) => [each.title, ...amounts(each)]),
  );
}

export function about({ cores, processor, memoryGib, os, versions }: Machine): string {
  const all = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `Measured on ${cores} cores (${processor}), ${memoryGib} GiB, ${os}; ${all.join(", ")}.`;
}

function bound(each: Figure): string {
  const { atMost, atLeast } = each.bound ?? {};
  const limit = atMost ?? atLeast;
  if (limit === undefined) return "";
  const kept = brokenBound(each) === undefined ? "kept" : "**broken**";
  return `${atMost === undefined ? "≥" : "≤"} ${ratio(limit)}, ${kept}`;
}

const ratio = (value: number) => value.toLocaleString("en", { maximumSignificantDigits: 3 });

function amounts({ baseline, ours, unit }: Figure): string[] {
  return [baseline, ours].map(({ name, values }) => `${amount(values)} ${unit} (${name})`);
}

function amount(values: readonly number[]): string {
  const value = median(values);
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value.toLocaleString("en", { maximumSignificantDigits: 3 });
}
