import { DevLoop, type DevOptions } from "./dev-loop";
import { endingOf } from "./ending";
import { withRehearsal } from "./opened-rehearsal";
import { Saves } from "./saves";
import { Terminal } from "./terminal";

/** `cdc dev`: rehearses an app, and applies each save of it to what runs. */
export async function dev(options: DevOptions): Promise<void> {
  const terminal = new Terminal();
  const ending = endingOf(terminal);
  const { signal } = ending;
  const saves = new Saves(options.app);
  const session = { terminal, signal, onEnd: () => ending.abort() };
  try {
    await withRehearsal({ ...options, ...session }, (opened) =>
      new DevLoop({ ...options, ...session, ...opened, saves }).run(),
    );
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await saves.close();
    ending.close();
  }
}
