import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { promisify } from "node:util";
import { figure, type Measure } from "../measure";
import { writeData, writePipelines } from "../plan/configuration";
import { ProviderProcess } from "../plan/provider-process";
import { environment, scratchPath } from "../run";

const run = promisify(execFile);

const sizes = [1_000, 5_000] as const;
type Size = (typeof sizes)[number];

interface Plan {
  readonly seconds: number;
  /** Of the provider's process. */
  readonly peakMib: number;
}

/**
 * A first plan of so many resources by the real terraform. The real provider is not to be had here;
 * Terraform's own resources tell what it takes without any provider's process.
 */
const plan: Measure = {
  ids: [...sizes.map((size) => `plan.${size}`), "plan.memory"],
  bounded: [],
  async measure({ pairs, onProgress, signal }) {
    const taken = new Map<Size, { data: number[]; ours: Plan[] }>();
    for (const size of sizes) {
      const each = { data: [] as number[], ours: [] as Plan[] };
      writePipelines(pipelines(size), size);
      writeData(data(size), size);
      for (let pair = 1; pair <= pairs; pair++) {
        onProgress(`a plan of ${size} resources, pair ${pair} of ${pairs}`);
        each.data.push(await secondsOfPlan(data(size), signal));
        each.ours.push(await planWithProvider(pipelines(size), signal));
      }
      for (const dir of [pipelines(size), data(size)]) await rm(dir, { recursive: true });
      taken.set(size, each);
    }
    const of = (size: Size) => taken.get(size) ?? { data: [], ours: [] };
    return [
      ...sizes.map((size) =>
        figure({
          id: `plan.${size}`,
          title: `terraform plan of ${size.toLocaleString("en")} resources`,
          unit: "s",
          baseline: {
            name: "Terraform's built-in `terraform_data`, as many values each, no provider",
            values: of(size).data,
          },
          ours: { name: "rehearsed", values: of(size).ours.map(({ seconds }) => seconds) },
        }),
      ),
      figure({
        id: "plan.memory",
        title: "terraform plan, peak of the rehearsal's Node",
        unit: "MiB",
        baseline: { name: "1,000 resources", values: of(1_000).ours.map(({ peakMib }) => peakMib) },
        ours: { name: "5,000 resources", values: of(5_000).ours.map(({ peakMib }) => peakMib) },
        bound: { atMost: 1.25 },
      }),
    ];
  },
};

const pipelines = (size: Size) => scratchPath(`plan-${size}`);
const data = (size: Size) => scratchPath(`plan-data-${size}`);

async function planWithProvider(dir: string, signal: AbortSignal): Promise<Plan> {
  const provider = new ProviderProcess();
  try {
    const seconds = await secondsOfPlan(dir, signal, await provider.reattach());
    return { seconds, peakMib: await provider.end() };
  } catch (error) {
    await provider.end();
    throw error;
  }
}

/** Of the plan alone: the folder is made ready before. */
async function secondsOfPlan(dir: string, signal: AbortSignal, reattach = "{}"): Promise<number> {
  const env = { ...environment(), TF_REATTACH_PROVIDERS: reattach, TF_IN_AUTOMATION: "1" };
  const options = { cwd: dir, env, signal, maxBuffer: 1 << 30 };
  await run("terraform", ["init", "-input=false"], options);
  const started = performance.now();
  await run("terraform", ["plan", "-input=false", "-no-color"], options);
  return (performance.now() - started) / 1_000;
}

export const planMeasures: readonly Measure[] = [plan];
