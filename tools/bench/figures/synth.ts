import type { Figure } from "../figure";
import { figure, inTurn, type Measure, type MeasureOptions, peaks, seconds } from "../measure";
import { type Run, run } from "../run";
import { commands, prepareStockApp } from "../stock-app";

let prepared: Promise<void> | undefined;
const stockApp = ({ onProgress, signal }: MeasureOptions) =>
  (prepared ??=
    (onProgress("the stock app: its bindings, and that its JSON equals ours"),
    prepareStockApp(signal)));

/** What a person types, and waits for. */
const one: Measure = {
  ids: ["synth.one", "synth.one.memory"],
  bounded: ["synth.one"],
  shortPairs: 2,
  async measure(options) {
    await stockApp(options);
    const runs = await inTurn(commands.stockCdktfSynth(), commands.npmRunSynth(), options);
    return wallAndMemory("synth.one", "one pipeline", runs, {
      names: ["stock app, `cdktf synth`, types checked", "`npm run synth`, types checked"],
      bound: { atMost: 0.1 },
    });
  },
};

/** The command-line program of cdktf takes its own two seconds on both sides. */
const cdktfSynth: Measure = {
  ids: ["synth.cdktf", "synth.cdktf.memory"],
  bounded: [],
  async measure(options) {
    await stockApp(options);
    const runs = await inTurn(commands.stockCdktfSynth(), commands.ourCdktfSynth(), options);
    return wallAndMemory("synth.cdktf", "one pipeline, `cdktf synth` on both sides", runs, {
      names: ["stock app", "this project"],
    });
  },
};

/** What is left of a synth when nothing but cdktf is loaded. */
const process_: Measure = {
  ids: ["synth.process"],
  bounded: ["synth.process"],
  shortPairs: 7,
  async measure(options) {
    const runs = await inTurn(commands.loadCdktf(), commands.ourProcess("main.ts"), options);
    const [wall] = wallAndMemory("synth.process", "one pipeline, the process alone", runs, {
      names: ["`node -e 'require(\"cdktf\")'`", "`node src/cli/cdc.cjs synth main.ts`"],
      bound: { atMost: 1.3 },
    });
    return wall ? [wall] : [];
  },
};

const sizes = [1, 10, 100, 1_000] as const;
const shortSizes = [1, 100, 1_000] as const;

/** Many pipelines, against the stock app when the compiler is out of its way. */
const scale: Measure = {
  ids: [...sizes.flatMap((size) => [`synth.${size}`, `synth.${size}.memory`]), "synth.growth"],
  bounded: ["synth.1000", "synth.growth"],
  shortPairs: 3,
  async measure(options) {
    await stockApp(options);
    const { short, pairs, signal, onProgress } = options;
    const runs = new Map((short ? shortSizes : sizes).map((size) => [size, newRuns()]));
    await run(commands.ourProcess("tools/bench/pipelines.ts"), signal);
    for (let pair = 1; pair <= pairs; pair++) {
      for (const [size, { baseline, ours }] of runs) {
        onProgress(`${size} of the pipeline, pair ${pair} of ${pairs}`);
        baseline.push(await run(commands.stockCompiled(size), signal));
        ours.push(await run(commands.ourProcess("tools/bench/pipelines.ts", size), signal));
      }
    }
    const figures = [...runs].flatMap(([size, each]) =>
      wallAndMemory(
        `synth.${size}`,
        `${size.toLocaleString("en")} pipeline${size > 1 ? "s" : ""}`,
        each,
        {
          names: ["stock app compiled to JavaScript", "`cdc synth`"],
          ...(size === 1_000 && { bound: { atMost: 0.7 } }),
        },
      ),
    );
    return [...figures, growth(runs)];
  },
};

interface Runs {
  readonly baseline: Run[];
  readonly ours: Run[];
}

const newRuns = (): Runs => ({ baseline: [], ours: [] });

/** What a pipeline more costs, late against early. */
function growth(runs: ReadonlyMap<number, Runs>): Figure {
  const at = (size: number) => seconds(runs.get(size)?.ours ?? []);
  const perPipeline = (from: number, to: number) =>
    at(to).map((late, pair) => (1_000 * (late - (at(from)[pair] ?? NaN))) / (to - from));
  return figure({
    id: "synth.growth",
    title: "synth: each further pipeline",
    unit: "ms",
    baseline: { name: "from 1 to 100", values: perPipeline(1, 100) },
    ours: { name: "from 100 to 1,000", values: perPipeline(100, 1_000) },
    bound: { atMost: 1.3 },
  });
}

function wallAndMemory(
  id: string,
  title: string,
  { baseline, ours }: Runs,
  { names, bound }: { names: readonly [string, string]; bound?: Figure["bound"] },
): Figure[] {
  const of = (values: (runs: readonly Run[]) => number[]) => ({
    baseline: { name: names[0], values: values(baseline) },
    ours: { name: names[1], values: values(ours) },
  });
  return [
    figure({ id, title: `synth: ${title}`, unit: "s", ...of(seconds), bound }),
    figure({ id: `${id}.memory`, title: `synth: ${title}, peak`, unit: "MiB", ...of(peaks) }),
  ];
}

export const synthMeasures: readonly Measure[] = [one, cdktfSynth, process_, scale];
