import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { dayOf } from "../aiven/facts/days";
import { asOfVariable } from "./as-of";
import { resourcesOf, type StackResource } from "./resources";
import { readStackJson, type StackJson } from "./stack-json";
import { home } from "../base/project";
import { kindOfExitCode, userErrorOf } from "../base/user-error";

export interface Stack {
  readonly name: string;
  /** The folder of its cdk.tf.json. */
  readonly dir: string;
  readonly json: StackJson;
  readonly resources: readonly StackResource[];
  readonly annotations: readonly Annotation[];
}

/** A violation that a synth reports besides the errors that end it. */
export interface Annotation {
  readonly constructPath: string;
  readonly level: "@cdktf/error" | "@cdktf/warn" | "@cdktf/info";
  readonly message: string;
}

interface ManifestStack {
  readonly workingDirectory: string;
  readonly dependencies: readonly string[];
  readonly annotations: readonly Annotation[];
}

interface Manifest {
  readonly stacks: Readonly<Record<string, ManifestStack>>;
}

export interface SynthesizeOptions {
  readonly app: string;
  /** The day whose rules hold. @default - today, or the day in the app's context */
  readonly asOf?: Date;
  /** Whether annotations include notes. @default false */
  readonly notes?: boolean;
  /** Whether errors are annotations as well, rather than what ends the synth. @default false */
  readonly reportsErrors?: boolean;
  readonly signal?: AbortSignal;
  /** Where to write. @default - `CDKTF_OUTDIR`, else `cdktf.out` */
  readonly outdir?: string;
}

/**
 * Reads the stacks of an app without touching its output folder, where another command may be at
 * work.
 */
export async function readStacks<T>(
  options: SynthesizeOptions,
  read: (stacks: readonly Stack[]) => T | Promise<T>,
): Promise<T> {
  const outdir = await mkdtemp(join(tmpdir(), "aiven-cdc-synth-"));
  try {
    return await read(await synthesize({ ...options, outdir }));
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

/** Synthesizes an app as `cdc synth` does; its stacks, each after those it depends on. */
export async function synthesize({
  app,
  asOf,
  notes = false,
  reportsErrors = false,
  signal,
  outdir = resolve(process.env.CDKTF_OUTDIR ?? "cdktf.out"),
}: SynthesizeOptions): Promise<Stack[]> {
  const launcher = join(home, "src", "cli", "cdc.cjs");
  const flags = ["--no-types", ...(notes ? ["--notes"] : [])];
  const child = spawn(process.execPath, [launcher, "synth", ...flags, app], {
    env: {
      ...process.env,
      CDKTF_OUTDIR: outdir,
      ...(asOf && { [asOfVariable]: dayOf(asOf) }),
      ...(reportsErrors && reportingErrors()),
    },
    signal,
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((settle, reject) => {
    child.once("error", reject);
    child.once("close", settle);
  });
  if (code !== 0) {
    throw userErrorOf(kindOfExitCode(code), said.trim() || `${app} ended with code ${code}`);
  }
  const file = join(outdir, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  return inOrder(manifest).map((name) => {
    const { workingDirectory = "", annotations = [] } = manifest.stacks[name] ?? {};
    const dir = join(outdir, workingDirectory);
    const json = readStackJson(dir);
    return { name, dir, json, resources: resourcesOf(json), annotations };
  });
}

/** The setting of cdktf that goes on after an error, and that of the constructs which makes them one. */
function reportingErrors() {
  const context = JSON.parse(process.env.CDKTF_CONTEXT_JSON ?? "{}") as Record<string, unknown>;
  return {
    CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true",
    CDKTF_CONTEXT_JSON: JSON.stringify({ ...context, "aiven-cdc:report": true }),
  };
}

/** The name of the rule that a message ends with. */
export function ruleIn({ message }: Annotation): string | undefined {
  return / \[([a-z0-9-]+)\]$/.exec(message)?.[1];
}

function inOrder({ stacks }: Manifest): string[] {
  const ordered = new Set<string>();
  const visit = (name: string) => {
    if (ordered.has(name)) return;
    stacks[name]?.dependencies.forEach(visit);
    ordered.add(name);
  };
  Object.keys(stacks).forEach(visit);
  return [...ordered];
}
