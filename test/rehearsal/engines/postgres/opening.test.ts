import {
  databaseIn,
  fatalError,
  readOpening,
  tlsRequest,
  withParameters,
} from "../../../../src/rehearsal/engines/postgres/opening";

function message(code: number, body: Buffer | string): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + Buffer.byteLength(body), 0);
  header.writeUInt32BE(code, 4);
  return Buffer.concat([header, Buffer.from(body)]);
}

const version3 = 3 << 16;
const startup = (...parameters: string[]) =>
  message(version3, [...parameters, ""].map((text) => `${text}\0`).join(""));

test.each([
  ["startup", startup("user", "u")],
  ["startup", message((3 << 16) + 2, "user\0u\0\0")],
  ["cancel", message(80877102, "12345678")],
  ["tls", tlsRequest],
  ["gssapi", message(80877104, "")],
])("knows a message of kind %s, and what comes after it", (kind, packet) => {
  const sent = Buffer.concat([packet, Buffer.from("more")]);
  expect(readOpening(sent)).toEqual({ kind, packet, rest: Buffer.from("more") });
});

test("waits until the message is whole", () => {
  const whole = startup("user", "u", "database", "orders");
  for (let length = 0; length < whole.length; length += 1) {
    expect(readOpening(whole.subarray(0, length))).toBeUndefined();
  }
  expect(readOpening(whole)?.packet).toEqual(whole);
});

test.each([
  ["another protocol", Buffer.from("GET / HTTP/1.1\r\n\r\n")],
  ["version 2", message(2 << 16, "user\0u\0\0")],
  ["a length below the header's", Buffer.from([0, 0, 0, 7, 0, 3, 0, 0])],
  ["a length above PostgreSQL's limit", Buffer.from([0, 0, 0x27, 0x11, 0, 3, 0, 0])],
])("refuses %s", (_what, sent) => {
  expect(() => readOpening(sent)).toThrow("no message of PostgreSQL's protocol");
});

test("takes a message of exactly PostgreSQL's limit", () => {
  const largest = message(version3, Buffer.alloc(10_000 - 8));
  expect(readOpening(largest)?.packet).toHaveLength(10_000);
});

test("the database is by default the one of the user's name", () => {
  expect(databaseIn(startup("database", "orders", "user", "u"))).toBe("orders");
  expect(databaseIn(startup("user", "u"))).toBe("u");
  expect(databaseIn(startup("user", "database"))).toBe("database");
});

test("replaces parameters, adds those that are missing, and leaves the rest as it is", () => {
  const given = startup("user", "u", "database", "pool", "options", "-c a=b");
  const changed = withParameters(given, { database: "größe", user: undefined });
  expect(changed).toEqual(startup("user", "u", "options", "-c a=b", "database", "größe"));
  expect(withParameters(startup("user", "u"), { database: "d", user: "v" })).toEqual(
    startup("database", "d", "user", "v"),
  );
});

test("leaves bytes that are no UTF-8 as they are", () => {
  const body = Buffer.concat([Buffer.from("user\0"), Buffer.from([0xff, 0xfe, 0, 0])]);
  const changed = withParameters(message(version3, body), { database: "d" });
  expect(changed.subarray(8, 15)).toEqual(body.subarray(0, 7));
});

test("refuses a startup message that ends within a parameter", () => {
  expect(() => databaseIn(message(version3, "user\0u"))).toThrow(
    "a startup message that ends too early",
  );
});

test("words an error as PostgreSQL does", () => {
  const body = "SFATAL\0VFATAL\0C3D000\0Mno\0\0";
  expect(fatalError("3D000", "no").toString("latin1")).toBe(`E\0\0\0\x1e${body}`);
});
