import { deepStrictEqual } from "node:assert";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, environment, run, scratchPath } from "./run";
import { home } from "../../src/base/project";

const benchDir = join(home, "tools", "bench");
const stockDir = join(benchDir, "stock");
const cdktf = join(home, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf");

/** The same stack on both sides: as the stock app is run, and as this project runs it. */
export const commands = {
  stockCdktfSynth: () => cdktfSynth(stockDir),
  stockCompiled: (pipelines: number): Command =>
    synthOf([process.execPath, join("build", "main.js")], stockDir, pipelines),
  ourCdktfSynth: () => cdktfSynth(home),
  npmRunSynth: (): Command => synthOf(["npm", "run", "--silent", "synth"], home),
  ourProcess: (app: string, pipelines = 1): Command =>
    synthOf([process.execPath, join("src", "cli", "cdc.cjs"), "synth", app], home, pipelines),
  loadCdktf: (): Command => ({ args: [process.execPath, "-e", 'require("cdktf")'], cwd: home }),
};

/** One a size: ours looks at what stands there from the synth before. */
const outdirOf = (cwd: string, pipelines: number) =>
  scratchPath(`${cwd === stockDir ? "stock" : "ours"}-${pipelines}.out`);

/** The command line sets where its app writes. */
function cdktfSynth(cwd: string): Command {
  return { args: [process.execPath, cdktf, "synth", "--output", outdirOf(cwd, 1)], cwd };
}

function synthOf(args: readonly string[], cwd: string, pipelines = 1): Command {
  const output = outdirOf(cwd, pipelines);
  return { args, cwd, env: { CDKTF_OUTDIR: output, PIPELINES: String(pipelines) } };
}

/** Packages that only the bench needs: they stay out of the project's own install. */
export function installBenchPackages(): void {
  const installed = join(benchDir, "node_modules", ".package-lock.json");
  const lock = join(benchDir, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  program(["npm", "ci", "--no-progress"], benchDir);
}

/**
 * Everything that the stock app needs before it can be timed, bindings as `cdktf get` makes them,
 * and the proof that its JSON equals ours.
 */
export async function prepareStockApp(signal: AbortSignal): Promise<void> {
  installBenchPackages();
  const bindings = join(stockDir, ".gen");
  const stamp = join(bindings, ".made-from");
  const schema = join(home, ".gen", "provider-aiven", "facts", "schema.json");
  const madeFrom = `${statSync(schema).mtimeMs} ${statSync(schema).size}`;
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== madeFrom) {
    rmSync(bindings, { recursive: true, force: true });
    generateStockBindings(bindings);
    writeFileSync(stamp, madeFrom);
  }
  compileStockApp();
  await assertSameStacks(signal);
}

/** What `cdktf get` does once it has the schema; it would ask the registry for that. */
export function generateStockBindings(outdir: string): void {
  program(generatorCommand(outdir).args, home, { TERRAFORM_BINARY_NAME: "true" });
}

export const generatorCommand = (outdir: string): Command => ({
  args: [process.execPath, join(home, "src", "launcher", "generate-bindings.cjs"), outdir],
  cwd: home,
  env: { TERRAFORM_BINARY_NAME: "true", CDKTF_LOG_LEVEL: "off" },
});

export const stockTsc = join(benchDir, "node_modules", "typescript", "bin", "tsc");

/** With CommonJS of its time and without source maps: the fastest that it can be. */
function compileStockApp(): void {
  const options = "--target ES2018 --module CommonJS --skipLibCheck --noCheck --outDir build";
  rmSync(join(stockDir, "build"), { recursive: true, force: true });
  program([process.execPath, stockTsc, "main.ts", ...options.split(" ")], stockDir);
}

async function assertSameStacks(signal: AbortSignal): Promise<void> {
  for (const [pipelines, app] of [
    [1, "main.ts"],
    [2, "tools/bench/pipelines.ts"],
  ] as const) {
    const [stock, ours] = [commands.stockCompiled(pipelines), commands.ourProcess(app, pipelines)];
    await run(stock, signal);
    await run(ours, signal);
    try {
      deepStrictEqual(stacksIn(outdirOf(stockDir, pipelines)), stacksIn(outdirOf(home, pipelines)));
    } catch (cause) {
      const { message } = cause as Error;
      throw new Error(
        `tools/bench/stock/my-stack.ts must synthesize the JSON of main.ts: ${message}`,
        {
          cause,
        },
      );
    }
  }
}

function stacksIn(outdir: string): unknown {
  const stacks = join(outdir, "stacks");
  return readdirSync(stacks)
    .sort()
    .map((stack) => asTerraformReads(readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8")));
}

/** Without cdktf's notes; in a map of strings, `true` and `"true"` are the same. */
function asTerraformReads(json: string): unknown {
  return JSON.parse(json, (key, value: unknown) => {
    if (key === "//") return undefined;
    return typeof value === "object" ? value : String(value);
  });
}

function program(args: readonly string[], cwd: string, env: Record<string, string> = {}): void {
  const [command = "", ...rest] = args;
  const { status, stdout, stderr } = spawnSync(command, rest, {
    cwd,
    env: { ...environment(), ...env },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${args.join(" ")} failed in ${cwd}:\n${stdout}${stderr}`);
}
