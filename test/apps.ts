import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type Json, withoutNotes } from "./synth";

/** The stacks of those apps whose one stack is not called as the app is. */
const stacksOf: Readonly<Record<string, readonly string[]>> = {
  default: ["cdc"],
  platform: ["platform", "orders"],
  stack: ["consumers"],
  stages: ["dev", "staging", "prod"],
};

/** The stacks of all whole apps of this project; main.ts is the user's and not among them. */
export const apps = readdirSync("examples", { recursive: true, encoding: "utf8" })
  .filter((file) => /(?<!\.test)\.ts$/.test(file) && !file.includes("node_modules"))
  .flatMap((file) => {
    const name = basename(file, ".ts");
    return (stacksOf[name] ?? [name]).map((stack) => ({ file: `examples/${file}`, stack }));
  });

/** The library that an app is synthesized with: cdktf, or cdktn which goes on with it. */
export type Library = "cdktf" | "cdktn";

/** What each app wrote: many tests look at the same. */
const written = new Map<string, Map<string, Json>>();

/** Runs an app's own file, as a user does, and returns the parsed JSON of one of its stacks. */
export function synthesizedApp(file: string, stack: string, library: Library = "cdktf"): Json {
  const key = `${library} ${file}`;
  const stacks = written.get(key) ?? stacksOfApp(file, library);
  written.set(key, stacks);
  return structuredClone(stacks.get(stack));
}

function stacksOfApp(file: string, library: Library): Map<string, Json> {
  const outdir = mkdtempSync(join(tmpdir(), "aiven-cdc-app-"));
  const before = process.env.CDKTF_OUTDIR;
  process.env.CDKTF_OUTDIR = outdir;
  try {
    jest.isolateModules(() => {
      if (library === "cdktn") jest.doMock("cdktf", () => jest.requireActual("cdktn"));
      jest.requireActual(join(process.cwd(), file));
    });
    const folder = join(outdir, "stacks");
    return new Map(
      readdirSync(folder).map((stack) => {
        const text = readFileSync(join(folder, stack, "cdk.tf.json"), "utf8");
        return [stack, withoutNotes(JSON.parse(text))];
      }),
    );
  } finally {
    jest.dontMock("cdktf");
    if (before === undefined) delete process.env.CDKTF_OUTDIR;
    else process.env.CDKTF_OUTDIR = before;
    rmSync(outdir, { recursive: true, force: true });
  }
}
