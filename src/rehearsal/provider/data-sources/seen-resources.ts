import type { Values } from "../../../stack/values";

/** The resources that the rehearsal has seen, by type and id: data sources look here. */
export class SeenResources {
  readonly #resources = new Map<string, Map<string, Values>>();

  remember(type: string, state: Values): void {
    const resources = this.#resources.get(type) ?? new Map<string, Values>();
    this.#resources.set(type, resources.set(String(state.id), state));
  }

  forget(type: string, state: Values): void {
    this.#resources.get(type)?.delete(String(state.id));
  }

  of(type: string): readonly Values[] {
    return [...(this.#resources.get(type)?.values() ?? [])];
  }
}
