import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AivenProvider } from "@cdktf/provider-aiven/lib/provider";
import { App, TerraformStack } from "cdktf";

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- parsed JSON, asserted on freely */
export type Json = any;

/**
 * What a whole `app.synth()` writes for one stack, parsed, without cdktf's notes on itself.
 * cdktf's own `Testing.synth` would skip validations and the preparation between stacks.
 */
export function synthesized(build: (app: App) => TerraformStack): Json {
  const outdir = mkdtempSync(join(tmpdir(), "aiven-cdc-synth-"));
  try {
    const app = new App({ outdir });
    const stack = build(app);
    app.synth();
    const file = join(outdir, "stacks", stack.node.id, "cdk.tf.json");
    return withoutNotes(JSON.parse(readFileSync(file, "utf8")));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** As {@link synthesized}, for constructs in a stack of nothing else. */
export function synthesizedIn(build: (stack: TerraformStack) => void): Json {
  return synthesized((app) => {
    const stack = new TerraformStack(app, "test");
    new AivenProvider(stack, "aiven");
    build(stack);
    return stack;
  });
}

export function withoutNotes(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//")
      .map(([key, inner]) => [key, withoutNotes(inner)]),
  );
}

/** `aiven_pg.postgres`, … of everything that Terraform would make. */
export function resourceAddresses(json: Json): string[] {
  return Object.entries<object>(json.resource ?? {})
    .flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`))
    .sort();
}
