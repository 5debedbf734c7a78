import type { Service } from "../cloud/services";

/**
 * What the rehearsal puts in the place of something that a configuration refers to and does not make.
 * Terraform knows nothing of it: it ends with the rehearsal.
 */
export class StandIns {
  readonly #made = new Map<string, Promise<Service>>();

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
}
