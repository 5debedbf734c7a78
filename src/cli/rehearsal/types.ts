import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as outputModule from "../../launcher/output.cjs";
import type * as typesModule from "../../launcher/types.cjs";
import { home, isPackage } from "../../base/project";
import { UserError } from "../../base/user-error";

const load = createRequire(join(home, "package.json"));

export interface CheckTypesOptions {
  readonly app: string;
  /** Settles once the app has been synthesized, and with that set up. */
  readonly synthesis: Promise<unknown>;
  readonly signal: AbortSignal;
}

/** Checks an app's types beside what else is done with it; the compiler's messages, if any. */
export async function checkTypes(options: CheckTypesOptions): Promise<string | undefined> {
  const { app, synthesis, signal } = options;
  // on a first start, the synthesis generates the bindings that the compiler reads
  const bindings = join(home, ".gen", "provider-aiven");
  const areMissing = !isPackage && !existsSync(join(bindings, "lib", ".made-from"));
  if (areMissing) await synthesis.catch(() => undefined);
  if (signal.aborted) return undefined;
  const { startTypeCheck } = load("./src/launcher/types.cjs") as typeof typesModule;
  const check = startTypeCheck(app, { cwd: process.cwd() });
  signal.addEventListener("abort", check.stop);
  await check.settled;
  signal.removeEventListener("abort", check.stop);
  return check.failure()?.message;
}

/** An app often fails because of a wrong type: the compiler's message names the cause. */
export function withTypeErrors(error: unknown, message: string | undefined): unknown {
  if (message === undefined || !(error instanceof UserError)) return error;
  return new UserError(`${error.message}\n${message}`);
}

/** Removes the JSON of an app that must not be deployed. */
export function removeOutput(): void {
  const { Output } = load("./src/launcher/output.cjs") as typeof outputModule;
  new Output().remove();
}
