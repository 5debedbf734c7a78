import type { Diagnostic } from "../../provider/resource-handler";
import type { Planned, Values } from "../../../stack/values";
import { block, text } from "../service";

export interface AskedAdministrator {
  /** @default - Aiven's own */
  readonly username?: string;
  /** @default - a generated one */
  readonly password?: string;
}

/** The administrator that `pg_user_config` asks for. */
export function askedAdministrator(config: Planned<Values>): AskedAdministrator {
  const settings = block(config as Values, "pg_user_config");
  return { username: text(settings.admin_username), password: text(settings.admin_password) };
}

/** As Aiven's API has them for a service's settings. */
const names = /^[_A-Za-z0-9][-._A-Za-z0-9]{0,63}$/;
const passwords = /^[-_A-Za-z0-9]{8,256}$/;
/** Roles of PostgreSQL itself; `postgres` is the superuser, here as at Aiven. */
const reserved = /^(postgres|public|none|pg_.*)$/;

/** What Aiven would refuse. A password is never shown. */
export function administratorViolations(planned: Planned<Values>): Diagnostic[] {
  const { username, password } = askedAdministrator(planned);
  const violation = (argument: string, must: string, got: string): Diagnostic => ({
    severity: "error",
    summary: `Aiven would refuse this ${argument}`,
    detail: `${argument} must ${must}, got ${got}`,
    // Terraform shows the line of an argument, and with it a password.
    attribute: ["pg_user_config", 0, ...(argument === "admin_password" ? [] : [argument])],
  });
  const found: Diagnostic[] = [];
  if (username !== undefined && !names.test(username)) {
    const must =
      "be 1 to 64 letters, digits, `_`, `-` and `.`, and begin with a letter, a digit or `_`";
    found.push(violation("admin_username", must, JSON.stringify(username)));
  } else if (username !== undefined && reserved.test(username)) {
    const must = "be no role of PostgreSQL itself";
    found.push(violation("admin_username", must, `"${username}"; leave it out, or use "admin"`));
  }
  if (password !== undefined && !passwords.test(password)) {
    const got = passwords.test(password.replace(/[^-_A-Za-z0-9]/g, "_"))
      ? "other characters"
      : `${password.length} characters`;
    const must = "be 8 to 256 letters, digits, `_` and `-`";
    found.push(violation("admin_password", must, got));
  }
  return found;
}
