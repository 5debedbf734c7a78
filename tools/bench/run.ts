import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { home } from "../../src/base/project";

/** A process to be measured, from its start to its end. */
export interface Command {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Run {
  readonly seconds: number;
  /** The most that one of its Node processes had resident. */
  readonly peakMib: number;
}

const scratch = mkdtempSync(join(tmpdir(), "aiven-cdc-bench-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** A folder or file that is gone when the bench ends. */
export const scratchPath = (name: string) => join(scratch, name);

/** The same for everybody who is measured: nobody calls home, and Terraform has nothing to warn of. */
export function environment(): NodeJS.ProcessEnv {
  const cliConfig = scratchPath("terraformrc");
  writeFileSync(cliConfig, "");
  return {
    ...process.env,
    CHECKPOINT_DISABLE: "1",
    TF_CLI_CONFIG_FILE: cliConfig,
    npm_config_update_notifier: "false",
    NO_COLOR: "1",
  };
}

/** Runs a command once. @throws if it fails: what is broken has no speed */
export async function run(command: Command, signal: AbortSignal): Promise<Run> {
  const { args, cwd, env } = command;
  const [program = "", ...rest] = args;
  const peaks = scratchPath("peaks");
  rmSync(peaks, { force: true });
  const started = performance.now();
  const child = spawn(program, rest, {
    cwd,
    env: {
      ...environment(),
      NODE_OPTIONS: `--require=${JSON.stringify(join(home, "tools", "bench", "peak.cjs"))}`,
      BENCH_PEAKS: peaks,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((settle, reject) => {
    child.once("error", reject);
    child.once("close", settle);
  });
  const seconds = (performance.now() - started) / 1_000;
  if (code !== 0) throw new Error(`${args.join(" ")} ended with code ${code}:\n${said}`);
  const largest = Math.max(...readFileSync(peaks, "utf8").trim().split("\n").map(Number));
  return { seconds, peakMib: largest / 1_024 };
}
