import { cpSync } from "node:fs";
import { join } from "node:path";
import type { Cdc } from "./cdc";

/** A configuration of test/rehearsal/configurations, in a folder of its own as its owner has it. */
export function configuration(cdc: Cdc, name: string) {
  const dir = join(cdc.folder, name);
  cpSync(join("test/rehearsal/configurations", name), dir, { recursive: true });
  const terraform = async (...args: string[]) => {
    const { code, stdout, stderr } = await cdc.run([
      ...["rehearse", "terraform", `-chdir=${dir}`, ...args, "-no-color"],
    ]);
    return { code, stdout, text: stdout + stderr };
  };
  /** Like `terraform`, and fails with the end of what it printed, where the error is. */
  const succeed = async (...args: string[]) => {
    const { code, text } = await terraform(...args);
    if (code !== 0) {
      const end = text.split("\n").slice(-60).join("\n");
      throw new Error(`terraform ${args.join(" ")} ended with ${code}:\n${end}`);
    }
    return text;
  };
  return { dir, terraform, succeed };
}
