/** What can be ended without a thought for its data. */
interface Engine {
  discard(): Promise<void>;
}

/** Starts an engine, or gives up when the signal is aborted. */
type Start<E> = (signal: AbortSignal) => Promise<E>;

interface Begun {
  readonly asked: string;
  readonly engine: Promise<Engine>;
  readonly giveUp: AbortController;
}

/**
 * Engines that start before Terraform comes to them. An engine is handed over only to a service
 * that asks for exactly what it was started with; any other ends it and starts its own.
 */
export class PrestartedEngines {
  readonly #begun = new Map<string, Begun>();
  readonly #signals: AbortSignal[];

  constructor(signal: AbortSignal | undefined) {
    this.#signals = signal ? [signal] : [];
  }

  /** @param asked everything that the engine is started with, and that another might not be */
  begin<E extends Engine>(key: string, asked: unknown, start: Start<E>): Promise<E> {
    const giveUp = new AbortController();
    const engine = start(AbortSignal.any([...this.#signals, giveUp.signal]));
    engine.catch(() => undefined); // reported to the one that takes it
    this.#begun.set(key, { asked: JSON.stringify(asked), engine, giveUp });
    return engine;
  }

  async take<E extends Engine>(key: string, asked: unknown, start: Start<E>): Promise<E> {
    const begun = this.#begun.get(key);
    this.#begun.delete(key);
    if (begun?.asked === JSON.stringify(asked)) return begun.engine as Promise<E>;
    if (begun) await discard(begun);
    return start(AbortSignal.any(this.#signals));
  }

  /** Ends what nobody took. */
  async close(): Promise<void> {
    await Promise.all([...this.#begun.values()].map(discard));
    this.#begun.clear();
  }
}

async function discard({ engine, giveUp }: Begun): Promise<void> {
  giveUp.abort();
  await (await engine.catch(() => undefined))?.discard();
}
