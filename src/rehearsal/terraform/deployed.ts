import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Whether any configuration has something deployed, which Terraform's states know best: types that
 * exist in a state only, imported resources, those of other providers, and outputs.
 */
export function hasDeployed(runDir: string): boolean {
  return [
    ...statesIn(join(runDir, "state")),
    // where Terraform keeps the states of workspaces
    ...statesIn(join(runDir, "mirror"), "terraform.tfstate.d"),
  ].some(isInUse);
}

function statesIn(folder: string, below?: string): string[] {
  return entries(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name === ".terraform") return [];
      return statesIn(path, entry.name === below ? undefined : below);
    }
    return below === undefined && entry.isFile() && entry.name === "terraform.tfstate"
      ? [path]
      : [];
  });
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** What cannot be read may name something that is deployed. */
function isInUse(file: string): boolean {
  try {
    const { resources = [], outputs = {} } = JSON.parse(readFileSync(file, "utf8")) as {
      resources?: { mode?: string }[];
      outputs?: object;
    };
    return resources.some(({ mode }) => mode !== "data") || Object.keys(outputs).length > 0;
  } catch {
    return true;
  }
}
