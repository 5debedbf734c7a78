import { markdownTable } from "../markdown-table";
import type { StreamResult } from "./run-streams";
import type { Outcome } from "./run-tests";

/** docs/reliability.md. */
export function reliabilityPage(
  outcomes: readonly Outcome[],
  streams: readonly StreamResult[],
  about: string,
): string {
  const lines = [
    "# Reliability",
    "",
    "Written by `npm run reliability`, which carries out every attack and accident below against real",
    `rehearsals. ${about}`,
    "",
    "A trial survives when what is expected holds afterwards. A loss is a trial that did not.",
    "",
  ];
  for (const kind of ["attack", "accident"] as const) {
    lines.push(
      kind === "attack" ? "## Attacks" : "## Accidents",
      "",
      markdownTable(
        ["what is done", "expected", "trials", "survived", "losses"],
        outcomes
          .filter(({ trial }) => trial.kind === kind)
          .map(({ trial, trials, survived, losses }) => [
            ...[trial.what, trial.expected, trials, survived],
            losses.join("; ") || "none",
          ]),
      ),
      "",
    );
  }
  if (streams.length === 0) {
    lines.push(
      "Parts broken under a stream of changes are counted in [Broken on purpose](guides/faults.md).",
      "",
    );
    return lines.join("\n");
  }
  lines.push(
    "## Parts broken under a stream of changes",
    "",
    "Each row is one fault in the middle of a stream of inserts, updates and deletes of known rows.",
    "",
    markdownTable(
      ["part", "changes", "missing", "duplicated", "out of order", "caught up after"],
      streams.map(({ fault, written, missing, duplicated, outOfOrder, caughtUp }) => [
        ...[fault, written, missing, duplicated, outOfOrder, caughtUp],
      ]),
    ),
    "",
    "A dropped replication slot takes the changes along that nobody had read: PostgreSQL keeps them",
    "nowhere else. It is reported at once, and a new snapshot follows.",
    "",
  );
  return lines.join("\n");
}
