import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { project } from "../base/project";
import { fileName } from "./file-name";

/** Programs fetched once; wiping the folder costs the next rehearsal a minute. */
export const enginesDir = join(project, ".rehearsal", "engines");

/** One rehearsal's data, state and sockets, gone with it. */
export const runDir = resolve(process.env.AIVEN_CDC_RUN_DIR ?? join(project, ".rehearsal", "run"));

/** Whether only rehearsals use a folder of this name. */
export const isDefaultRunDir = runDir === resolve(project, ".rehearsal", "run");

/** For the logs of runs that failed: beside the run folder, which a mount point may not allow. */
export const keptLogsDirs = [
  ...(isDefaultRunDir ? [] : [`${runDir}-logs`]),
  join(project, ".rehearsal", "logs"),
];

/** A file for {@link rehearsedAuthority}. */
export function authorityFile(folder: string, of: string): string {
  return join(folder, `ca-${fileName(of)}.pem`);
}

/** What clients of a project's services trust, PEM; undefined where the rehearsal in the folder has none of them. */
export function rehearsedAuthority(of: string, folder = runDir): string | undefined {
  const file = authorityFile(folder, of);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
