import { ApiError, type ResourceHandler } from "./resource-handler";
import type { ResourceType } from "./facts";
import type { Block } from "./schema";
import type { Value, Values } from "../../stack/values";

/** The resources that the rehearsal has seen, by type and id: data sources look here. */
export class StateOnlyResources {
  readonly #resources = new Map<string, Map<string, Values>>();

  remember(type: string, state: Values): void {
    const resources = this.#resources.get(type) ?? new Map<string, Values>();
    this.#resources.set(type, resources.set(String(state.id), state));
  }

  forget(type: string, state: Values): void {
    this.#resources.get(type)?.delete(String(state.id));
  }

  /** The attributes of a data source, taken from the one resource of its type that it names. */
  find(type: string, block: Block, config: Values): Values {
    const asked = block.attributes.filter(({ name }) => (config[name] ?? null) !== null);
    const found = [...(this.#resources.get(type)?.values() ?? [])].find((state) =>
      asked.every(({ name }) => state[name] === config[name]),
    );
    if (!found) {
      const named = asked
        .filter(({ sensitive }) => !sensitive)
        .map(({ name }) => `${name} = ${JSON.stringify(config[name] as Value & string)}`);
      throw new ApiError(
        `No ${type} found`,
        `The rehearsal knows no ${type} with ${named.join(", ")}. It knows what Terraform has ` +
          "created or refreshed in it, and nothing that exists only at Aiven.",
      );
    }
    const names = [...block.attributes, ...block.blocks].map(({ name }) => name);
    return Object.fromEntries(names.map((name) => [name, found[name] ?? null]));
  }
}

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
