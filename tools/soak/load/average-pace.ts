import { batchSize } from "../../../src/rehearsal/faults/changes";
import type { Pace } from "../../../src/rehearsal/faults/stream";

/** A transaction has no more changes, however late the stream is. */
const largest = 400;
/** What was left out is made up at this multiple of the rate, and no faster. */
const most = 1.5;

/**
 * A rate that is kept on the average, also where a transaction takes long: the next has as many
 * changes as are due by then. What an outage left out is made up afterwards.
 */
export class AveragePace implements Pace {
  #written = 0;
  /** When the last transaction began. */
  #batchAt: number;

  /**
   * @param perSecond changes a second
   * @param begun when the stream begins, by performance.now()
   */
  constructor(
    private readonly perSecond: number,
    private readonly begun = performance.now(),
  ) {
    this.#batchAt = begun;
  }

  /** How many changes the transaction has that begins now; {@link batchSize} at the least. */
  next(now: number): number {
    const due = ((now - this.begun) * this.perSecond) / 1000 - this.#written;
    const room = ((now - this.#batchAt) * most * this.perSecond) / 1000;
    this.#batchAt = now;
    return Math.max(batchSize, Math.floor(Math.min(due, room, largest)));
  }

  /** Until so many changes are due again as the smallest transaction has. */
  waitMs(count: number, now: number): number {
    this.#written += count;
    const eachMs = 1000 / this.perSecond;
    const due = this.begun + (this.#written + batchSize) * eachMs;
    const room = this.#batchAt + (batchSize * eachMs) / most;
    return Math.max(0, due - now, room - now);
  }
}
