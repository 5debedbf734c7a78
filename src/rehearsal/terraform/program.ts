import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { shellWord } from "../../base/text/shell";
import { runDir } from "../home";

/**
 * Makes the `terraform` and `tofu` that commands under the rehearsal find first on their PATH.
 * @param standIn the compiled stand-in.ts
 * @returns their folder and the one that stands in for the program found
 */
export function installStandIn(program: string, standIn: string): { folder: string; path: string } {
  const folder = join(runDir, "bin");
  mkdirSync(folder, { recursive: true });
  for (const name of new Set(["terraform", "tofu", basename(program)])) {
    const path = join(folder, name);
    writeFileSync(
      path,
      `#!/bin/sh\nexec ${[process.execPath, standIn, program].map(shellWord).join(" ")} "$@"\n`,
    );
    chmodSync(path, 0o755);
  }
  return { folder, path: join(folder, basename(program)) };
}

/** Terraform's environment under a rehearsal, on top of the user's own. */
export function terraformEnvironment(reattach: string, standIn: { folder: string; path: string }) {
  return {
    PATH: [standIn.folder, process.env.PATH].join(delimiter),
    AIVEN_CDC_TERRAFORM: standIn.path,
    TERRAFORM_BINARY_NAME: standIn.path,
    TF_REATTACH_PROVIDERS: reattach,
    TF_VAR_project_name: process.env.TF_VAR_project_name ?? "rehearsal",
    // The real one has no business here: this environment is written down for those who join.
    TF_VAR_api_token: "no-token-in-a-rehearsal",
    CHECKPOINT_DISABLE: "1",
    ...cliConfig(),
    ...silenced(),
  };
}

/** Where the environment names a configuration that is not there, every command would warn of it. */
function cliConfig(): Record<string, string> {
  const named = process.env.TF_CLI_CONFIG_FILE;
  if (named === undefined || existsSync(named)) return {};
  const own = join(runDir, "terraformrc");
  writeFileSync(own, "");
  return { TF_CLI_CONFIG_FILE: own };
}

/** Options that could lead a command to the state or the data of a real deployment. */
function silenced(): Record<string, string> {
  const leading = Object.keys(process.env).filter((name) => name.startsWith("TF_CLI_ARGS"));
  return Object.fromEntries([...leading, "TF_DATA_DIR", "TF_WORKSPACE"].map((name) => [name, ""]));
}
