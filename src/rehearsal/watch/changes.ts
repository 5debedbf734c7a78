import type { Health } from "./health";

interface Known {
  readonly health: Health;
  readonly since: number;
  readonly reported: boolean;
}

/** What is to be reported. */
export interface Change {
  readonly kind: "problem" | "recovery";
  /** One line. */
  readonly message: string;
}

/** Tells apart which problems are new, known, and gone. */
export class Changes {
  readonly #known = new Map<string, Known>();

  /**
   * @param found how the parts are that can be judged now; a problem of any other stays as it was
   * @param now in milliseconds, on any clock that goes forward
   * @returns what got worse or better since the last call
   */
  since(found: readonly Health[], now: number): Change[] {
    return found.flatMap((health): Change[] => {
      const { part, problem, afterMs = 0, recovered } = health;
      const known = this.#known.get(part);
      if (problem === undefined) {
        this.#known.delete(part);
        return known?.reported ? [{ kind: "recovery", message: `${part} ${recovered}` }] : [];
      }
      const since = known?.since ?? now;
      const isDue = now - since >= afterMs;
      const wasReported = known?.reported ?? false;
      const isNews = isDue && !(wasReported && isSame(known?.health.problem, problem));
      this.#known.set(part, { health, since, reported: isDue || wasReported });
      return isNews ? [{ kind: "problem", message: `${part} ${problem}` }] : [];
    });
  }

  /** Forgets parts without a word: what they belong to was destroyed. */
  keepOnly(exists: (health: Health) => boolean): void {
    for (const [part, { health }] of this.#known) {
      if (!exists(health)) this.#known.delete(part);
    }
  }

  /** What was reported and lasts, a line each. */
  get problems(): string[] {
    return [...this.#known.values()]
      .filter(({ reported }) => reported)
      .map(({ health: { part, problem } }) => `${part} ${problem}`);
  }

  /** Milliseconds until a problem that was seen has lasted long enough; Infinity without any. */
  dueInMs(now: number): number {
    const waiting = [...this.#known.values()]
      .filter(({ reported }) => !reported)
      .map(({ since, health: { afterMs = 0 } }) => since + afterMs - now);
    return Math.max(0, Math.min(...waiting));
  }
}

/** A position, a count or a process id in it makes no other problem of it. */
function isSame(known: string | undefined, problem: string): boolean {
  const withoutNumbers = (text: string | undefined) => text?.replace(/\d+/g, "0");
  return withoutNumbers(known) === withoutNumbers(problem);
}
