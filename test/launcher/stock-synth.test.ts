import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apps } from "../apps";

const launcher = join(process.cwd(), "src", "cli", "cdc.cjs");

function synthesized(file: string, stack: string, env: Record<string, string>): unknown {
  const outdir = mkdtempSync(join(tmpdir(), "stock-synth-"));
  try {
    execFileSync(process.execPath, [launcher, "synth", file, "--no-types"], {
      env: { ...process.env, CDKTF_OUTDIR: outdir, ...env },
      stdio: ["ignore", "ignore", "pipe"],
    });
    return JSON.parse(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8"));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

test.each(apps)("$file gives the same JSON with and without the patches of cdktf", (app) => {
  const { file, stack } = app;
  expect(synthesized(file, stack, {})).toEqual(
    synthesized(file, stack, { AIVEN_CDC_STOCK_SYNTH: "1" }),
  );
});
