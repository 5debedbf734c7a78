import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Change, kindOf, type ResourceChange } from "../../plan/change";
import { type RunOptions, runTerraform } from "./run";

const run = promisify(execFile);

/** The JSON of a plan of thousands of resources. */
const mostBytes = 512 << 20;

export interface PlanOptions extends RunOptions {
  /** Where the plan is saved, for the apply. */
  readonly out: string;
}

/** What an apply would change; reads of data and what stays as it is are left out. */
export interface Plan {
  readonly resources: readonly ResourceChange[];
  readonly outputs: readonly string[];
}

interface ShownPlan {
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Pick<Change, "actions">>>;
}

/**
 * Plans a stack with the ordinary Terraform.
 * @throws UserError with every error that Terraform reported
 */
export async function plan({ out, ...options }: PlanOptions): Promise<Plan> {
  await runTerraform("plan", [`-out=${out}`], options);
  const { dir, environment, signal } = options;
  const { stdout } = await run(
    environment.TERRAFORM_BINARY_NAME ?? "terraform",
    [`-chdir=${dir}`, "show", "-json", out],
    { env: { ...process.env, ...environment }, maxBuffer: mostBytes, signal },
  );
  const shown = JSON.parse(stdout) as ShownPlan;
  const outputs = Object.entries(shown.output_changes ?? {});
  return {
    resources: (shown.resource_changes ?? []).filter(
      (each) => each.mode === "managed" && kindOf(each) !== "none",
    ),
    outputs: outputs.flatMap(([name, { actions }]) => (actions.includes("no-op") ? [] : [name])),
  };
}
