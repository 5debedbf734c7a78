/** What can be ended without a thought for its data. */
interface Engine {
  discard(): Promise<void>;
}

interface Begun {
  readonly asked: string;
  readonly engine: Promise<Engine>;
}

/**
 * Engines that start before Terraform comes to them. An engine is handed over only to a service
 * that asks for exactly what it was started with; any other ends it and starts its own.
 */
export class EarlyEngines {
  readonly #begun = new Map<string, Begun>();

  /** @param asked everything that the engine is started with, and that another might not be */
  begin<E extends Engine>(key: string, asked: unknown, start: () => Promise<E>): Promise<E> {
    const engine = start();
    engine.catch(() => undefined); // told to the one that takes it
    this.#begun.set(key, { asked: JSON.stringify(asked), engine });
    return engine;
  }

  async take<E extends Engine>(key: string, asked: unknown, start: () => Promise<E>): Promise<E> {
    const begun = this.#begun.get(key);
    this.#begun.delete(key);
    if (begun?.asked === JSON.stringify(asked)) return begun.engine as Promise<E>;
    await discard(begun);
    return start();
  }

  /** Ends what nobody took. */
  async close(): Promise<void> {
    await Promise.all([...this.#begun.values()].map(discard));
    this.#begun.clear();
  }
}

async function discard(begun: Begun | undefined): Promise<void> {
  const engine = await begun?.engine.catch(() => undefined);
  await engine?.discard();
}
