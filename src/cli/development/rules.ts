import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ruleNamesModule, rulesPage } from "../../../tools/rules-page";
import { home } from "../../base/project";

/** `cdc rules`: writes docs/rules.md and the list of names from the rules. */
export async function writeRules(): Promise<void> {
  await writeFile(join(home, "docs", "rules.md"), rulesPage());
  await writeFile(join(home, "src", "aiven", "rule-names.ts"), ruleNamesModule());
}
