import { synthesize, type Stack, type SynthesizeOptions } from "../../stack/synthesize";
import { watchParent } from "./orphaned";
import type { StartOptions } from "./rehearse-app";
import { Terminal } from "./terminal";

/** `cdc start`: an app, from synth to the change events of its tables, on this machine. */
export async function start(options: StartOptions): Promise<void> {
  const { app, asOf, notes } = options;
  const terminal = new Terminal();
  const ending = new AbortController();
  const { signal } = ending;
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      terminal.doing("ending the engines");
      ending.abort();
    });
  }
  const orphaned = watchParent(() => ending.abort());
  try {
    const synthesis = synthesized({ app, asOf, notes, signal }, terminal);
    synthesis.catch(() => undefined); // told once there is a rehearsal to tell it
    // Takes about as long to load as the app to synthesize.
    const { rehearseApp } = await import("./rehearse-app.js");
    await rehearseApp(synthesis, { ...options, terminal, signal, onEnd: () => ending.abort() });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    if (signal.aborted) process.exitCode = 130;
    ending.abort(); // ends a synthesis that nobody waits for any more
    clearInterval(orphaned);
    terminal.stop();
  }
}

async function synthesized(options: SynthesizeOptions, terminal: Terminal): Promise<Stack[]> {
  terminal.doing(`synthesizing ${options.app}`);
  const stacks = await synthesize(options);
  for (const { name, resources, annotations } of stacks) {
    terminal.done(`synthesized stack ${name}: ${resources.length} resources`);
    for (const { constructPath, level, message } of annotations) {
      const text = `[${constructPath}] ${message}`;
      if (level === "@cdktf/info") terminal.done(`note: ${text}`);
      else terminal.warn(text);
    }
  }
  return stacks;
}
