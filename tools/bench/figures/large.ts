import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { figure, type Measure } from "../measure";
import { run } from "../run";
import { home } from "../../../src/base/project";

const largeApps = {
  connectors: "50 connectors on one Kafka Connect",
  tables: "300 tables in one connector",
} as const;

type LargeApp = keyof typeof largeApps;
const names = Object.keys(largeApps) as LargeApp[];
const idOf = (name: LargeApp) => `rehearsal.${name}`;

/** Minutes each, and all of it real work: more pairs would tell little more. */
const mostPairs = 2;

/** From the command to its end, with every table's events of snapshot, insert, update and delete. */
const large: Measure = {
  ids: names.map(idOf),
  bounded: [],
  async measure({ pairs, onProgress, signal }) {
    const taken = new Map<LargeApp | "default", number[]>();
    for (let pair = 1; pair <= Math.min(pairs, mostPairs); pair++) {
      for (const name of ["default", ...names] as const) {
        onProgress(`a rehearsal of ${titleOf(name)}, pair ${pair}`);
        const seconds = await secondsOf(name, signal);
        taken.set(name, [...(taken.get(name) ?? []), seconds]);
      }
    }
    return names.map((name) =>
      figure({
        id: idOf(name),
        title: `rehearsal of ${titleOf(name)}, until all events have arrived`,
        unit: "s",
        baseline: { name: titleOf("default"), values: taken.get("default") ?? [] },
        ours: { name: titleOf(name), values: taken.get(name) ?? [] },
      }),
    );
  },
};

const titleOf = (name: LargeApp | "default") =>
  name === "default" ? "the default stack" : largeApps[name];

async function secondsOf(name: LargeApp | "default", signal: AbortSignal): Promise<number> {
  const app = name === "default" ? "examples/default.ts" : `tools/bench/apps/${name}.ts`;
  const runDir = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const args = ["start", "--once", "--no-types", "--app", app];
    const { seconds } = await run(
      {
        args: [process.execPath, join("src", "cli", "cdc.cjs"), ...args],
        cwd: home,
        env: { AIVEN_CDC_RUN_DIR: runDir },
      },
      signal,
    );
    return seconds;
  } finally {
    rmSync(runDir, { recursive: true, force: true });
  }
}

export const largeMeasures: readonly Measure[] = [large];
