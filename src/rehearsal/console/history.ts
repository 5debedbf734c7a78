import type { ChangeEvent } from "../demonstration/change-event";

/** An event as the console shows it. */
export interface SeenEvent extends Omit<ChangeEvent, "offset"> {
  /** Counts the events of this rehearsal, from 1. */
  readonly number: number;
  /** When it arrived, in milliseconds since 1970. */
  readonly arrivedAt: number;
  /** From the commit to the arrival; undefined for a snapshot's, and where the event does not tell. */
  readonly latencyMs?: number;
  /** 64 bits, hence a text. */
  readonly offset: string;
  /** The Kafka service, where there are several. */
  readonly kafka?: string;
}

/** So many are kept: a page that opens late still shows the first ones of a demonstration. */
const kept = 500;
/** While no page asks for them, latencies must not pile up. */
const mostLatencies = 20_000;

/** The newest events of a rehearsal. */
export class EventHistory {
  readonly #events: SeenEvent[] = [];
  readonly #latencies: { readonly at: number; readonly ms: number }[] = [];
  #count = 0;

  add(event: ChangeEvent, kafka: string | undefined, now = Date.now()): void {
    const { operation, committedAt, offset } = event;
    const isLive = operation !== "snapshot" && committedAt !== undefined;
    const latencyMs = isLive ? Math.max(0, now - committedAt) : undefined;
    if (latencyMs !== undefined) this.#latencies.push({ at: now, ms: latencyMs });
    if (this.#latencies.length > mostLatencies) this.#latencies.splice(0, mostLatencies / 2);
    this.#count += 1;
    this.#events.push({
      ...{ ...event, number: this.#count, arrivedAt: now, latencyMs, kafka },
      offset: String(offset),
    });
    if (this.#events.length > kept) this.#events.shift();
  }

  /** How many there were in all. */
  get count(): number {
    return this.#count;
  }

  /** Those after a number that are still kept, at most so many of the newest. */
  after(number: number, most = kept): SeenEvent[] {
    return this.#events.filter((event) => event.number > number).slice(-most);
  }

  /** Latencies of the events since a time; older ones are forgotten. */
  latenciesSince(time: number): number[] {
    const first = this.#latencies.findIndex(({ at }) => at >= time);
    this.#latencies.splice(0, first < 0 ? this.#latencies.length : first);
    return this.#latencies.map(({ ms }) => ms);
  }
}
