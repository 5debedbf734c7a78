import { readFileSync } from "node:fs";
import { Misuse } from "../../base/user-error";
import { rehearsedAuthority } from "../../rehearsal/home";

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
    return given ?? (isRehearsed ? rehearsedAuthority(project) : undefined);
  };
}

function readPem(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Misuse(`--ca must name a file that can be read, got ${file}`);
  }
}
