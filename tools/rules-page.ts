import { markdownTable } from "./markdown-table";
import type { RuleSummary } from "../src/aiven/rules/rule";
import { allRules, type RuleGroup, ruleGroups } from "../src/aiven/rules/rules";
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
      "An **error** fails synth; one that Aiven's API refuses fails the rehearsal's plan as well.",
      "A **warning** works, with a harm that its message names. A **note** is advice, shown by",
      "`npx cdc check` and by `--notes`, silent otherwise. A value that is unknown before apply is not",
      "checked. Rules apply as of a day: today, or the day of `--as-of`. Every message ends with the",
      "rule's name in brackets, and `acknowledge(scope, { rules: [name], reason })` turns the rule's",
      "violations beneath the scope into notes that carry the reason.",
    ].join("\n"),
    ...ruleGroups.flatMap(groupSection),
    "## Calendars",
    "Aiven creates services with a version from its first day to its last, both included. At its end of\nlife Aiven upgrades the service by itself. Of an announced version Aiven has published no day.",
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
}: RuleSummary): string {
  const kind = refusedByAiven ? `${severity}, refused by Aiven` : severity;
  const from = source.startsWith("http") ? source.replace(/^\S+?(?=[,;]?(\s|$))/, "<$&>") : source;
  return `- **${name}** (${kind}; \`${property}\`): ${description} _Source: ${from}_`;
}

function calendar(versions: readonly Lifetime[]): string {
  return markdownTable(
    ["version", "from", "to", "end of life"],
    versions.map(({ version, announced, creatableFrom, creatableUntil = "", endOfLife = "" }) => [
      version,
      creatableFrom ?? (announced ? "announced" : ""),
      creatableUntil,
      endOfLife,
    ]),
  );
}

/** The names of all rules as a module, so that a misspelt one is a type error. */
export function ruleNamesModule(): string {
  return [
    "/** Written by `npm run rules`: the names that `acknowledge` accepts. */",
    "export const ruleNames = [",
    ...allRules.map(({ name }) => `  ${JSON.stringify(name)},`),
    "] as const;",
    "",
    "export type RuleName = (typeof ruleNames)[number];",
    "",
  ].join("\n");
}
