// A test for your own app: copy this file to test/, and name your app here.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const app = "examples/default.ts";
const stacks = ["cdc"];

type Json = null | string | number | boolean | Json[] | { [name: string]: Json };

const outdir = mkdtempSync(join(tmpdir(), "app-"));
let synth: { code: number | null; messages: string };

beforeAll(() => {
  const cdc = join("src", "cli", "cdc.cjs");
  const env = { ...process.env, CDKTF_OUTDIR: outdir };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cdc, "synth", app], {
    ...{ encoding: "utf8", env },
  });
  synth = { code: status, messages: stdout + stderr };
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** What Terraform reads, without cdktf's notes on itself and the backend, a path of this machine. */
function stackJson(stack: string): Json {
  const text = readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");
  const json = JSON.parse(text) as Record<string, Json>;
  return withoutNotes({ ...json, terraform: null });
}

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

test.each(stacks)("the JSON of %s is what it was", (stack) => {
  expect(stackJson(stack)).toMatchSnapshot();
});

test.each(stacks)("the JSON of %s holds no secret", (stack) => {
  expect(literalSecrets(stackJson(stack))).toEqual([]);
});
