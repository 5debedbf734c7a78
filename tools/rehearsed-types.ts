import { markdownTable } from "./markdown-table";
import type { Coverage } from "../src/rehearsal/resources/coverage";

const begin =
  "<!-- Made from src/rehearsal/resources/coverage.ts by `npm run rules`; edits are lost. -->";
const end = "<!-- The end of what is made. -->";

/** The page with a current table of what each type of the provider is in a rehearsal. */
export function withTypesTable(
  page: string,
  types: readonly string[],
  coverage: Readonly<Record<string, Coverage>>,
): string {
  const [before, rest = ""] = page.split(begin);
  const [, after] = rest.split(end);
  if (before === undefined || after === undefined) {
    throw new Error(`the page must have these two lines:\n${begin}\n${end}`);
  }
  return `${before}${begin}\n\n${typesTable(types, coverage)}\n\n${end}${after}`;
}

function typesTable(
  types: readonly string[],
  coverage: Readonly<Record<string, Coverage>>,
): string {
  const rows = types.toSorted().map((type) => {
    const { real = "", stateOnly = "", refused = "" } = coverage[type] ?? { stateOnly: "yes" };
    return [`\`${type}\``, real, stateOnly, refused];
  });
  return markdownTable(["type", "real", "state only", "refused"], rows);
}
