import { type RuleGroup, ruleGroups, type RuleMessages } from "../src/aiven/rules/rules";
import { type Lifetime, lifetimes, type Versioned } from "../src/aiven/facts/versions";

const calendars: readonly { of: Versioned; title: string }[] = [
  { of: "kafka", title: "Kafka" },
  { of: "pg", title: "PostgreSQL" },
  { of: "debezium", title: "Debezium" },
];

/** The page of rules, in Markdown as Prettier leaves it. */
export function rulesPage(): string {
  return [
    "# The platform's rules",
    "Written by `npm run rules` from `src/aiven/`; changes belong there.",
    [
      "An **error** fails synth, and what Aiven's API would refuse fails the rehearsal's plan as well.",
      "A **warning** is legal and risky. What is not known before apply is not judged.",
      "Rules hold as of a day: today, or the one that `--as-of` names.",
    ].join("\n"),
    ...ruleGroups.flatMap(groupSection),
    "## Calendars",
    "A version can be had from its first day to its last, both included. At its end of life Aiven\nupgrades a service by itself.",
    ...calendars.flatMap(({ of, title }) => [`### ${title}`, calendar(lifetimes[of])]),
  ]
    .join("\n\n")
    .concat("\n");
}

function groupSection({ title, rules }: RuleGroup): string[] {
  return [`## ${title}`, rules.map(entry).join("\n")];
}

function entry({
  name,
  severity,
  refusedByAiven,
  property,
  description,
  source,
}: RuleMessages): string {
  const kind = refusedByAiven ? `${severity}, refused by Aiven` : severity;
  const from = source.startsWith("http") ? source.replace(/^\S+?(?=[,;]?(\s|$))/, "<$&>") : source;
  return `- **${name}** (${kind}; \`${property}\`): ${description} _Source: ${from}_`;
}

function calendar(versions: readonly Lifetime[]): string {
  return table([
    ["version", "from", "to", "end of life"],
    ...versions.map(({ version, creatableFrom = "", creatableUntil = "", endOfLife = "" }) => [
      version,
      creatableFrom,
      creatableUntil,
      endOfLife,
    ]),
  ]);
}

/** Columns padded to the widest cell. */
function table([head = [], ...rows]: string[][]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
