import { AvroDecoder, registeredSchema, type RegistryAccess } from "../../src/clients/avro-decoder";
import { type Decode, eventIn, type Seen } from "./events";

interface AvroField {
  readonly name: string;
  readonly type: unknown;
}

/** Reads what an Avro converter writes: the value as JSON, the schema as Avro has it. */
export function avroIn(registry: RegistryAccess): Decode {
  const decoder = new AvroDecoder(() => registry);
  const schemas = new Map<number, Promise<unknown>>();
  return async (bytes): Promise<Seen | undefined> => {
    const id = bytes.readInt32BE(1);
    const envelope = schemas.get(id) ?? schemaOf(registry, id);
    schemas.set(id, envelope);
    const { value } = await decoder.decode({ key: null, value: bytes });
    const seen = value ? eventIn(value.toString()) : undefined;
    const column = fieldOf(fieldOf(await envelope, "after"), "v");
    if (!seen || column === undefined) return seen;
    const schema = describeAvro(column);
    return { ...seen, schema, ...(/\blong\b/.test(schema) && { value: asNumber(seen.value) }) };
  };
}

/** The decoder writes what JavaScript's numbers cannot hold as a text. */
function asNumber(value: string | undefined): string | undefined {
  return value?.replace(/^"(-?\d+)"$/, "$1");
}

async function schemaOf(registry: RegistryAccess, id: number): Promise<unknown> {
  const registered = await registeredSchema(registry, id);
  return JSON.parse(registered?.schema ?? "null") as unknown;
}

/** The type of a field of a record, which may be null or have been named before. */
function fieldOf(type: unknown, name: string): unknown {
  const record = [type].flat().find((each) => (each as { fields?: unknown })?.fields) as
    { readonly fields: readonly AvroField[] } | undefined;
  const found = record?.fields.find((field) => field.name === name)?.type;
  // Debezium's `before` has the record, and `after` its name
  return name === "after" && typeof [found].flat().at(-1) === "string"
    ? fieldOf(type, "before")
    : found;
}

/** In a few words: "null or long, timestamp-micros, io.debezium.time.MicroTimestamp". */
export function describeAvro(type: unknown): string {
  if (Array.isArray(type)) return type.map(describeAvro).join(" or ");
  if (typeof type === "string") return type;
  const { type: kind, items, values, ...more } = type as Readonly<Record<string, unknown>>;
  const inner = items ?? values;
  const scale = more.precision === undefined ? "" : ` (${more.precision}, ${more.scale ?? 0})`;
  return [
    `${describeAvro(kind)}${inner === undefined ? "" : ` of ${describeAvro(inner)}`}`,
    ...(more.logicalType === undefined ? [] : [`${String(more.logicalType)}${scale}`]),
    ...(more["connect.name"] === undefined ? [] : [String(more["connect.name"])]),
  ].join(", ");
}
