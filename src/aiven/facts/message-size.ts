/**
 * Bytes. Apache Kafka's own defaults, which Aiven keeps: a producer refuses a record that is larger
 * before it is compressed, a broker refuses a batch that is larger as it was sent.
 */
export const defaultMessageSizes = {
  /** `max.request.size` of a producer. */
  producerMaxRequestSize: 1_048_576,
  /** `buffer.memory` of a producer. */
  producerBufferMemory: 33_554_432,
  /** `message.max.bytes` of the brokers, and so `max.message.bytes` of a topic. */
  messageMaxBytes: 1_048_588,
} as const;

/** Bytes, both included: what Aiven takes. */
export const messageSizeRanges = {
  producerMaxRequestSize: [131_072, 67_108_864],
  producerBufferMemory: [5_242_880, 134_217_728],
  messageMaxBytes: [0, 100_001_200],
} as const satisfies Readonly<Record<string, readonly [least: number, most: number]>>;

/** Bytes of a batch that holds a record of so many bytes: what cannot be compressed grows a little. */
export function batchBytesFor(recordBytes: number): number {
  return recordBytes + Math.ceil(recordBytes / 100);
}
