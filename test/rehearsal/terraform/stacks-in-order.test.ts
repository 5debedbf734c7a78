import { join } from "node:path";
import { Cdc } from "../support/cdc";

const cdc = new Cdc();
afterAll(() => cdc.close());

const terraform = async (stack: string, ...args: string[]) => {
  const dir = join(cdc.outdir.CDKTF_OUTDIR, "stacks", stack);
  const env = { TF_VAR_api_token: "unused" };
  const { code, stdout, stderr } = await cdc.run(
    ["rehearse", "terraform", `-chdir=${dir}`, ...args, "-no-color"],
    env,
  );
  if (code !== 0) throw new Error(`terraform ${args.join(" ")} of ${stack}:\n${stdout}${stderr}`);
  return stdout;
};

test("a team's stack is made on the platform's and destroyed before it", async () => {
  const { code, stderr } = await cdc.run([
    "synth",
    "examples/several-stacks/platform.ts",
    "--no-types",
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });

  expect(await terraform("platform", "apply", "-auto-approve")).toContain("Resources: 3 added");
  expect(await terraform("orders", "apply", "-auto-approve")).toContain("Resources: 5 added");
  for (const stack of ["platform", "orders"]) await terraform(stack, "plan", "-detailed-exitcode");
  expect(await terraform("orders", "destroy", "-auto-approve")).toContain("5 destroyed");
  expect(await terraform("platform", "destroy", "-auto-approve")).toContain("3 destroyed");
  expect(cdc.leftSomething).toBe(false);
}, 180_000);
