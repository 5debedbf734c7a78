import type { ResourceHandler } from "./resource-handler";
import type { ResourceType } from "./facts";
import type { Values } from "../../stack/values";

/** The handler of a type without one of its own: it exists in Terraform's state and nowhere else. */
export const stateOnly: ResourceHandler = {
  create: () => undefined,
  read: (state) => state,
  update: () => undefined,
  delete: () => undefined,
};

/** A write-only argument counts while it is applied and is never kept. */
export function withWriteOnly(type: ResourceType, values: Values, config: Values): Values {
  const kept = { ...values };
  for (const { name, write_only: isWriteOnly } of type.block.attributes) {
    if (isWriteOnly) kept[name] = config[name] ?? null;
  }
  return kept;
}
