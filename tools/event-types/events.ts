/** What an event has in the column of the sample. */
export interface Seen {
  readonly table: string;
  readonly id: number;
  readonly op: string;
  /** As it is written, in JSON; undefined where the event has no such column. */
  readonly value?: string;
  /** Type, name and parameters: "int64 io.debezium.time.MicroTimestamp". */
  readonly schema?: string;
}

/** What arrived. */
export interface Collected {
  /** By reader, then by {@link eventKey}: the last event of each row. */
  readonly events: ReadonlyMap<string, ReadonlyMap<string, Seen>>;
  /** Why the task ended, by the reader of a hazard. */
  readonly failures: ReadonlyMap<string, string>;
  /** "PostgreSQL 18.4" */
  readonly database: string;
}

export function eventKey(table: string, id: number): string {
  return `${table}/${id}`;
}

/** What a converter wrote, read again; undefined for a record that is no change of a sample. */
export type Decode = (value: Buffer) => Seen | undefined | Promise<Seen | undefined>;

interface Schema {
  readonly type: string;
  readonly name?: string;
  readonly field?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly default?: unknown;
  readonly items?: Schema;
  readonly keys?: Schema;
  readonly values?: Schema;
  readonly fields?: readonly Schema[];
}

interface Payload {
  readonly op: string;
  readonly after?: { readonly id: number; readonly v?: unknown } | null;
  readonly source: { readonly table: string };
}

interface Envelope {
  readonly schema: Schema;
  readonly payload: Payload;
}

/** Of Kafka Connect's JSON with schemas. */
export function decodeJson(bytes: Buffer): Seen | undefined {
  const { schema, payload } = JSON.parse(bytes.toString()) as Envelope;
  const columns = schema.fields?.find(({ field }) => field === "after")?.fields ?? [];
  const column = columns.find(({ field }) => field === "v");
  const seen = eventOf(payload, bytes.toString());
  return seen && column ? { ...seen, schema: describeSchema(column) } : seen;
}

/** Of an event without a schema. */
export function eventIn(text: string): Seen | undefined {
  return eventOf(JSON.parse(text) as Payload, text);
}

function eventOf({ after, source, op }: Payload, text: string): Seen | undefined {
  if (!after) return undefined;
  const seen = { table: source.table, id: after.id, op };
  return Object.hasOwn(after, "v") ? { ...seen, value: valueIn(text) } : seen;
}

/** As text: a number of JavaScript's would lose digits, and show 1.0 as 1. */
function valueIn(text: string): string {
  const from = text.indexOf('"v":', text.lastIndexOf('"after":{')) + '"v":'.length;
  const written = text.slice(from, text.indexOf('},"source":{', from));
  const isText = written.startsWith('"');
  return isText ? JSON.stringify(JSON.parse(written)) : written;
}

/** In a few words: "array of string io.debezium.data.Enum (allowed sad,ok)". */
export function describeSchema({ type, name, parameters, ...more }: Schema): string {
  const inner =
    type === "array" && more.items
      ? ` of ${describeSchema(more.items)}`
      : type === "map" && more.keys && more.values
        ? ` of ${describeSchema(more.keys)} to ${describeSchema(more.values)}`
        : "";
  const told = [
    ...Object.entries(parameters ?? {}).map(([key, value]) => `${key} ${value}`),
    ...(more.default === undefined ? [] : [`default ${JSON.stringify(more.default)}`]),
  ];
  return [type + inner, name, told.length > 0 ? `(${told.join(", ")})` : undefined]
    .filter((part) => part !== undefined)
    .join(" ");
}
