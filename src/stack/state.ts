import { execFile } from "node:child_process";
import { relative } from "node:path";
import { CannotRun } from "../base/user-error";
import { findTerraform } from "./terraform-program";

/** A resource or data source as Terraform's state has it. */
export interface StateResource {
  /** Without `data.`: of a data source it is that of its own. */
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

interface Shown {
  readonly values?: { readonly root_module?: { readonly resources?: readonly StateResource[] } };
}

/**
 * The resources and data sources of a stack as of its last deploy, none before its first; undefined
 * where Terraform was never initialized and cannot tell.
 */
export async function readState(
  { name, dir }: { readonly name: string; readonly dir: string },
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly StateResource[] | undefined> {
  const program = environment.TERRAFORM_BINARY_NAME ?? findTerraform();
  const args = [`-chdir=${dir}`, "show", "-json", "-no-color"];
  const { code, stdout, stderr } = await run(program, args, { ...process.env, ...environment });
  if (code === 0) {
    return (JSON.parse(stdout) as Shown).values?.root_module?.resources ?? [];
  }
  if (/(terraform|tofu) init/.test(stderr)) return undefined;
  throw new CannotRun(
    `The state of stack ${name} cannot be read; Terraform's message:\n${stderr.trim()}`,
  );
}

export function initAdvice({ dir }: { readonly dir: string }): string {
  return `run \`terraform -chdir=${relative(process.cwd(), dir)} init\`, and the command again`;
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve, reject) => {
    execFile(program, args, { env, maxBuffer: 1 << 30 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}
