// From the bytes of a key or a value to what they hold, and to the same as JSON for the database.
import avsc from "avsc";

/** It may be there again in a moment: no fault of the record. */
export class RegistryError extends Error {}

export async function json(bytes) {
  const text = bytes.toString("utf8");
  return { value: JSON.parse(text), text };
}

/** Confluent's wire format: a zero, the schema's number in four bytes, Avro. */
export function avro({ SCHEMA_REGISTRY_URL: url, SCHEMA_REGISTRY_USERNAME: user, ...env }) {
  const login = Buffer.from(`${user}:${env.SCHEMA_REGISTRY_PASSWORD}`).toString("base64");
  const types = new Map();
  const typeOf = async (id) => {
    const headers = { authorization: `Basic ${login}` };
    const answer = await fetch(`${url}/schemas/ids/${id}`, { headers }).catch((error) => {
      throw new RegistryError(
        `the registry does not answer: ${error.cause?.message ?? error.message}`,
      );
    });
    if (!answer.ok)
      throw new RegistryError(`the registry answers ${answer.status} for schema ${id}`);
    const { schema } = await answer.json();
    return avsc.Type.forSchema(JSON.parse(schema), { wrapUnions: "never", typeHook: longAsBigInt });
  };
  return async (bytes) => {
    if (bytes[0] !== 0) throw new Error("it is not in Avro");
    const id = bytes.readUInt32BE(1);
    if (!types.has(id)) types.set(id, await typeOf(id));
    const value = types.get(id).fromBuffer(bytes.subarray(5));
    return { value, text: JSON.stringify(value, withBigInts) };
  };
}

/** Debezium's nanoseconds, and ids as large as a bigint's, are beyond the numbers of JavaScript. */
const long = avsc.types.LongType.__with({
  fromBuffer: (bytes) => bytes.readBigInt64LE(),
  toBuffer: (value) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (value) => typeof value === "bigint",
  compare: (one, other) => (one === other ? 0 : one < other ? -1 : 1),
});

/** A column with a default has a type with attributes: `{ "type": "long", "connect.default": 0 }`. */
function longAsBigInt(schema) {
  return schema === "long" || schema.type === "long" ? long : undefined;
}

/** As texts, from which PostgreSQL makes a bigint as from a number. */
function withBigInts(_name, value) {
  return typeof value === "bigint" ? String(value) : value;
}
