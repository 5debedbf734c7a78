import type { Service } from "../cloud/services";

/**
 * What the rehearsal puts in the place of something that a configuration refers to and does not make.
 * Terraform knows nothing of it: it ends with the rehearsal.
 */
export class StandIns {
  readonly #made = new Map<string, Promise<Service>>();
  /** By what uses it. */
  readonly #inUse = new Map<string, string>();

  has(key: string): boolean {
    return this.#made.has(key);
  }

  /** One for each key, however many ask for it at once. */
  make<S extends Service>(key: string, make: () => Promise<S>): Promise<S> {
    const known = this.#made.get(key) ?? make();
    this.#made.set(key, known);
    known.catch(() => this.#made.delete(key));
    return known as Promise<S>;
  }

  forget(key: string): void {
    this.#made.delete(key);
  }

  /** A user has one at a time; without a key it has none any more. */
  use(user: string, key: string | undefined): void {
    if (key === undefined) this.#inUse.delete(user);
    else this.#inUse.set(user, key);
  }

  isInUse(key: string): boolean {
    return [...this.#inUse.values()].includes(key);
  }
}
