import type { Diagnostic } from "../../provider/resource-handler";
import type { Planned } from "../../../stack/values";
import type { ConnectionPoolState } from "./connection-pool";

const modes = ["session", "statement", "transaction"];
const largestSize = 10_000;

/**
 * What the provider itself looks at before it asks Aiven for anything: the validators of
 * internal/plugin/service/pg/connectionpool in aiven/terraform-provider-aiven.
 */
export function poolViolations(planned: Planned<ConnectionPoolState>): Diagnostic[] {
  const { pool_name: name, database_name: database, username } = planned;
  const { pool_mode: mode, pool_size: size } = planned;
  const texts = [
    { attribute: "pool_name", value: name, least: 0, most: 63 },
    { attribute: "database_name", value: database, least: 0, most: 63 },
    { attribute: "username", value: username, least: 1, most: 64 },
  ];
  const found = texts.flatMap(({ attribute, value, least, most }) => {
    if (typeof value !== "string" || (value.length >= least && value.length <= most)) return [];
    const must = least === 0 ? `at most ${most}` : `${least} to ${most}`;
    return violation(attribute, `have ${must} characters, got ${value.length}`);
  });
  if (typeof mode === "string" && !modes.includes(mode)) {
    found.push(
      violation("pool_mode", `be one of ${modes.join(", ")}, got ${JSON.stringify(mode)}`),
    );
  }
  const isNumber = typeof size === "number" || typeof size === "bigint";
  if (isNumber && (size < 1 || size > largestSize)) {
    found.push(violation("pool_size", `be from 1 to ${largestSize}, got ${size}`));
  }
  return found;
}

function violation(attribute: string, must: string): Diagnostic {
  return {
    severity: "error",
    summary: "Invalid Attribute Value",
    detail: `${attribute} must ${must}`,
    attribute: [attribute],
  };
}
