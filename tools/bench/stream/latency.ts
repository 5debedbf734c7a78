import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { tail } from "../../../src/clients/kafka-tail";
import type { Capture } from "./capture";
import type { Engines } from "./engines/engines";
import { insertRows, stock } from "./rows";

/** Tables of a capture whose latency is measured: the one that is watched, and the one beside it. */
export const latencyTables = ["watched", "busy"] as const;

const loadRows = 50;
const loadEveryMs = 10;
/** What the table beside it takes meanwhile: a third of what the seed's settings can carry. */
export const loadPerSecond = (loadRows * 1_000) / loadEveryMs;

/**
 * From sending an INSERT to holding its event in a consumer's hands, in milliseconds, at moments
 * that have nothing to do with the connector's own rounds.
 */
export class Probe {
  readonly #sent = new Map<number, number>();
  readonly #delays = new Map<number, number>();
  #last = 0;
  #topic: string;

  constructor(
    private readonly engines: Engines,
    capture: Capture,
    private readonly signal: AbortSignal,
  ) {
    [this.#topic = ""] = capture.topics;
  }

  /** At rest, and then beside a stream of {@link loadPerSecond} changes a second. */
  async measure(samples: number): Promise<{ rest: number[]; load: number[] }> {
    const tailing = tail(this.engines.kafka.admin, [this.#topic], ({ key }) => {
      const id = Number(/"id":(\d+)/.exec(String(key))?.[1]);
      this.#delays.set(id, performance.now() - (this.#sent.get(id) ?? NaN));
    });
    try {
      // the first makes the topic, and lets the consumer find it
      await this.#delaysOf(3);
      const rest = await this.#delaysOf(samples);
      const stop = new AbortController();
      const loading = this.#load(stop.signal);
      await sleep(500, undefined, { signal: this.signal });
      const load = await this.#delaysOf(samples).finally(() => stop.abort());
      await loading;
      return { rest, load };
    } finally {
      await tailing.close();
    }
  }

  async #delaysOf(samples: number): Promise<number[]> {
    const ids: number[] = [];
    for (let n = 0; n < samples; n++) {
      const id = ++this.#last;
      ids.push(id);
      this.#sent.set(id, performance.now());
      await this.engines.client.query(
        "INSERT INTO watched VALUES ($1, 1, 'new', 9.95, 'watched', clock_timestamp())",
        [id],
      );
      await sleep(10 + Math.random() * 40, undefined, { signal: this.signal });
    }
    const deadline = Date.now() + 30_000;
    while (ids.some((id) => !this.#delays.has(id))) {
      if (Date.now() > deadline) throw new Error(`an event did not arrive on ${this.#topic}`);
      await sleep(20, undefined, { signal: this.signal });
    }
    return ids.map((id) => this.#delays.get(id) as number);
  }

  async #load(until: AbortSignal): Promise<void> {
    const client = new pg.Client(this.engines.postgres.admin);
    await client.connect();
    const started = performance.now();
    for (let batch = 0; !until.aborted; batch++) {
      const due = started + batch * loadEveryMs - performance.now();
      if (due > 0) await sleep(due);
      await insertRows(
        client,
        { ...stock, tables: ["busy"] },
        { from: batch * loadRows, count: loadRows },
      );
    }
    await client.end();
  }
}

/** @param share 0.5 for the median, 0.99 for what one of a hundred exceeds */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
