import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Produced } from "./rehearsal";
import { avscOf } from "./samples";

const login = { username: "orders-reader", password: "of-the-registry" };

interface Order {
  readonly id: number;
  readonly name: string;
  readonly amount: string;
  readonly updated_at: string;
  readonly note?: string;
}

const column = (name: string, type: unknown) => ({ name, type });
const columns = [
  column("id", "int"),
  column("name", "string"),
  column("amount", "string"),
  column("updated_at", { type: "string", "connect.name": "io.debezium.time.ZonedTimestamp" }),
];
const record = (name: string, fields: readonly object[]) => ({
  ...{ type: "record", name, namespace: "shop.public.orders", fields },
});
/** As Debezium's: the row's type is named where it comes first. */
const envelope = (more: readonly object[]) =>
  record("Envelope", [
    column("before", ["null", record("Value", [...columns, ...more])]),
    column("after", ["null", "Value"]),
    column("op", "string"),
    column("ts_ms", ["null", "long"]),
  ]);

/** By the numbers that a registry would give them, but for {@link nanoseconds}. */
const schemas: Readonly<Record<number, ReturnType<typeof record>>> = {
  1: record("Key", [column("id", "int")]),
  2: envelope([]),
  3: envelope([column("note", ["null", "string"])]),
};

/** Every event of Debezium's has numbers that JavaScript's own cannot hold. */
const nanoseconds = {
  // with attributes, as the type of a column with a default
  field: column("ts_ns", { type: "long", "connect.default": 0 }),
  bytes: longBytes(1_790_000_000_123_456_789n),
};

function registered(number: number): object | undefined {
  const schema = schemas[number];
  return number === 1 || !schema
    ? schema
    : { ...schema, fields: [...schema.fields, nanoseconds.field] };
}

/** As Avro writes a long that is not negative. */
function longBytes(value: bigint): Buffer {
  const bytes: number[] = [];
  let left = value << 1n;
  for (; left > 0x7fn; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(left)]);
}

/** Events in Confluent's wire format, encoded with the library of the built sample for Node. */
export function avroEvents(folder: string) {
  const avsc = avscOf(folder);
  const encode = (number: number, value: unknown): string => {
    const type = avsc.Type.forSchema(schemas[number], { wrapUnions: "never" });
    const head = Buffer.alloc(5);
    head.writeUInt32BE(number, 1);
    const tail = number === 1 ? [] : [nanoseconds.bytes];
    return Buffer.concat([head, type.toBuffer(value), ...tail]).toString("base64");
  };
  const key = ({ id }: Order) => encode(1, { id });
  return {
    inserted: (order: Order): Produced => {
      const number = order.note === undefined ? 2 : 3;
      const value = { before: null, after: order, op: "c", ts_ms: 1 };
      return { key: key(order), value: encode(number, value) };
    },
    deleted: (order: Order): Produced => {
      const value = { before: order, after: null, op: "d", ts_ms: 2 };
      return { key: key(order), value: encode(2, value) };
    },
  };
}

/** A registry as far as readers ask it. */
export async function startRegistry(): Promise<{
  readonly environment: Readonly<Record<string, string>>;
  /** Fails the next request for each schema. */
  fail(): void;
  close(): Promise<void>;
}> {
  const expected = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`;
  const asked = new Set<string>();
  const server: Server = createServer(({ url = "", headers }, response) => {
    const schema = registered(Number(/^\/schemas\/ids\/(\d+)$/.exec(url)?.[1]));
    const isFirst = !asked.has(url);
    if (headers.authorization === expected) asked.add(url);
    if (headers.authorization !== expected) response.writeHead(401);
    else if (schema === undefined) response.writeHead(404);
    else if (isFirst) response.writeHead(503);
    else response.write(JSON.stringify({ schema: JSON.stringify(schema) }));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      SCHEMA_REGISTRY_URL: `http://127.0.0.1:${port}`,
      SCHEMA_REGISTRY_USERNAME: login.username,
      SCHEMA_REGISTRY_PASSWORD: login.password,
    },
    fail: () => asked.clear(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
