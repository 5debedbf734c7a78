import { isUtf8 } from "node:buffer";
import { printable } from "../../base/text/printable";

/** A record of a topic, as far as a change event is concerned. */
export interface EventRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

export type Operation =
  "snapshot" | "insert" | "update" | "delete" | "truncate" | "message" | "tombstone" | "other";

type Row = Readonly<Record<string, unknown>>;

/** One of Debezium's events, whether or not it carries its schema. */
export interface ChangeEvent {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly operation: Operation;
  /** `topic.prefix` of the connector, where the event names it. */
  readonly prefix?: string;
  /** Where the event names it. */
  readonly database?: string;
  /** `public.tab1`, where the event tells. */
  readonly table?: string;
  /** When the change was committed, in milliseconds since 1970; of a snapshot, when the row was read. */
  readonly committedAt?: number;
  readonly key?: Row;
  readonly before?: Row;
  readonly after?: Row;
  /** What a record is that is no change event: an unwrapped row, a heartbeat, something in Avro. */
  readonly content?: string;
}

const operations: Readonly<Record<string, Operation>> = {
  r: "snapshot",
  c: "insert",
  u: "update",
  d: "delete",
  t: "truncate",
  m: "message",
};

export function changeEvent(record: EventRecord): ChangeEvent {
  const { topic, partition, offset } = record;
  const at = { topic, partition, offset, key: payload(record.key) };
  if (record.value === null) return { ...at, operation: "tombstone" };
  const value = payload(record.value);
  const operation = operations[String(value?.op)];
  if (!value || !operation) {
    return { ...at, operation: "other", content: contentOf(record.value) };
  }
  const source = value.source as Row | undefined;
  return {
    ...at,
    operation,
    ...(source?.name ? { prefix: String(source.name) } : {}),
    ...(source?.db ? { database: String(source.db) } : {}),
    ...(source?.table ? { table: `${String(source.schema)}.${String(source.table)}` } : {}),
    ...(typeof source?.ts_ms === "number" && { committedAt: source.ts_ms }),
    ...(value.before ? { before: value.before as Row } : {}),
    ...(value.after ? { after: value.after as Row } : {}),
  };
}

/** With schemas on, Connect's JSON wraps everything in `{ schema, payload }`. */
function payload(bytes: Buffer | null): Row | undefined {
  if (bytes === null) return undefined;
  try {
    const value = JSON.parse(bytes.toString("utf8")) as Row | null;
    if (typeof value !== "object" || value === null) return undefined;
    return "schema" in value && "payload" in value ? (value.payload as Row) : value;
  } catch {
    return undefined;
  }
}

/** Control characters that no text has, such as the zero that Avro's messages begin with. */
const binary = /[\0-\x08\x0e-\x1a\x1c-\x1f]/; // eslint-disable-line no-control-regex

function contentOf(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return isUtf8(bytes) && !binary.test(text) ? text : `${bytes.length} bytes`;
}

export interface DescribeOptions {
  /** Marks what changed. */
  readonly strong: (text: string) => string;
  /** The Kafka that the event arrived on. @default - left out, where there is only one */
  readonly kafka?: string;
}

/**
 * The event as lines for a person. What a row holds is escaped and cut: it may come from anyone.
 */
export function describe(event: ChangeEvent, { strong, kafka }: DescribeOptions): string[] {
  const key = event.key ? row(event.key) : "no key";
  const where = [
    ...(kafka === undefined ? [] : [printable(kafka)]),
    printable(event.topic),
    `partition ${event.partition}`,
    `offset ${event.offset}`,
  ].join(", ");
  const lines = [`${strong(event.operation.padEnd(9))} ${key}  (${where})`];
  const { before, after } = event;
  if (before) lines.push(`          before  ${row(before)}`);
  if (after) lines.push(`          after   ${row(after, changed(before, after), strong)}`);
  if (event.content) lines.push(`          ${printable(event.content)}`);
  return lines;
}

function changed(before: Row | undefined, after: Row): ReadonlySet<string> {
  if (!before) return new Set();
  return new Set(
    Object.keys(after).filter(
      (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
    ),
  );
}

function row(values: Row, marked?: ReadonlySet<string>, mark = (text: string) => text): string {
  return Object.entries(values)
    .map(([name, value]) => {
      const text = `${printable(name)}=${printable(typeof value === "string" ? value : JSON.stringify(value))}`;
      return marked?.has(name) ? mark(text) : text;
    })
    .join(" ");
}
