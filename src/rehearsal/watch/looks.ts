import type { Guard } from "../engines/guard";

export interface LooksOptions<Seen> {
  /** What it throws is dropped: engines that an apply replaces may fail in any way, and the next look sees more. */
  readonly look: () => Promise<Seen>;
  /** Takes what a look has seen. It is not called once the looks are closed. */
  readonly onSeen: (seen: Seen) => void;
  /** @returns the milliseconds to wait between two looks */
  readonly waitMs: () => number;
  /** The end of a process that it guards is looked at without waiting. */
  readonly guard: Pick<Guard, "onForget">;
}

/** Looks over and over, one look at a time, and at once when a process of the rehearsal ends. */
export class Looks<Seen> {
  readonly #unsubscribe: () => void;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #isClosed = false;
  #timer: NodeJS.Timeout | undefined;

  /** The first look begins at once. */
  constructor(private readonly options: LooksOptions<Seen>) {
    this.#unsubscribe = options.guard.onForget(() => this.#now());
    this.#now();
  }

  /** Resolves when no look is under way any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribe();
    clearTimeout(this.#timer);
    await this.#looking;
  }

  #now(): void {
    if (this.#looking) {
      this.#lookAgain = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#looking = this.#look()
      .catch(() => undefined)
      .finally(() => this.#wait());
  }

  async #look(): Promise<void> {
    const seen = await this.options.look();
    if (!this.#isClosed) this.options.onSeen(seen);
  }

  #wait(): void {
    this.#looking = undefined;
    if (this.#isClosed) return;
    const waitMs = this.#lookAgain ? 0 : this.options.waitMs();
    this.#lookAgain = false;
    this.#timer = setTimeout(() => this.#now(), waitMs).unref();
  }
}
