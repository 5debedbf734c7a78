import { spawn } from "node:child_process";
import { join } from "node:path";
import { home } from "../../src/base/project";

/** What came of one fault in the middle of a stream of changes. */
export interface StreamResult {
  readonly fault: string;
  readonly written: number;
  readonly missing: number;
  readonly duplicated: number;
  readonly outOfOrder: number;
  /** "12.0 s after the fault", "at once", "never". */
  readonly caughtUp: string;
}

/** Breaks each part so many times, as `npm start -- --once --fault all` does. */
export async function runStreams(
  app: string,
  { times, changes }: { times: number; changes: number },
): Promise<StreamResult[]> {
  const args = ["start", "--once", "--app", app, "--fault", "all"];
  const child = spawn(
    process.execPath,
    [
      ...[join(home, "src", "cli", "cdc.cjs"), ...args],
      ...["--times", String(times), "--changes", String(changes)],
    ],
    { cwd: home, env: { ...process.env, NO_COLOR: "1" }, stdio: ["ignore", "pipe", "inherit"] },
  );
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  // a dropped slot loses changes, so the command exits with 1; the report has how many
  await new Promise((resolve) => child.once("close", resolve));
  return streamResults(output);
}

export function streamResults(output: string): StreamResult[] {
  return output
    .split(/(?=fault \w+: )/)
    .filter((report) => /^fault \w+: .*\n\s+changes written/.test(report))
    .map((report) => {
      const number = (name: string) =>
        Number(new RegExp(`^ *${name} +(\\d+)`, "m").exec(report)?.[1]);
      return {
        fault: /^fault (\w+)/.exec(report)?.[1] ?? "",
        written: number("changes written"),
        missing: number("missing"),
        duplicated: number("duplicated"),
        outOfOrder: number("out of order"),
        caughtUp: /^ *caught up +([^;\n]*)/m.exec(report)?.[1] ?? "never",
      };
    });
}
