import { decode, encode, ExtData, type ExtensionCodecType } from "@msgpack/msgpack";
import { own } from "../../base/own";
import { isUnknown, type Value, unknown } from "../../stack/values";

/** A type constraint as Terraform writes it in JSON. */
export type Type =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list" | "set" | "map", Type]
  | readonly ["object", Readonly<Record<string, Type>>]
  | readonly ["tuple", readonly Type[]];

/** Every extension is an unknown value: 0 a plain one, 12 one with hints, which may be ignored. */
const extensionCodec: ExtensionCodecType<undefined> = {
  tryToEncode: () => null,
  decode: () => unknown,
};

/** The decoder refuses the key `__proto__`; with a mark before every key it never sees that one. */
const keyMark = ".";
const keyDecoder = {
  canBeCached: () => true,
  decode: (bytes: Uint8Array, offset: number, length: number) =>
    keyMark + Buffer.from(bytes.buffer, bytes.byteOffset + offset, length).toString("utf8"),
};
const unknownOnTheWire = new ExtData(0, new Uint8Array([0]));

export function fromMsgpack(type: Type, bytes: Uint8Array): Value {
  return read(type, decode(bytes, { extensionCodec, keyDecoder, useBigInt64: true }), keyMark);
}

export function toMsgpack(type: Type, value: Value): Uint8Array {
  return encode(write(type, value, []), { useBigInt64: true });
}

/** JSON as Terraform keeps it in a state file, with integers of any size. */
export function parseJson(text: string): Value {
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') || token.length < 16 ? token : `"${token}"`,
  );
  return JSON.parse(quoted) as Value;
}

/**
 * Brings a decoded value to the plain form of its type; what the type does not know is left out.
 *
 * @param mark what stands before every key of `raw`. @default "" - JSON has the keys as they are
 */
export function read(type: Type, raw: unknown, mark = ""): Value {
  if (raw === null || raw === undefined) return null;
  if (isUnknown(raw)) return raw;
  if (type === "number") return readNumber(raw);
  if (typeof type === "string") return type === "dynamic" ? readDynamic(raw, mark) : (raw as Value);
  switch (type[0]) {
    case "list":
    case "set":
      return (raw as unknown[]).map((item) => read(type[1], item, mark));
    case "tuple":
      return (raw as unknown[]).map((item, index) => read(type[1][index] ?? "dynamic", item, mark));
    case "map":
      return Object.fromEntries(
        Object.entries(raw).map(([key, item]) => [
          key.slice(mark.length),
          read(type[1], item, mark),
        ]),
      );
    case "object":
      return mapValues(type[1], (itemType, name) =>
        read(itemType, own(raw as Record<string, unknown>, mark + name), mark),
      );
  }
}

/** A number; a bigint where a number would lose digits; its text where both would. */
function readNumber(raw: unknown): Value {
  if (typeof raw === "number") return raw;
  if (typeof raw === "bigint") return Number.isSafeInteger(Number(raw)) ? Number(raw) : raw;
  const text = String(raw);
  if (/^-?\d+$/.test(text)) return readNumber(BigInt(text));
  const number = Number(text);
  return digits(String(number)) === digits(text) ? number : text;
}

function digits(text: string): string {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const significant = (whole + fraction).replace(/^(-?)0+(?=\d)/, "$1");
  const trimmed = significant.replace(/0+$/, "") || "0";
  return `${trimmed}e${Number(exponent) - fraction.length + significant.length - trimmed.length}`;
}

function readDynamic(raw: unknown, mark: string): Value {
  const [type, value] = raw as [Uint8Array, unknown];
  return read(JSON.parse(Buffer.from(type).toString("utf8")) as Type, value, mark);
}

function write(type: Type, value: Value, path: readonly (string | number)[]): unknown {
  if (value === null || value === undefined) return null;
  if (isUnknown(value)) return unknownOnTheWire;
  if (typeof type === "string") return writeLeaf(type, value, path);
  if (type[0] === "list" || type[0] === "set" || type[0] === "tuple") {
    if (!Array.isArray(value)) throw mismatch(path, `a ${type[0]}`, value);
    return value.map((item, index) => {
      const itemType = type[0] === "tuple" ? (type[1][index] ?? "dynamic") : type[1];
      return write(itemType, item, [...path, index]);
    });
  }
  if (typeof value !== "object" || Array.isArray(value)) {
    throw mismatch(path, type[0] === "map" ? "a map" : "an object", value);
  }
  return type[0] === "object"
    ? mapValues(type[1], (itemType, name) => write(itemType, own(value, name), [...path, name]))
    : mapValues(value, (item, key) => write(type[1] as Type, item, [...path, key]));
}

function writeLeaf(
  type: "string" | "number" | "bool" | "dynamic",
  value: NonNullable<Value>,
  path: readonly (string | number)[],
): unknown {
  if (type === "dynamic") {
    const inferred = inferType(value);
    return [Buffer.from(JSON.stringify(inferred)), write(inferred, value, path)];
  }
  if (typeof value === "object" || typeof value === "symbol") throw mismatch(path, type, value);
  if (type === "string") return String(value);
  if (type === "bool") {
    if (typeof value !== "boolean") throw mismatch(path, "a bool", value);
    return value;
  }
  if (typeof value === "boolean" || Number.isNaN(Number(value))) {
    throw mismatch(path, "a number", value);
  }
  // A fraction goes as text: as a float Terraform would see 0.1000000000000000055.
  const number = readNumber(value);
  if (typeof number === "bigint")
    return BigInt.asIntN(64, number) === number ? number : `${number}`;
  return Number.isSafeInteger(number) ? number : String(number);
}

function inferType(value: Value): Type {
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number" || typeof value === "bigint") return "number";
  if (Array.isArray(value)) return ["tuple", value.map(inferType)];
  return typeof value === "object" && value !== null
    ? ["object", mapValues(value, inferType)]
    : "dynamic";
}

/** Never names the value: it may be a secret. */
function mismatch(path: readonly (string | number)[], expected: string, value: Value): TypeError {
  const got = Array.isArray(value) ? "an array" : `a value of type ${typeof value}`;
  return new TypeError(`${path.join(".") || "the value"} must be ${expected}, got ${got}`);
}

/** Equal in Terraform's eyes: sets in any order; what is unknown equals nothing but the unknown. */
export function equal(type: Type, a: Value, b: Value): boolean {
  if (a === null || a === undefined || b === null || b === undefined) {
    return (a ?? null) === (b ?? null);
  }
  if (typeof type === "string" || isUnknown(a) || isUnknown(b)) return a === b;
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return false;
    if (type[0] !== "set") {
      return a.every((item, index) => {
        const itemType = type[0] === "tuple" ? type[1][index] : type[1];
        return equal(itemType as Type, item, b[index]);
      });
    }
    const left = [...b];
    return a.every((item) => {
      const at = left.findIndex((other) => equal(type[1], item, other));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
  }
  if (typeof a !== "object" || typeof b !== "object" || Array.isArray(a) || Array.isArray(b)) {
    return false;
  }
  if (type[0] === "object") {
    return Object.entries(type[1]).every(([name, item]) => equal(item, own(a, name), own(b, name)));
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(type[1] as Type, a[key], b[key]))
  );
}

/** Whether no part of the value is unknown. */
export function isWhollyKnown(value: Value): boolean {
  if (isUnknown(value)) return false;
  if (typeof value !== "object" || value === null) return true;
  return (Array.isArray(value) ? value : Object.values(value)).every(isWhollyKnown);
}

/** The value with null in place of whatever is unknown. */
export function nullsForUnknowns(value: Value): Value {
  if (isUnknown(value)) return null;
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value)
    ? value.map(nullsForUnknowns)
    : mapValues(value, (item) => nullsForUnknowns(item));
}

export function mapValues<In, Out>(
  object: Readonly<Record<string, In>> | object,
  change: (value: In, key: string) => Out,
): Record<string, Out> {
  return Object.fromEntries(
    Object.entries(object as Record<string, In>).map(([key, value]) => [key, change(value, key)]),
  );
}
