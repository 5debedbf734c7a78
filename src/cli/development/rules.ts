import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rulesPage } from "../../../tools/rules-page";
import { home } from "../../base/project";

/** `cdc rules`: writes docs/rules.md from the rules. */
export async function writeRules(): Promise<void> {
  await writeFile(join(home, "docs", "rules.md"), rulesPage());
}
