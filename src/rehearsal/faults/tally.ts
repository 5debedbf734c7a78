import type { ChangeEvent } from "../demonstration/change-event";
import { type Change, numberIn } from "./changes";

/** A change that waits for longer than this was delayed by the fault, and not just by its batch. */
const promptMs = 2_000;

/** Between two events of a steady stream less time goes by. */
const silenceMs = 250;

export interface Count {
  /** Changes whose commit was acknowledged, or found to have happened. */
  readonly written: number;
  /** Events of these changes, duplicates among them. */
  readonly events: number;
  readonly missing: number;
  /** Rows whose last change is missing: what consumers hold of them is out of date. */
  readonly staleRows: number;
  /** Those of them that were deleted, and that consumers still hold. */
  readonly ghostRows: number;
  /** The first and the last number that is missing. */
  readonly missingBetween?: readonly [number, number];
  readonly duplicates: number;
  /** A change seen for the first time after a later one of its row, or a row left at an older one. */
  readonly outOfOrder: number;
  /** From the fault to the last event that it delayed. */
  readonly caughtUpMs: number;
  /** The longest that a change took from its commit to us. */
  readonly longestMs: number;
  /** The longest time between two events from the fault on. */
  readonly silentMs: number;
  /** Events of a snapshot of the table, of whatever rows. */
  readonly snapshotEvents: number;
}

/** Every change that was written against every event that arrived, change by change. */
export class Tally {
  readonly #committedAt: Float64Array;
  readonly #seenAt: Float64Array;
  readonly #deletes = new Map<number, number>();
  readonly #rows = new Map<number, { newest: number; last: number }>();
  #written = 0;
  #seen = 0;
  #events = 0;
  #outOfOrder = 0;
  #snapshotEvents = 0;
  readonly #silences: { readonly ms: number; readonly endedAt: number }[] = [];
  /** Where the last event stood. */
  at: { readonly topic: string; readonly partition: number } | undefined;
  lastEventAt = performance.now();

  constructor(
    private readonly table: string,
    private readonly changes: readonly Change[],
  ) {
    this.#committedAt = new Float64Array(changes.length);
    this.#seenAt = new Float64Array(changes.length);
    for (const [number, { key, operation }] of changes.entries()) {
      if (operation === "delete") this.#deletes.set(key, number);
    }
  }

  /** The next so many changes are in the database for good. */
  wrote(count: number): void {
    this.#committedAt.fill(performance.now(), this.#written, this.#written + count);
    this.#written += count;
  }

  get written(): number {
    return this.#written;
  }

  get unseen(): number {
    return this.changes.length - this.#seen;
  }

  see(event: ChangeEvent): void {
    if (event.table === this.table && event.operation === "snapshot") this.#snapshotEvents++;
    const number = this.#numberOf(event);
    if (number === undefined) return;
    const now = performance.now();
    const ms = now - this.lastEventAt;
    if (this.#events > 0 && ms > silenceMs) this.#silences.push({ ms, endedAt: now });
    this.at = event;
    this.lastEventAt = now;
    this.#events++;
    const { key } = this.changes[number] as Change;
    const row = this.#rows.get(key) ?? { newest: -1, last: -1 };
    if (this.#seenAt[number] === 0) {
      this.#seenAt[number] = now;
      this.#seen++;
      if (number < row.newest) this.#outOfOrder++;
    }
    this.#rows.set(key, { newest: Math.max(row.newest, number), last: number });
  }

  /** @param brokenAt when the part broke, by performance.now() */
  count(brokenAt: number): Count {
    const missing: number[] = [];
    let caughtUpMs = 0;
    let longestMs = 0;
    const written = this.changes.slice(0, this.#written);
    const lastOfRows = new Set(new Map(written.map(({ key }, number) => [key, number])).values());
    for (let number = 0; number < this.#written; number++) {
      const seenAt = this.#seenAt[number] as number;
      if (seenAt === 0) {
        missing.push(number);
        continue;
      }
      // An event may be here before the acknowledgement of its commit.
      const took = seenAt - (this.#committedAt[number] as number);
      longestMs = Math.max(longestMs, took);
      if (took > promptMs) caughtUpMs = Math.max(caughtUpMs, seenAt - brokenAt);
    }
    const [first, last] = [missing[0], missing.at(-1)];
    const stale = missing.filter((number) => lastOfRows.has(number));
    const leftBehind = [...this.#rows.values()].filter((row) => row.last < row.newest);
    return {
      written: this.#written,
      events: this.#events,
      missing: missing.length,
      staleRows: stale.length,
      ghostRows: stale.filter((number) => this.changes[number]?.operation === "delete").length,
      ...(first !== undefined && last !== undefined && { missingBetween: [first, last] as const }),
      duplicates: this.#events - this.#seen,
      outOfOrder: this.#outOfOrder + leftBehind.length,
      caughtUpMs,
      longestMs,
      silentMs: Math.max(
        0,
        ...this.#silences.filter(({ endedAt }) => endedAt > brokenAt).map(({ ms }) => ms),
      ),
      snapshotEvents: this.#snapshotEvents,
    };
  }

  #numberOf({ table, operation, before, after }: ChangeEvent): number | undefined {
    if (table !== this.table) return undefined;
    const key = Number((after ?? before)?.id);
    const number = operation === "delete" ? this.#deletes.get(key) : numberIn(after?.name);
    // Rows of the demonstration and of an earlier fault are not of this plan.
    return number !== undefined && this.changes[number]?.key === key ? number : undefined;
  }
}
