import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ruleNamesModule, rulesPage } from "../../../tools/rules-page";
import { writeFormatted } from "../../../tools/write-formatted";
import { home } from "../../base/project";

/**
 * `cdc rules`: writes docs/rules.md and the list of names from the rules, and docs/constructs from
 * the docstrings.
 */
export async function writeRules(): Promise<void> {
  await writeFormatted(join(home, "docs", "rules.md"), rulesPage());
  await writeFormatted(join(home, "src", "aiven", "rule-names.ts"), ruleNamesModule());
  // the compiler takes a second to load
  const { constructPages } = await import("../../../tools/construct-pages.js");
  const folder = join(home, "docs", "constructs");
  await mkdir(folder, { recursive: true });
  for (const { file, text } of constructPages(home)) await writeFormatted(join(folder, file), text);
}
