import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Stack } from "../stack/synthesize";
import { type Drifted, driftOf, formatDrifted, toRemember } from "./drift";
import { attachedRunDir, rememberedFile } from "./remembered-file.cjs";
import { secretsOf } from "./secrets";
import { initAdvice, readState } from "../stack/state";
import type { Resources } from "./user-config.cjs";
import { CannotRun, Misuse } from "../base/user-error";

export interface ReportOptions {
  readonly stacks: readonly Stack[];
  /** Whether to keep the code's present arguments for a later comparison. */
  readonly remember: boolean;
  readonly onLine: (line: string) => void;
}

/**
 * Tells what stays on the services of an app although its code no longer has it.
 * @returns how many arguments
 */
export async function reportDrift({ stacks, remember, onLine }: ReportOptions): Promise<number> {
  const isSecret = secretsOf();
  let found = 0;
  for (const { name, dir, json: code } of stacks) {
    const state = await readState({ name, dir });
    if (!state) {
      throw new CannotRun(
        `Stack ${name} is not initialized, so its state cannot be read; ${initAdvice({ dir })}`,
      );
    }
    if (!state.some(({ mode }) => mode === "managed")) {
      onLine(`Stack ${name}: nothing is deployed, so nothing can have drifted`);
      continue;
    }
    const remembered = rememberedOf(name);
    const known = { code, state, remembered, isSecret };
    const drifted = driftOf(known);
    const isBaseline = remember && !remembered;
    if (remember) write(name, toRemember(known));
    onLine(isBaseline ? baseline(name, drifted) : summary(name, drifted, remembered));
    for (const each of drifted) onLine(`  - ${formatDrifted(each, isSecret)}`);
    found += isBaseline ? 0 : drifted.length;
  }
  return found;
}

function summary(name: string, drifted: readonly Drifted[], remembered?: Resources): string {
  if (drifted.length === 0) {
    return `Stack ${name}: no drift, what was removed from the code is not on the services either`;
  }
  const stays = `Stack ${name}: ${counted(drifted)} on the services that the code no longer has`;
  if (remembered) {
    return `${stays}; once it is reset, \`terraform apply -refresh-only\` or the next deploy shows it`;
  }
  // a rehearsal chooses nothing by itself
  if (attachedRunDir() !== undefined) return stays;
  return (
    `${stays}, or never had: without ${rememberedFile(name)} what Aiven chose by itself looks the same; ` +
    "`npx cdc drift --remember` marks these as Aiven's choice from then on"
  );
}

function baseline(name: string, drifted: readonly Drifted[]): string {
  const file = rememberedFile(name);
  const rest = drifted.length > 0 ? `; kept as Aiven's own choice, ${counted(drifted)}:` : "";
  return `Stack ${name}: the code's arguments are kept in ${file}; commit it${rest}`;
}

function counted({ length }: readonly unknown[]): string {
  return length === 1 ? "1 argument" : `${length} arguments`;
}

function rememberedOf(name: string): Resources | undefined {
  const file = rememberedFile(name);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Resources;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Misuse(
      `${file} is not JSON; restore it, or delete it and run \`npx cdc drift --remember\``,
    );
  }
}

function write(name: string, resources: Resources): void {
  const file = rememberedFile(name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(resources, undefined, 2)}\n`);
}
