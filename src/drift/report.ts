import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Stack } from "../stack/synthesize";
import { type Drifted, driftOf, formatDrifted, isSecretArgument, toRemember } from "./drift";
import { attachedRunDir, rememberedFile } from "./remembered-file.cjs";
import { type IsSecret, secretsOf } from "./secrets";
import { initAdvice, readState } from "../stack/state";
import { pathOf, type Resources } from "./user-config.cjs";
import { CannotRun, Misuse } from "../base/user-error";

export interface ReportOptions {
  readonly stacks: readonly Stack[];
  /** Whether to keep the code's present arguments for a later comparison. */
  readonly remember: boolean;
  readonly onStack: (found: StackDrift) => void;
}

/** What one stack's code and its services have or have not in common. */
export interface StackDrift {
  readonly stack: string;
  /**
   * - `nothing-deployed`: there is nothing to compare with
   * - `compared`: what is found has drifted
   * - `remembered`: the first time; what is found is taken for Aiven's own choice
   */
  readonly outcome: "nothing-deployed" | "compared" | "remembered";
  /** Whether an earlier deploy was remembered: without, what Aiven chose by itself looks the same. */
  readonly isRemembered: boolean;
  readonly found: readonly DriftedArgument[];
}

export interface DriftedArgument {
  readonly address: string;
  readonly argument: string;
  /** @default - it is a secret */
  readonly value?: unknown;
  readonly isSecret: boolean;
  readonly message: string;
}

/** Finds what stays on the services of an app although its code no longer has it. */
export async function reportDrift({ stacks, remember, onStack }: ReportOptions): Promise<void> {
  const isSecret = secretsOf();
  for (const { name, dir, json: code } of stacks) {
    const state = await readState({ name, dir });
    if (!state) {
      throw new CannotRun(
        `Stack ${name} is not initialized, so its state cannot be read; ${initAdvice({ dir })}`,
      );
    }
    if (!state.some(({ mode }) => mode === "managed")) {
      onStack({ stack: name, outcome: "nothing-deployed", isRemembered: false, found: [] });
      continue;
    }
    const remembered = rememberedOf(name);
    const known = { code, state, remembered, isSecret };
    const found = driftOf(known).map((drifted) => reported(drifted, isSecret));
    if (remember) write(name, toRemember(known));
    const outcome = remember && !remembered ? "remembered" : "compared";
    onStack({ stack: name, outcome, isRemembered: remembered !== undefined, found });
  }
}

/** A stack's drift, for a person. */
export function driftLines({ stack, outcome, isRemembered, found }: StackDrift): string[] {
  const heading = {
    "nothing-deployed": () => `Stack ${stack}: nothing is deployed, so nothing can have drifted`,
    compared: () => summary(stack, found, isRemembered),
    remembered: () => baseline(stack, found),
  };
  return [heading[outcome](), ...found.map(({ message }) => `  - ${message}`)];
}

/** A secret is only known to be there. */
export function reported(drifted: Drifted, isSecret: IsSecret): DriftedArgument {
  const { address, steps, value } = drifted;
  const hides = isSecretArgument(drifted, isSecret);
  return {
    ...{ address, argument: pathOf(steps), isSecret: hides },
    ...(!hides && { value }),
    message: formatDrifted(drifted, isSecret),
  };
}

function summary(name: string, drifted: readonly unknown[], isRemembered: boolean): string {
  if (drifted.length === 0) {
    return `Stack ${name}: no drift, what was removed from the code is not on the services either`;
  }
  const stays = `Stack ${name}: ${counted(drifted)} on the services that the code no longer has`;
  if (isRemembered) {
    return `${stays}; once it is reset, \`terraform apply -refresh-only\` or the next deploy shows it`;
  }
  // a rehearsal chooses nothing by itself
  if (attachedRunDir() !== undefined) return stays;
  return (
    `${stays}, or never had: without ${rememberedFile(name)} what Aiven chose by itself looks the same; ` +
    "`npx cdc drift --remember` marks these as Aiven's choice from then on"
  );
}

function baseline(name: string, drifted: readonly unknown[]): string {
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
