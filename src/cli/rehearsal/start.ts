import { schemaId } from "../../base/json-output.cjs";
import { endingOf } from "./ending";
import type { StartOptions } from "./rehearse-app";
import { synthesized } from "./synthesized";
import { Terminal } from "./terminal";
import { checkTypes, removeOutput, withTypeErrors } from "./types";
import { UserError } from "../../base/user-error";

/** `cdc start`: an app, from synth to the change events of its tables, on this machine. */
export async function start(options: StartOptions): Promise<void> {
  const { app, asOf, json, notes } = options;
  const terminal = new Terminal({ json });
  terminal.report({ type: "start", schema: schemaId("start"), app });
  const ending = endingOf(terminal);
  const { signal } = ending;
  const synthesis = synthesized({ app, asOf, notes, signal }, terminal);
  synthesis.catch(() => undefined); // reported once the rehearsal is open
  const typeErrors = options.types ? checkTypes({ app, synthesis, signal }) : undefined;
  typeErrors?.then(
    (message) => message && ending.abort(), // it need not be applied to its end
    () => undefined, // reported below
  );
  try {
    // Takes about as long to load as the app to synthesize.
    const { broken, rehearseApp } = await import("./rehearse-app.js");
    const session = { terminal, signal, onEnd: () => ending.abort() };
    await rehearseApp(synthesis, {
      ...{ ...options, ...session },
      afterwards: (rehearsal, events) => broken(options, session, rehearsal, events),
    });
    await typeErrors;
  } catch (error) {
    if (!signal.aborted) throw withTypeErrors(error, await typeErrors);
  } finally {
    ending.close();
  }
  const message = await typeErrors;
  if (message === undefined) {
    terminal.report({ type: "end", exitCode: process.exitCode ?? 0 });
    return;
  }
  await synthesis.catch(() => undefined);
  removeOutput();
  throw new UserError(message);
}
