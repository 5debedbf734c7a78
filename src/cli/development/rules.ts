import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { withTypesTable } from "../../../tools/rehearsed-types";
import { ruleNamesModule, rulesPage } from "../../../tools/rules-page";
import { writeFormatted } from "../../../tools/write-formatted";
import { home } from "../../base/project";
import { readFacts } from "../../rehearsal/provider/facts";
import { coverage } from "../../rehearsal/resources/coverage";

/**
 * `cdc rules`: writes docs/rules.md and the list of names from the rules, the table of types in
 * docs/rehearsal.md from what it covers, and docs/constructs from the docstrings.
 */
export async function writeRules(): Promise<void> {
  await writeFormatted(join(home, "docs", "rules.md"), rulesPage());
  await writeFormatted(join(home, "src", "aiven", "rule-names.ts"), ruleNamesModule());
  const page = join(home, "docs", "rehearsal.md");
  const { resources } = readFacts(join(home, ".gen", "provider-aiven", "facts"));
  const text = await readFile(page, "utf8");
  await writeFormatted(page, withTypesTable(text, Object.keys(resources), coverage));
  // the compiler takes a second to load
  const { constructPages } = await import("../../../tools/reference/construct-pages.js");
  const folder = join(home, "docs", "constructs");
  await mkdir(folder, { recursive: true });
  for (const { file, text } of constructPages(home)) await writeFormatted(join(folder, file), text);
}
