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
  /** `public.tab1`, where the event tells. */
  readonly table?: string;
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
    ...(source?.table ? { table: `${String(source.schema)}.${String(source.table)}` } : {}),
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

function contentOf(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return /^[\x20-\x7e\s]*$/.test(text.slice(0, 200)) ? text.slice(0, 200) : `${bytes.length} bytes`;
}

/** The event as lines for a person; `strong` marks what changed. */
export function describe(event: ChangeEvent, strong: (text: string) => string): string[] {
  const key = event.key ? row(event.key) : "no key";
  const where = `${event.topic}, partition ${event.partition}, offset ${event.offset}`;
  const lines = [`${strong(event.operation.padEnd(9))} ${key}  (${where})`];
  const { before, after } = event;
  if (before) lines.push(`          before  ${row(before)}`);
  if (after) lines.push(`          after   ${row(after, changed(before, after), strong)}`);
  if (event.content) lines.push(`          ${event.content}`);
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
      const text = `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`;
      return marked?.has(name) ? mark(text) : text;
    })
    .join(" ");
}
