import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { adopt, type AdoptOptions } from "../../src/adopt/adopt";
import { synthesizedApp } from "../apps";
import type { Json } from "../synth";

export const fixtures = join("test", "adopt", "fixtures");

mkdirSync(".rehearsal", { recursive: true });
/** Within the project, where an app finds what it imports. */
export const folder = mkdtempSync(join(".rehearsal", "adopted-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;

/** Adopts into a file of its own, runs that as a user does, and returns its stack. */
export async function adopted(inputs: readonly string[], options: Partial<AdoptOptions> = {}) {
  count += 1;
  const out = join(folder, `app-${count}.ts`);
  const { code, report } = await adopt({ inputs, out, ...options });
  const json: Json = synthesizedApp(out, "adopted");
  return { out, code, report, json };
}

/** The resources of a stack by address, without what Terraform alone reads. */
export function resources(json: Json): Record<string, Json> {
  return Object.fromEntries(
    Object.entries<Record<string, Json>>(json.resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => [`${type}.${name}`, body]),
    ),
  );
}
