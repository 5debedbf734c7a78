import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Type } from "avsc";
import { AvroDecoder, decimal } from "../../src/clients/avro-decoder";
import { basicAuthorization } from "../../src/clients/basic-auth";

const login = { username: "avnadmin", password: "right" };
/** With names that Avro does not allow, as some writers register them. */
const schema = {
  type: "record",
  name: "Envelope",
  namespace: "my-shop.public.1st",
  fields: [
    { name: "id", type: { type: "long", "connect.default": 0 }, default: 0 },
    { name: "small", type: ["null", "long"], default: null },
    { name: "raw", type: "bytes" },
    {
      name: "amount",
      type: ["null", { type: "bytes", logicalType: "decimal", precision: 10, scale: 2 }],
    },
    { name: "row", type: { type: "record", name: "Value", fields: [{ name: "a", type: "int" }] } },
    { name: "again", type: ["null", "Value"] },
  ],
};
const writer = Type.forSchema({
  ...schema,
  namespace: "shop",
  fields: [
    { name: "id", type: "long" },
    { name: "small", type: ["null", "long"] },
    { name: "raw", type: "bytes" },
    { name: "amount", type: ["null", "bytes"] },
    { name: "row", type: { type: "record", name: "Value", fields: [{ name: "a", type: "int" }] } },
    { name: "again", type: ["null", "Value"] },
  ],
} as never);

let server: Server;
let asked: string[] = [];
let decoder: AvroDecoder;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(String(request.url));
    const isKnown = request.headers.authorization === basicAuthorization(login);
    const found = request.url === "/schemas/ids/7" && isKnown;
    response.writeHead(found ? 200 : 404).end(JSON.stringify({ schema: JSON.stringify(schema) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  decoder = new AvroDecoder(() => ({ url: `http://127.0.0.1:${port}`, login }));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => (asked = []));

function record(id: number, body: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header.writeInt32BE(id, 1);
  return Buffer.concat([header, body]);
}

const value = record(
  7,
  writer.toBuffer({
    ...{ id: 5, small: 9, raw: Buffer.from("ab"), amount: Buffer.from([0xff, 0x6a]) },
    ...{ row: { a: 1 }, again: null },
  }),
);

test("decodes a record through the registry, and asks it once", async () => {
  const json = '{"id":5,"small":9,"raw":"YWI=","amount":"-1.50","row":{"a":1},"again":null}';
  const first = decoder.decode({ key: null, value });
  expect(first).toBeInstanceOf(Promise);
  expect(String((await first).value)).toBe(json);
  expect(asked).toEqual(["/schemas/ids/7"]);
  const second = decoder.decode({ key: value, value: null });
  expect(second).not.toBeInstanceOf(Promise);
  expect(String((second as { key: Buffer }).key)).toBe(json);
  expect(asked).toHaveLength(1);
});

test("leaves what is no Avro of a known schema as it is", async () => {
  const text = { key: Buffer.from("{}"), value: Buffer.from([0, 1, 2, 3, 4]) };
  expect(decoder.decode(text)).toBe(text);
  expect(asked).toEqual([]);
  const unknown = { key: null, value: record(8, Buffer.from([1])) };
  expect(await decoder.decode(unknown)).toEqual(unknown);
  const short = { key: null, value: value.subarray(0, 6) };
  expect(await decoder.decode(short)).toEqual(short);
});

test("without a registry nothing is decoded", async () => {
  const alone = new AvroDecoder(() => undefined);
  expect(await alone.decode({ key: null, value })).toEqual({ key: null, value });
});

test("keeps all 64 bits", async () => {
  const big = 2n ** 62n;
  const zigzag = big * 2n;
  const bytes: number[] = [];
  for (let rest = zigzag; ; rest >>= 7n) {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    if (rest <= 0x7fn) break;
  }
  const rest = writer
    .toBuffer({
      id: 0,
      small: null,
      raw: Buffer.alloc(0),
      amount: null,
      row: { a: 0 },
      again: null,
    })
    .subarray(1);
  const decoded = await decoder.decode({
    key: null,
    value: record(7, Buffer.concat([Buffer.from(bytes), rest])),
  });
  expect(JSON.parse(String(decoded.value))).toMatchObject({ id: String(big) });
});

test.each([
  ["0.00", [], 2],
  ["1.50", [0x00, 0x96], 2],
  ["-1.50", [0xff, 0x6a], 2],
  ["0.05", [0x05], 2],
  ["-7", [0xf9], 0],
])("decimal %s", (text, bytes, scale) => expect(decimal(Uint8Array.from(bytes), scale)).toBe(text));
