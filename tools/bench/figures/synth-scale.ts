import type { Figure } from "../figure";
import { figure, type Measure, peaks, seconds } from "../measure";
import { type Run, run } from "../run";
import { commands } from "../stock-app";
import { stockApp } from "./stock-app-ready";

const sizes = [1, 10, 100, 1_000, 5_000] as const;
/** As few as tell whether a pipeline more costs more, late than early. */
const shortSizes = [1, 100, 1_000] as const;

/** With more, the stock app alone would take most of the bench's time. */
const mostOfStock = 1_000;

const names = { stock: "stock app compiled to JavaScript", ours: "`cdc synth`" };

/** Many pipelines, against the stock app when the compiler is out of its way. */
export const scale: Measure = {
  ids: [
    ...sizes.flatMap((size) => [`synth.${size}`, `synth.${size}.memory`]),
    ...["synth.growth", "synth.growth.5000"],
  ],
  bounded: ["synth.1000", "synth.growth"],
  shortPairs: 1,
  async measure(options) {
    await stockApp(options);
    const { short, pairs, signal, onProgress } = options;
    const runs = new Map<number, Runs>(
      (short ? shortSizes : sizes).map((size) => [size, { baseline: [], ours: [] }]),
    );
    await run(commands.ourProcess("tools/bench/pipelines.ts"), signal);
    for (let pair = 1; pair <= pairs; pair++) {
      for (const [size, { baseline, ours }] of runs) {
        onProgress(`${size} of the pipeline, pair ${pair} of ${pairs}`);
        const isWithStock = size <= mostOfStock;
        if (isWithStock) baseline.push(await run(commands.stockCompiled(size), signal));
        ours.push(await run(commands.ourProcess("tools/bench/pipelines.ts", size), signal));
      }
    }
    const perPipeline = growth(runs);
    return [
      ...[...runs.keys()].flatMap((size) => ofSize(size, runs, short)),
      perPipeline("synth.growth", [1, 100], [100, 1_000]),
      ...(short ? [] : [perPipeline("synth.growth.5000", [100, 1_000], [1_000, 5_000])]),
    ];
  },
};

interface Runs {
  readonly baseline: Run[];
  readonly ours: Run[];
}

function ofSize(size: number, runs: ReadonlyMap<number, Runs>, short: boolean): Figure[] {
  const of = (count: number) => runs.get(count) ?? { baseline: [], ours: [] };
  const times = Math.max(1, size / mostOfStock);
  const multiple = (values: number[]) => values.map((value) => value * times);
  const { baseline } = of(Math.min(size, mostOfStock));
  const stock =
    times > 1
      ? `${times} times the ${mostOfStock.toLocaleString("en")} of the ${names.stock}`
      : names.stock;
  const title = `synth: ${size.toLocaleString("en")} pipeline${size > 1 ? "s" : ""}`;
  const pair = (take: (each: readonly Run[]) => number[]) => ({
    baseline: { name: stock, values: multiple(take(baseline)) },
    ours: { name: names.ours, values: take(of(size).ours) },
  });
  // one pair on a busy machine spreads more than five on a quiet one
  const bound = size >= 1_000 ? { atMost: short ? 0.7 : 0.4 } : undefined;
  return [
    figure({ id: `synth.${size}`, title, unit: "s", ...pair(seconds), bound }),
    figure({ id: `synth.${size}.memory`, title: `${title}, peak`, unit: "MiB", ...pair(peaks) }),
  ];
}

/** What a pipeline more costs, late against early. */
function growth(runs: ReadonlyMap<number, Runs>) {
  const at = (size: number) => seconds(runs.get(size)?.ours ?? []);
  type Span = readonly [from: number, to: number];
  const perPipeline = ([from, to]: Span) => ({
    name: `from ${from.toLocaleString("en")} to ${to.toLocaleString("en")}`,
    values: at(to).map((late, pair) => (1_000 * (late - (at(from)[pair] ?? NaN))) / (to - from)),
  });
  return (id: string, early: Span, late: Span): Figure =>
    figure({
      id,
      title: "synth: each further pipeline",
      unit: "ms",
      baseline: perPipeline(early),
      ours: perPipeline(late),
      bound: { atMost: 1.3 },
    });
}
