import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { folder } from "./adopted";

const page = readFileSync("docs/guides/adopting.md", "utf8");
const commands = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
  .flatMap(([, block = ""]) => block.split("\n"))
  .filter((line) => /^npx cdc adopt examples\//.test(line));

/** Those of the page that need no state and no account. */
test.each(commands)("%s", (command) => {
  const out = join(folder, `guide-${commands.indexOf(command)}.ts`);
  const [, , ...args] = command.replace("adopted.ts", out).split(" ");
  execFileSync(process.execPath, ["src/cli/cdc.cjs", ...args], { stdio: "pipe" });
  const outdir = join(folder, "cdktf.out");
  const synth = ["src/cli/cdc.cjs", "synth", out];
  execFileSync(process.execPath, synth, {
    stdio: "pipe",
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });
  expect(existsSync(join(outdir, "stacks", "adopted", "cdk.tf.json"))).toBe(true);
});

test("the guide has an example of Terraform and one of a connector", () => {
  expect(commands).toHaveLength(2);
});
