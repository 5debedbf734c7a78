import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { collect } from "../../../tools/event-types/collect";
import { differencesBetween } from "../../../tools/event-types/differences";
import { eventTypesPage } from "../../../tools/event-types/page";
import { formattedAs, writeFormatted } from "../../../tools/write-formatted";
import { home } from "../../base/project";
import { exitCodes } from "../../base/user-error";
import { Terminal } from "../rehearsal/terminal";

export interface EventTypesOptions {
  /** Compares, and writes nothing. */
  readonly check: boolean;
}

/** `cdc event-types`: inserts a value of every type, and writes what arrives into docs/guides/types.md. */
export async function eventTypes({ check }: EventTypesOptions): Promise<void> {
  const page = join(home, "docs", "guides", "types.md");
  const terminal = new Terminal();
  try {
    const text = eventTypesPage(await collect((message) => terminal.doing(message)));
    if (!check) return await writeFormatted(page, text);
    const differences = differencesBetween(
      await readFile(page, "utf8"),
      await formattedAs(page, text),
    );
    differences.forEach((line) => terminal.print(line));
    if (differences.length > 0) process.exitCode = exitCodes.finding;
  } finally {
    terminal.stop();
  }
}
