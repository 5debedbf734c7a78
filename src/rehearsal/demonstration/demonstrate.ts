import type { Client } from "pg";
import type { Operation } from "./change-event";
import { withClient } from "./database-client";
import type { Events } from "./events";
import { endedEngines } from "../cloud/explanation";
import type { SampleTable } from "../cloud/services";
import { type SlotReaders, untilRestarted } from "./slot-readers";
import { captures, sharePrefix, type Stream, streamsOf } from "./streams";
import type { LocalCloud } from "../cloud/local-cloud";
import { Misuse, UserError } from "../../base/user-error";

const timeoutMs = 45_000;
/** For each table more: the brokers make the topics one after the other. */
const streamMs = 400;
/** Debezium tries twelve times, every 5 s, to register metrics whose name another connector has. */
const metricsMs = 60_000;

/**
 * Inserts, updates and deletes rows of the sample tables, and waits for their events.
 * @throws UserError if they do not all arrive
 */
export async function demonstrate(
  cloud: LocalCloud,
  events: Events,
  signal: AbortSignal,
): Promise<void> {
  const streams = streamsOf(cloud);
  if (streams.length === 0) {
    throw new Misuse(
      "Nothing to demonstrate: no connector of this app captures a table by its name (table.include.list)",
    );
  }
  await untilGivenUp(cloud, streams, signal, async (timeout) => {
    await awaitAll(streams, events, timeout, ["snapshot"]);
    await changeAll(cloud.sampleTables);
    await awaitAll(streams, events, timeout, ["insert", "update", "delete"]);
  });
}

/**
 * The same for tables that running connectors have begun to capture: they take no snapshot of them, and
 * see nothing of what changes before their tasks have restarted.
 *
 * @param before the change, who read
 * @throws UserError if not all events arrive
 */
export async function demonstrateAdded(
  samples: readonly SampleTable[],
  before: SlotReaders,
  cloud: LocalCloud,
  events: Events,
  signal: AbortSignal,
): Promise<void> {
  const streams = streamsOf(cloud).filter(({ sample }) => samples.includes(sample));
  const readers = cloud.connectors.filter((connector) =>
    samples.some((sample) => captures(cloud, connector, sample)),
  );
  await untilGivenUp(cloud, streams, signal, async (timeout) => {
    await untilRestarted(readers, before, cloud, timeout);
    await changeAll(samples);
    await awaitAll(streams, events, timeout, ["insert", "update", "delete"]);
  });
}

/** Runs a job with a signal for when waiting makes no sense any more. */
async function untilGivenUp(
  cloud: LocalCloud,
  streams: readonly Stream[],
  signal: AbortSignal,
  job: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const giveUp = new AbortController();
  // Nothing more arrives by an engine that has ended.
  const watch = setInterval(() => endedEngines(cloud.services).length > 0 && giveUp.abort(), 200);
  const withinMs = timeoutMs + streams.length * streamMs + (sharePrefix(cloud) ? metricsMs : 0);
  const timer = setTimeout(() => giveUp.abort(), withinMs);
  try {
    await job(AbortSignal.any([signal, giveUp.signal]));
  } finally {
    clearInterval(watch);
    clearTimeout(timer);
  }
}

async function awaitAll(
  streams: readonly Stream[],
  events: Events,
  timeout: AbortSignal,
  operations: readonly Operation[],
): Promise<void> {
  const isIncomplete = (stream: Stream) =>
    operations.some(
      (operation) => events.count(stream, operation) < (stream.expected[operation] ?? 0),
    );
  // one stream at a time: with hundreds of tables, asking all of them at every event takes long
  for (const stream of streams) {
    while (isIncomplete(stream) && !timeout.aborted) await events.next(timeout);
  }
  const violations = streams.filter(isIncomplete).map((stream) => {
    const counts = operations.map(
      (operation) =>
        `${events.count(stream, operation)} of ${stream.expected[operation]} ${operation}`,
    );
    const { kafka, sample, topic } = stream;
    return (
      `Of ${sample.table} in ${sample.postgres.name} only these events arrived on topic ${topic} ` +
      `of Kafka ${events.labelOf(kafka) ?? kafka.name}: ${counts.join(", ")}`
    );
  });
  if (violations.length > 0) throw new UserError(violations.join("\n"));
}

/** Logs in once for each database, not for each of perhaps hundreds of tables. */
async function changeAll(samples: readonly SampleTable[]): Promise<void> {
  const byDatabase = new Map<string, SampleTable[]>();
  for (const sample of samples) {
    const key = JSON.stringify([sample.postgres.project, sample.postgres.name, sample.database]);
    byDatabase.set(key, [...(byDatabase.get(key) ?? []), sample]);
  }
  for (const tables of byDatabase.values()) {
    const [{ postgres, database }] = tables as [SampleTable];
    await withClient({ ...postgres.engine.admin, database }, async (client) => {
      for (const { table } of tables) await change(client, table);
    });
  }
}

async function change(client: Client, table: string): Promise<void> {
  const name = table
    .split(".")
    .map((part) => client.escapeIdentifier(part))
    .join(".");
  await client.query(`INSERT INTO ${name} (name, amount) VALUES ('Edsger', 4.20)`);
  await client.query(`UPDATE ${name} SET amount = amount + 1, updated_at = now() WHERE id = 1`);
  await client.query(`DELETE FROM ${name} WHERE id = 2`);
}
