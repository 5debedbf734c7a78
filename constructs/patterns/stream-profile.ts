import type { KafkaConnectKafkaConnectUserConfigKafkaConnect } from "@cdktf/provider-aiven/lib/kafka-connect";

/**
 * What a stream of changes is tuned for:
 *
 * - `balanced`: events within some 30 ms, few duplicates after a crash, large compressed batches
 *   under load; a worker at rest costs about a seventh of a core, a third of that for its flushes.
 * - `lowLatency`: events within some 10 ms; a worker at rest costs about a quarter of a core, and
 *   a batch under load is smaller.
 * - `bulkLoad`: the most changes a second, for a first snapshot or a backlog: a longer queue, and
 *   flushes 5 s apart, so that a killed worker repeats up to five seconds of the stream.
 */
export type StreamProfile = "balanced" | "lowLatency" | "bulkLoad";

interface StreamSettings {
  readonly workers: KafkaConnectKafkaConnectUserConfigKafkaConnect;
  readonly connector: Readonly<Record<string, number>>;
}

/**
 * What waits in the connector's queue outlives Java's young generation and is copied at each
 * collection: with a queue of 32,768 that was a third of the worker's CPU. A short queue and short
 * fetches took 15 s of it in place of 24 for a million rows of a snapshot, and a table of wide rows
 * needs a quarter of the memory (Debezium's own: 2,048, 8,192 and 10,240).
 */
const shortQueue = {
  "max.batch.size": 1_024,
  "max.queue.size": 2_048,
  "snapshot.fetch.size": 2_000,
};

/**
 * - Offsets are flushed far more often than Kafka Connect's own 60 s: what was sent since the last
 *   flush is sent again after a crash, and a connector killed before its first one starts over and
 *   misses what was deleted meanwhile (8,573 of 20,000 changes in a rehearsal). Each flush that has
 *   something to say is one small record in a compacted topic. The slot is confirmed at a flush, too.
 * - What was sent counts as flushable two polls later, so the poll interval weighs as much.
 */
export const streamSettings: Readonly<Record<StreamProfile, StreamSettings>> = {
  balanced: {
    workers: {
      offsetFlushIntervalMs: 20,
      producerCompressionType: "lz4",
      producerLingerMs: 5,
      producerBatchSize: 512 * 1024,
    },
    connector: { "poll.interval.ms": 20, ...shortQueue },
  },
  lowLatency: {
    workers: {
      offsetFlushIntervalMs: 20,
      producerCompressionType: "lz4",
      producerLingerMs: 0,
      producerBatchSize: 128 * 1024,
    },
    connector: { "poll.interval.ms": 5, ...shortQueue },
  },
  bulkLoad: {
    workers: {
      offsetFlushIntervalMs: 5_000,
      producerCompressionType: "lz4",
      producerLingerMs: 5,
      producerBatchSize: 512 * 1024,
    },
    // The longer queue moves a fifth more changes of a backlog, and takes more of the heap.
    connector: {
      "poll.interval.ms": 20,
      "max.batch.size": 2_048,
      "max.queue.size": 8_192,
      "snapshot.fetch.size": 2_000,
    },
  },
};
