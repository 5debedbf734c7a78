import { existsSync, readFileSync } from "node:fs";
import { Misuse } from "../../base/user-error";
import { authorityFile, runDir } from "../../rehearsal/home";

export interface AuthorityOptions {
  /** What `--ca` names. @default - not given */
  readonly file?: string;
  readonly isRehearsed: boolean;
}

/**
 * Who signed the certificates of a project's services, PEM: of the option, else of the rehearsal. A
 * rehearsed stack's state need not have it, as a deployed one's need not.
 */
export function authorityFor({ file, isRehearsed }: AuthorityOptions) {
  const given = file === undefined ? undefined : readPem(file);
  return (project: string): string | undefined => {
    if (given !== undefined || !isRehearsed) return given;
    const own = authorityFile(runDir, project);
    return existsSync(own) ? readFileSync(own, "utf8") : undefined;
  };
}

function readPem(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Misuse(`--ca must name a file that can be read, got ${file}`);
  }
}
