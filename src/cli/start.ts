import colors from "picocolors";
import { synthesize } from "../rehearsal/app";
import { describe } from "../rehearsal/change-event";
import { connectionDetails } from "../rehearsal/connection-details";
import { demonstrate, Events } from "../rehearsal/demonstration";
import { openRehearsal } from "../rehearsal/rehearsal";
import { apply } from "../rehearsal/terraform/apply";
import { compiledStandIn } from "./stand-in";
import { Terminal } from "./terminal";

export interface StartOptions {
  readonly app: string;
  readonly once: boolean;
  readonly port?: number;
}

/** `cdc start`: an app, from synth to the change events of its tables, on this machine. */
export async function start({ app, once, port }: StartOptions): Promise<void> {
  const terminal = new Terminal();
  const ending = new AbortController();
  const { signal } = ending;
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => ending.abort());
  }
  process.on("SIGUSR2", () => undefined); // a command that was attached has ended: nothing to do

  terminal.doing(`synthesizing ${app}`);
  const stacks = await synthesize(app, signal);
  for (const { name, resources } of stacks) {
    terminal.done(`synthesized stack ${name}: ${resources} resources`);
  }
  const rehearsal = await openRehearsal({
    standIn: compiledStandIn(),
    firstPort: port,
    onProgress: (message) => terminal.done(message),
    onKafka: (kafka) => events.follow(kafka),
    signal,
  });
  const events = new Events((event) =>
    describe(event, colors.bold).forEach((line, index) =>
      index === 0 ? terminal.done(line) : terminal.print(`         ${line}`),
    ),
  );
  try {
    terminal.doing("terraform apply");
    for (const { name, dir } of stacks) {
      const made = await apply({
        dir,
        environment: rehearsal.environment,
        onWarning: (message) => terminal.warn(message),
        signal,
      });
      terminal.done(`applied stack ${name}: ${made} resources made`);
    }
    for (const type of rehearsal.heldOnly) {
      terminal.done(`${type} is held as Terraform state only: nothing here stands for it`);
    }
    terminal.doing("inserting, updating and deleting rows");
    await demonstrate(rehearsal.world, events, signal);
    terminal.stop();
    if (once) return;
    terminal.print("");
    for (const line of connectionDetails(rehearsal.world)) terminal.print(line);
    terminal.print(
      "\nIt stays up, and shows what arrives; `npm run rehearse -- COMMAND` works on it. Ctrl-C ends it.",
    );
    if (!signal.aborted) await new Promise((end) => signal.addEventListener("abort", end));
  } catch (error) {
    if (!signal.aborted) throw error;
    process.exitCode = 130;
  } finally {
    terminal.doing("ending the engines");
    await events.close();
    await rehearsal.close();
    terminal.stop();
  }
}
