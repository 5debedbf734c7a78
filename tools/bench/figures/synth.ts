import type { Figure } from "../figure";
import { figure, inTurn, type Measure, peaks, seconds } from "../measure";
import type { Run } from "../run";
import { commands } from "../stock-app";
import { stockApp } from "./stock-app-ready";
import { scale } from "./synth-scale";

/** What a person types, and waits for. */
const one: Measure = {
  ids: ["synth.one", "synth.one.memory"],
  bounded: ["synth.one"],
  shortPairs: 1,
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
  async measure(options) {
    const runs = await inTurn(commands.loadCdktf(), commands.ourProcess("main.ts"), options);
    const [wall] = wallAndMemory("synth.process", "one pipeline, the process alone", runs, {
      names: ["`node -e 'require(\"cdktf\")'`", "`node src/cli/cdc.cjs synth main.ts`"],
      bound: { atMost: 1.3 },
    });
    return wall ? [wall] : [];
  },
};

interface Runs {
  readonly baseline: Run[];
  readonly ours: Run[];
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
