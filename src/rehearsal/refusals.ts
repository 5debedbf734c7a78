import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Call, type Finding, unknown, type Value, type Values } from "./meaning";
import { meanings } from "./resources";
import type { World } from "./world";

/** Workers come before the connectors that are checked for their version. */
const first = "aiven_kafka_connect";

interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

type Json = null | string | number | boolean | Json[] | { [name: string]: Json };

/**
 * What Aiven would refuse of a stack, all of it. Terraform alone tells a part: it looks at nothing
 * that depends on something refused.
 *
 * @returns a line each, with the resource's address
 */
export async function refusals(stackDir: string, world: World): Promise<string[]> {
  const text = readFileSync(join(stackDir, "cdk.tf.json"), "utf8");
  const { resource = {} } = JSON.parse(text) as StackJson;
  const types = Object.keys(resource).sort((a, b) => Number(b === first) - Number(a === first));
  const lines: string[] = [];
  for (const type of types) {
    for (const [name, body] of Object.entries(resource[type] ?? {})) {
      const call: Call<World> = {
        context: world,
        type,
        signal: new AbortController().signal,
        progress: () => undefined,
      };
      const findings = (await meanings[type]?.check?.(planned(body), undefined, call)) ?? [];
      lines.push(
        ...findings
          .filter(isError)
          .map(({ detail, summary }) => `${type}.${name}: ${detail ?? summary}`),
      );
    }
  }
  return lines;
}

function isError({ severity }: Finding): boolean {
  return severity === "error";
}

/** A resource as a plan would have it: a block is a list, a reference is not known yet. */
function planned(body: Json): Values {
  return Object.fromEntries(
    Object.entries(body as { [name: string]: Json }).map(([name, value]) => [
      name,
      // the one map among the arguments; every other object is a block
      name === "config" && isObject(value) ? mapped(value) : valueOf(value),
    ]),
  );
}

function valueOf(value: Json): Value {
  if (typeof value === "string") return referenced(value);
  if (Array.isArray(value))
    return value.map((item) => (isObject(item) ? planned(item) : valueOf(item)));
  return isObject(value) ? [planned(value)] : value;
}

function mapped(map: { [name: string]: Json }): Values {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, valueOf(value)]));
}

/** The variable that a stack takes from the environment is known; `$${` is no reference. */
function referenced(text: string): Value {
  const project = process.env.TF_VAR_project_name ?? "rehearsal";
  const known = text.replaceAll("${var.project_name}", project);
  return /(?<!\$)\$\{/.test(known) ? unknown : known.replaceAll("$${", () => "${");
}

function isObject(value: Json): value is { [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
