import { type RunOptions, runTerraform } from "./run";

export interface ApplyOptions extends RunOptions {
  /** A saved plan. @default - what a new plan finds */
  readonly plan?: string;
}

/**
 * Applies a stack with the ordinary Terraform.
 * @returns how many resources were made
 * @throws UserError with every error that Terraform reported
 */
export async function apply({ plan, ...options }: ApplyOptions): Promise<number> {
  const messages = await runTerraform("apply", ["-auto-approve", ...(plan ? [plan] : [])], options);
  return messages.find(({ type }) => type === "change_summary")?.changes?.add ?? 0;
}
