/**
 * The messages with which a client opens a connection to PostgreSQL, before the ordinary protocol:
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export interface Opening {
  readonly kind: "startup" | "tls" | "gssapi" | "cancel";
  /** The whole message. */
  readonly packet: Buffer;
  /** What the client sent after it. */
  readonly rest: Buffer;
}

/** PostgreSQL's own limit (MAX_STARTUP_PACKET_LENGTH). */
const maxLength = 10_000;
const headerLength = 8;
/** Instead of a version of the protocol. */
const requests: Readonly<Record<number, Opening["kind"]>> = {
  80877102: "cancel",
  80877103: "tls",
  80877104: "gssapi",
};

/**
 * @returns undefined while the message is not whole
 * @throws Error if it is none of PostgreSQL's
 */
export function readOpening(received: Buffer): Opening | undefined {
  if (received.length < headerLength) return undefined;
  const length = received.readUInt32BE(0);
  const code = received.readUInt32BE(4);
  const kind = requests[code] ?? (code >>> 16 === 3 ? "startup" : undefined);
  if (kind === undefined || length < headerLength || length > maxLength) {
    throw new Error("no message of PostgreSQL's protocol");
  }
  if (received.length < length) return undefined;
  return { kind, packet: received.subarray(0, length), rest: received.subarray(length) };
}

/** The database that a startup message asks for: by default that of the user's name. */
export function databaseIn(startup: Buffer): string {
  const parameters = parametersIn(startup);
  const valueOf = (name: string) => parameters.find(([each]) => each.toString() === name)?.[1];
  return (valueOf("database") ?? valueOf("user") ?? "").toString();
}

/** The same startup message with other values of some parameters. */
export function withParameters(
  startup: Buffer,
  changes: Readonly<Record<string, string | undefined>>,
): Buffer {
  const changed = Object.entries(changes).filter(([, value]) => value !== undefined);
  const kept = parametersIn(startup).filter(
    ([name]) => !changed.some(([each]) => each === name.toString()),
  );
  const zero = Buffer.alloc(1);
  const texts = [...kept, ...changed.map((pair) => pair.map((text) => Buffer.from(text ?? "")))];
  const body = Buffer.concat([...texts.flat().flatMap((text) => [text, zero]), zero]);
  const packet = Buffer.concat([startup.subarray(0, headerLength), body]);
  packet.writeUInt32BE(packet.length, 0);
  return packet;
}

/** In bytes: only PostgreSQL knows their encoding. */
function parametersIn(startup: Buffer): [Buffer, Buffer][] {
  const parameters: [Buffer, Buffer][] = [];
  for (let at = headerLength; at < startup.length - 1;) {
    const afterName = startup.indexOf(0, at);
    const end = startup.indexOf(0, afterName + 1);
    if (afterName < 0 || end < 0) throw new Error("a startup message that ends too early");
    parameters.push([startup.subarray(at, afterName), startup.subarray(afterName + 1, end)]);
    at = end + 1;
  }
  return parameters;
}

/** An error that ends the connection, as PostgreSQL words its own. */
export function fatalError(code: string, message: string): Buffer {
  const fields = ["SFATAL", "VFATAL", `C${code}`, `M${message}`];
  const body = Buffer.from(`${fields.join("\0")}\0\0`);
  const header = Buffer.alloc(5);
  header.write("E");
  header.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}

/** Asks for encryption, which the server grants with an S. */
export const tlsRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
