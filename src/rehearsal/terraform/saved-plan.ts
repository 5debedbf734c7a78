import { existsSync, readFileSync, statSync } from "node:fs";
import { unzipSync } from "fflate";
import { UserError } from "../../base/user-error";

/**
 * A saved plan names the state that it was made for, and Terraform applies it to that state: one of a
 * real deployment would lead a rehearsal there.
 *
 * @param state of the configuration, in this rehearsal
 * @throws UserError for a plan that a rehearsal of this configuration did not make
 */
export function mustBeRehearsed(file: string, state: string): void {
  if (!existsSync(file) || !statSync(file).isFile()) return; // Terraform says so
  if (planIn(readFileSync(file))?.includes(state) ?? true) return;
  throw new UserError(
    `${file} was not made by a rehearsal of this configuration, and leads to another state; ` +
      `make it anew: npx cdc rehearse terraform plan -out=${file}`,
  );
}

/** The plan's own part of the archive that Terraform writes; undefined if it is none. */
function planIn(archive: Buffer): Buffer | undefined {
  try {
    const { tfplan } = unzipSync(archive, { filter: ({ name }) => name === "tfplan" });
    return tfplan && Buffer.from(tfplan);
  } catch {
    return undefined;
  }
}
