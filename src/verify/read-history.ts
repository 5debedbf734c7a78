import { Admin, ListOffsetTimestamps } from "@platformatic/kafka";
import type { Client } from "pg";
import { AvroDecoder, registryIn } from "../clients/avro-decoder";
import { tail, type TailedRecord } from "../clients/kafka-tail";
import { connectionOptions, type KafkaConnection } from "../clients/kafka-connection";
import { eventOf, type Histories, historiesOf, type TableHistory } from "./checks/history";
import { readMemberships } from "./checks/membership";
import { signalTopic, tableTopic } from "./topics";

export interface ReadHistoryOptions {
  readonly client: Client;
  readonly connection: KafkaConnection;
  readonly publication: string;
  readonly connectorName: string;
  readonly config: Readonly<Record<string, string>>;
  /** `public.orders` */
  readonly tables: readonly string[];
  readonly timeoutMs: number;
}

/** Each topic's fetch may bring megabytes. */
const topicsAtOnce = 20;
/** A partition without a readable event among so many records has none. */
const maxRecords = 200;
/** Without a record for so long, a partition that has begun is at its end. */
const idleMs = 2_000;

/** Looks at the first events of every table, and at all events of the tables that were interrupted. */
export async function readHistories(options: ReadHistoryOptions): Promise<Histories> {
  const { client, connection, publication, connectorName, config, timeoutMs } = options;
  const histories = historiesOf(await readMemberships(client, publication, options.tables));
  const avro = new AvroDecoder(() => registryIn(config));
  const reading = { connection, decode: (record: TailedRecord) => avro.decode(record) };
  const topicOf = ({ membership }: TableHistory) => tableTopic(config, membership.table);
  const topics = [...new Set(histories.map(topicOf))];
  const seen = new Set<string>();
  const unread = new Set<string>();
  for (let at = 0; at < topics.length; at += topicsAtOnce) {
    const some = topics.slice(at, at + topicsAtOnce);
    const counts = new Map<string, number>();
    const see = (record: TailedRecord) => {
      const key = keyOf(record.topic, record.partition);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      seen.add(record.topic);
      const event = eventOf(record.value);
      for (const history of histories) if (event) history.see(event);
      const isOnly = histories.filter((each) => topicOf(each) === record.topic).length === 1;
      return (isOnly && event?.transaction !== undefined) || count >= maxRecords;
    };
    const { left } = await readRecords(reading, some, see, timeoutMs);
    for (const [key, { topic }] of left) if (!counts.has(key)) unread.add(topic);
  }
  const unknown = histories.filter((each) => each.first === undefined);
  const interrupted = histories.filter((each) => each.isInterrupted && !each.isCovered);
  let isWhole = true;
  if (interrupted.length > 0) {
    const signals = signalTopic(config) ?? [];
    const see = ({ value }: TailedRecord) => {
      const event = eventOf(value);
      for (const history of interrupted) if (event) history.see(event);
      return false;
    };
    const whole = [...new Set([...interrupted.map(topicOf), ...[signals].flat()])];
    ({ isWhole } = await readRecords(reading, whole, see, timeoutMs));
  }
  return {
    ...{ publication, connectorName, config, isWhole },
    tables: histories,
    unreadable: unknown.filter((each) => seen.has(topicOf(each))).map(tableOf),
    unread: histories
      .filter((each) => !each.isInterrupted && unread.has(topicOf(each)))
      .map(tableOf),
  };
}

interface Reading {
  readonly connection: KafkaConnection;
  readonly decode: (record: TailedRecord) => TailedRecord | Promise<TailedRecord>;
}

function tableOf({ membership }: TableHistory): string {
  return membership.table;
}

/**
 * Reads topics from their beginnings to where they end now.
 *
 * @param see whether this is enough of the record's partition
 * @returns the partitions that may hold more, and whether there was the time to read everything
 */
async function readRecords(
  { connection, decode }: Reading,
  topics: readonly string[],
  see: (record: TailedRecord) => boolean,
  timeoutMs: number,
) {
  const left = await endsOf(connection, topics);
  if (left.size === 0) return { left, isWhole: true };
  const deadline = Date.now() + timeoutMs;
  const begun = new Set<string>();
  let lastAt = Date.now();
  await new Promise<void>((done) => {
    const onRecord = async (record: TailedRecord) => {
      const key = keyOf(record.topic, record.partition);
      const partition = left.get(key);
      if (!partition) return;
      lastAt = Date.now();
      begun.add(key);
      if (see(await decode(record)) || record.offset + 1n >= partition.end) left.delete(key);
      if (left.size === 0) finish();
    };
    const reader = tail(connection, topics, onRecord);
    const timer = setInterval(() => {
      const isIdle =
        Date.now() - lastAt > idleMs && [...left.keys()].every((key) => begun.has(key));
      if (isIdle || Date.now() > deadline) finish();
    }, 100);
    const finish = () => {
      clearInterval(timer);
      void reader.close().then(done);
    };
    reader.done.catch(finish);
  });
  // the last offsets may be a transaction's marks, which are no records
  return { left, isWhole: Date.now() <= deadline };
}

/** By `topic/partition` the offset after the last record, for partitions with records. */
async function endsOf(connection: KafkaConnection, topics: readonly string[]) {
  const admin = new Admin({ clientId: "cdc-verify", ...connectionOptions(connection) });
  try {
    const existing = await admin.listTopics({ includeInternals: false });
    const wanted = topics.filter((topic) => existing.includes(topic));
    const metadata = await admin.metadata({ topics: wanted, forceUpdate: true });
    const offsets = (timestamp: bigint) =>
      wanted.length === 0
        ? []
        : admin.listOffsets({
            topics: wanted.map((name) => ({
              name,
              partitions: Array.from(
                { length: metadata.topics.get(name)?.partitionsCount ?? 0 },
                (_, partitionIndex) => ({ partitionIndex, timestamp }),
              ),
            })),
          });
    const flat = (listed: Awaited<ReturnType<typeof offsets>>) =>
      listed.flatMap(({ name, partitions }) =>
        partitions.map(
          ({ partitionIndex, offset }) =>
            [keyOf(name, partitionIndex), { topic: name, end: offset }] as const,
        ),
      );
    const firsts = new Map(flat(await offsets(ListOffsetTimestamps.EARLIEST)));
    const ends = flat(await offsets(ListOffsetTimestamps.LATEST));
    return new Map(ends.filter(([key, { end }]) => end > (firsts.get(key)?.end ?? 0n)));
  } finally {
    await admin.close();
  }
}

function keyOf(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}
