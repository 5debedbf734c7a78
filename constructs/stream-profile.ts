import type { KafkaConnectKafkaConnectUserConfigKafkaConnect } from "@cdktf/provider-aiven/lib/kafka-connect";

/**
 * What a stream of changes is tuned for:
 *
 * - `balanced`: events within some 30 ms, few duplicates after a crash, large compressed batches
 *   under load; a worker at rest costs some percent of a core.
 * - `lowLatency`: events within some 15 ms; a worker at rest costs about a tenth of a core, and a
 *   batch under load is smaller.
 * - `bulkLoad`: the most rows a second, for a first snapshot or a backlog; an event may wait for a
 *   tenth of a second, and a killed worker repeats up to five seconds of the stream.
 */
export type StreamProfile = "balanced" | "lowLatency" | "bulkLoad";

interface StreamSettings {
  readonly workers: KafkaConnectKafkaConnectUserConfigKafkaConnect;
  readonly connector: Readonly<Record<string, number>>;
}

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
    connector: { "poll.interval.ms": 20 },
  },
  lowLatency: {
    workers: {
      offsetFlushIntervalMs: 20,
      producerCompressionType: "lz4",
      producerLingerMs: 0,
      producerBatchSize: 128 * 1024,
    },
    connector: { "poll.interval.ms": 5 },
  },
  bulkLoad: {
    workers: {
      offsetFlushIntervalMs: 5_000,
      producerCompressionType: "lz4",
      producerLingerMs: 50,
      producerBatchSize: 1024 * 1024,
    },
    connector: {
      "poll.interval.ms": 100,
      "max.batch.size": 8_192,
      "max.queue.size": 32_768,
    },
  },
};
