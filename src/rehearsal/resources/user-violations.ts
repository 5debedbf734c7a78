import type { Diagnostic } from "../provider/resource-handler";
import { isUnknown, type Planned, type Values } from "../../stack/values";

/** The arguments that users of all services share. */
export interface UserState extends Values {
  project: string;
  service_name: string;
  username: string;
  password: string | null;
  password_wo: string | null;
  password_wo_version: number | null;
  type: string | null;
}

/** What the provider itself looks at before it asks Aiven for anything. */
export function userViolations(
  planned: Planned<UserState>,
  prior: UserState | undefined,
): Diagnostic[] {
  const { username, password, password_wo: secret, password_wo_version: version } = planned;
  const violation = (attribute: string, detail: string): Diagnostic => ({
    severity: "error",
    summary: "Invalid Attribute",
    detail,
    // Terraform shows the line of an argument, and with it a password.
    ...(isPassword(attribute) ? {} : { attribute: [attribute] }),
  });
  const diagnostics: Diagnostic[] = [];
  if (typeof username === "string" && username.length > 64) {
    diagnostics.push(
      violation("username", `username must have at most 64 characters, got ${username.length}`),
    );
  }
  for (const [name, value] of Object.entries({ password, password_wo: secret })) {
    if (typeof value !== "string" || (value.length >= 8 && value.length <= 256)) continue;
    diagnostics.push(violation(name, `${name} must have 8 to 256 characters, got ${value.length}`));
  }
  const isSecret = secret !== null && secret !== undefined;
  const hasVersion = version !== null && version !== undefined;
  if (isSecret !== hasVersion && !isUnknown(secret) && !isUnknown(version)) {
    diagnostics.push(
      violation(
        isSecret ? "password_wo" : "password_wo_version",
        "password_wo and password_wo_version go together; set both or none",
      ),
    );
  }
  const isConfigured = typeof password === "string" && password !== prior?.password;
  if (isSecret && isConfigured) {
    diagnostics.push(
      violation("password", "password must not be set beside password_wo; leave one out"),
    );
  }
  if (hasVersion && !isUnknown(version) && version < 1) {
    diagnostics.push(
      violation("password_wo_version", `password_wo_version must be at least 1, got ${version}`),
    );
  }
  return diagnostics;
}

function isPassword(attribute: string): boolean {
  return attribute === "password" || attribute === "password_wo";
}
