import type { Figure } from "../figure";
import { summary } from "./table";

/** What the README shows; docs/bench.md has all. */
const shown = [
  "synth.one",
  "synth.process",
  "synth.1000",
  "rehearsal.cold",
  "rehearsal.warm",
  "stream.snapshot",
  "stream.changes",
  "stream.disk",
  "stream.latency",
  "stream.ceiling",
];

const between = /(<!-- figures: written by `npm run bench` -->\n)[^]*(\n<!-- end of figures -->)/;

/** @returns the README with these figures in it, its table not aligned yet */
export function withFigures(readme: string, figures: readonly Figure[]): string {
  if (!between.test(readme)) throw new Error(`README.md has no place for figures: ${between}`);
  const table = summary(shown.flatMap((id) => figures.filter((each) => each.id === id)));
  return readme.replace(between, (_, begin, end) => `${begin}\n${table}\n${end}`);
}
