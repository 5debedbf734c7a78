import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { home } from "../../base/project";

/** The program that runs in place of `terraform` under a rehearsal, compiled. */
export function compiledStandIn(): string {
  const compiled = join(home, "program", "stand-in.cjs"); // in the package
  if (existsSync(compiled)) return compiled;
  const { compile } = createRequire(join(home, "package.json"))("./src/launcher/compile.cjs") as {
    compile(entry: string, options: { cwd: string; format: "cjs" }): string;
  };
  return compile("src/rehearsal/terraform/stand-in.ts", { cwd: home, format: "cjs" });
}
