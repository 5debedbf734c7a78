import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Json = null | string | number | boolean | Json[] | { [name: string]: Json };

const outdir = mkdtempSync(join(tmpdir(), "app-"));
let synth: { code: number | null; messages: string };

beforeAll(() => {
  const { status, stdout, stderr } = spawnSync("npx", ["cdc", "synth"], {
    encoding: "utf8",
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });
  synth = { code: status, messages: stdout + stderr };
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** What Terraform reads, without notes on how it was made and the backend, a path of this machine. */
function withoutNotes(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "//")
      .map(([name, inner]) => [name, withoutNotes(inner)]),
  );
}

/** Paths of values that are named like a secret and are no reference. */
function literalSecrets(value: Json, path = ""): string[] {
  if (typeof value === "string") {
    const isSecret = /(password|secret|token|key)$/i.test(path) && !value.includes("${");
    return isSecret ? [path] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => literalSecrets(inner, `${path}.${name}`));
}

test("has no error, of types or of rules, and no warning", () => {
  expect(synth).toEqual({ code: 0, messages: "" });
});

test("the JSON of each stack is what it was, and holds no secret", () => {
  for (const stack of readdirSync(join(outdir, "stacks"))) {
    const text = readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");
    const json = withoutNotes({ ...(JSON.parse(text) as Record<string, Json>), terraform: null });
    expect(json).toMatchSnapshot(stack);
    expect(literalSecrets(json)).toEqual([]);
  }
});
