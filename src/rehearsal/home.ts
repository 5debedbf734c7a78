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

/** What clients of a project's services trust, PEM; there once one of them runs. */
export function authorityFile(folder: string, of: string): string {
  return join(folder, `ca-${fileName(of)}.pem`);
}
