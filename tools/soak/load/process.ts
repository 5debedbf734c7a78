import { KafkaAdmin } from "../../../src/clients/kafka-admin";
import type { KafkaConnection } from "../../../src/clients/kafka-connection";
import { tail } from "../../../src/clients/kafka-tail";
import { changeEvent } from "../../../src/rehearsal/demonstration/change-event";
import { type Batch, ChangePlan } from "../../../src/rehearsal/faults/changes";
import { writeAll } from "../../../src/rehearsal/faults/stream";
import { AveragePace } from "./average-pace";
import type { LoadPlan, LoadStatus, News, Order } from "./messages";
import { SoakTally } from "./tally";

/** Twice as many rows are there at a time; each is in the table for some seconds. */
const rowsBetween = 5_000;
/** Above the keys of the sample's own rows. */
const firstKey = 1_000_000;
const statusEveryMs = 250;

/** The process of the load: writes changes, reads their events, and counts, as its starter says. */
export async function runLoad(): Promise<void> {
  const stop = new AbortController();
  // Ctrl-C reaches the whole group: this one ends with its starter.
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => undefined);
  process.once("disconnect", () => stop.abort());
  const send = (news: News) => void (process.connected && process.send?.(news));
  await new Promise<void>((resolve) => {
    const orders = new Orders(send, stop.signal, resolve);
    process.on("message", (order: Order) => orders.take(order));
    stop.signal.addEventListener("abort", () => resolve());
    send({ is: "ready" });
  });
  stop.abort();
  if (process.connected) process.disconnect();
}

class Orders {
  #tally: SoakTally | undefined;

  constructor(
    private readonly send: (news: News) => void,
    private readonly signal: AbortSignal,
    private readonly end: () => void,
  ) {}

  take(order: Order): void {
    if (order.to === "start") {
      this.#run(order.plan).catch((error: unknown) => {
        if (this.signal.aborted) return;
        this.send({
          is: "failed",
          message: error instanceof Error ? error.message : String(error),
        });
      });
    } else if (order.to === "begin") this.#tally?.begin(order.fault);
    else if (order.to === "broken") this.#tally?.broken();
    else if (order.to === "over") this.#tally?.over();
    else if (order.to === "mark") this.#tally?.mark(order.below);
    else if (this.#tally) {
      this.send({ is: "report", count: this.#tally.count() });
      this.end();
    }
  }

  async #run(load: LoadPlan): Promise<void> {
    const { table, login, kafka, topic, perSecond, seconds } = load;
    const plan = new ChangePlan(firstKey, rowsBetween);
    const tally = new SoakTally(table, plan);
    this.#tally = tally;
    const from = await endOf(topic, kafka);
    const reading = tail(kafka, [topic], (record) => tally.see(changeEvent(record)), { from });
    this.signal.addEventListener("abort", () => void reading.close());
    const begun = performance.now();
    const pace = new AveragePace(perSecond, begun);
    let endedAt: number | undefined;
    const status = (): LoadStatus => ({
      ...{ written: tally.written, lag: tally.lag, at: tally.at, marked: tally.marked() },
      isWriting: endedAt === undefined,
      writingMs: (endedAt ?? performance.now()) - begun,
    });
    const telling = setInterval(() => this.send({ is: "status", status: status() }), statusEveryMs);
    try {
      const writing = writeAll({
        ...{ table, login, signal: this.signal },
        ...{ pace, batches: batchesFor(plan, pace, begun + seconds * 1_000) },
        onWritten: (count) => tally.wrote(count),
      }).finally(() => (endedAt = performance.now()));
      await Promise.all([writing, reading.done]); // reading ends with the process alone
    } finally {
      clearInterval(telling);
    }
  }
}

/** Transactions until the time is over. */
function* batchesFor(plan: ChangePlan, pace: AveragePace, until: number): Generator<Batch> {
  for (let first = 0; performance.now() < until;) {
    const count = pace.next(performance.now());
    yield { first, changes: Array.from({ length: count }, (_, nth) => plan.at(first + nth)) };
    first += count;
  }
}

/** Where a topic ends now: what is in it already is none of the load's. */
async function endOf(topic: string, kafka: KafkaConnection): Promise<Map<string, bigint>> {
  const admin = new KafkaAdmin(kafka);
  try {
    const ends = await admin.endOffsets(topic);
    return new Map([...ends].map(([partition, offset]) => [`${topic}/${partition}`, offset]));
  } finally {
    await admin.close();
  }
}
