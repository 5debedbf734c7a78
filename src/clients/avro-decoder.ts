import type { Type } from "avsc";
import { basicAuthorization } from "./basic-auth";
import type { Login } from "./kafka-connection";

/** A schema registry with Confluent's interface. */
export interface RegistryAccess {
  /** Without credentials. */
  readonly url: string;
  readonly login?: Login;
}

type Bytes = Buffer | null;

/** The registry of a connector's Avro converters, where its configuration tells. */
export function registryIn(config: Readonly<Record<string, string>>): RegistryAccess | undefined {
  for (const prefix of ["value.converter", "key.converter"]) {
    const [written = ""] = config[`${prefix}.schema.registry.url`]?.split(",") ?? [];
    if (!URL.canParse(written)) continue;
    const { protocol, host, pathname, username, password } = new URL(written);
    const info = config[`${prefix}.basic.auth.user.info`];
    const fromUrl = [username, password].map(decodeURIComponent).join(":");
    const [, user = "", secret = ""] = /^([^:]*):([^]*)$/.exec(info ?? fromUrl) ?? [];
    const url = `${protocol}//${host}${pathname.replace(/\/$/, "")}`;
    return { url, ...(user !== "" && { login: { username: user, password: secret } }) };
  }
  return undefined;
}

/** Reads Avro records that name their schemas as Confluent's serializers do. */
export class AvroDecoder {
  readonly #types = new Map<number, Type>();

  /** @param registry undefined while there is none */
  constructor(private readonly registry: () => RegistryAccess | undefined) {}

  /**
   * Key or value as JSON in UTF-8, at once where their schemas are known; what is no such Avro, or
   * cannot be read, stays as it is.
   */
  decode<R extends { readonly key: Bytes; readonly value: Bytes }>(record: R): R | Promise<R> {
    if (!isAvro(record.key) && !isAvro(record.value)) return record;
    const decoded = () => ({
      ...record,
      key: this.#json(record.key),
      value: this.#json(record.value),
    });
    const missing = [record.key, record.value]
      .filter(isAvro)
      .map(idOf)
      .filter((id) => !this.#types.has(id));
    if (missing.length === 0) return decoded();
    return Promise.all([...new Set(missing)].map((id) => this.#fetch(id))).then(decoded);
  }

  #json(bytes: Bytes): Bytes {
    const type = isAvro(bytes) ? this.#types.get(idOf(bytes)) : undefined;
    if (!type || !bytes) return bytes;
    try {
      return Buffer.from(JSON.stringify(type.fromBuffer(bytes.subarray(headerBytes)), asInJson));
    } catch {
      return bytes;
    }
  }

  async #fetch(id: number): Promise<void> {
    const access = this.registry();
    if (!access) return;
    try {
      const registered = await registeredSchema(access, id);
      if (!registered || (registered.schemaType ?? "AVRO") !== "AVRO") return;
      this.#types.set(id, await typeOf(registered.schema));
    } catch {
      return; // the registry is away, or the schema is beyond what is read here
    }
  }
}

/** As a registry answers with it. */
export interface RegisteredSchema {
  readonly schema: string;
  /** @default - AVRO */
  readonly schemaType?: string;
}

/** @returns undefined where the registry refuses it, or has none of that number */
export async function registeredSchema(
  { url, login }: RegistryAccess,
  id: number,
): Promise<RegisteredSchema | undefined> {
  const response = await fetch(`${url}/schemas/ids/${id}`, {
    headers: login && { authorization: basicAuthorization(login) },
    signal: AbortSignal.timeout(30_000),
  });
  return response.ok ? ((await response.json()) as RegisteredSchema) : undefined;
}

/** A zero, and four bytes of the schema's id. */
const headerBytes = 5;

function isAvro(bytes: Bytes): bytes is Buffer {
  return bytes !== null && bytes.length > headerBytes && bytes[0] === 0;
}

function idOf(bytes: Buffer): number {
  return bytes.readInt32BE(1);
}

async function typeOf(schema: string): Promise<Type> {
  const avro = await import("avsc"); // loaded when needed: most topics hold JSON
  const { Type, types } = avro.default;
  /** 64 bits, of which JavaScript's numbers keep 53. */
  const long = types.LongType.__with({
    fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
    toBuffer: (value: bigint) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(value);
      return bytes;
    },
    fromJSON: BigInt,
    toJSON: Number,
    isValid: (value: unknown) => typeof value === "bigint",
    compare: (one: bigint, other: bigint) => (one === other ? 0 : one < other ? -1 : 1),
  });
  class Decimal extends types.LogicalType {
    readonly #scale: number;

    constructor(attributes: { scale?: number }, options?: object) {
      super(attributes as never, options as never);
      this.#scale = attributes.scale ?? 0;
    }

    protected override _fromValue(bytes: Buffer): string {
      return decimal(bytes, this.#scale);
    }
  }
  return Type.forSchema(withAvroNames(JSON.parse(schema)) as never, {
    // with attributes, as Kafka Connect gives to a column with a default, it is no name to look up
    typeHook: (of) =>
      of === "long" || (of as { type?: unknown }).type === "long" ? long : undefined,
    logicalTypes: { decimal: Decimal as never },
  });
}

/** Two's complement, so many digits of which are behind the point. */
export function decimal(bytes: Uint8Array, scale: number): string {
  const hex = Buffer.from(bytes).toString("hex");
  const value = hex === "" ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`));
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  const at = digits.length - scale;
  const fraction = scale > 0 ? `.${digits.slice(at)}` : "";
  return `${value < 0n ? "-" : ""}${digits.slice(0, at)}${fraction}`;
}

function asInJson(_name: string, value: unknown): unknown {
  if (typeof value === "bigint") {
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  // as a Buffer has turned itself into JSON; Connect's own JSON has bytes in Base64
  const { type, data } = (value ?? {}) as { type?: unknown; data?: unknown };
  const isBuffer = type === "Buffer" && Array.isArray(data);
  return isBuffer ? Buffer.from(data as number[]).toString("base64") : value;
}

const primitives =
  /^(null|boolean|int|long|float|double|bytes|string|record|enum|fixed|array|map)$/;

/** Some writers do not mind names that Avro does not allow, and readers do not need them. */
function withAvroNames(schema: unknown): unknown {
  if (typeof schema === "string") return primitives.test(schema) ? schema : avroName(schema);
  if (Array.isArray(schema)) return schema.map(withAvroNames);
  if (typeof schema !== "object" || schema === null) return schema;
  const { name, namespace, type, items, values, fields, ...rest } = schema as Record<
    string,
    unknown
  >;
  const nested = { type, items, values };
  return {
    ...rest,
    ...(typeof name === "string" && { name: avroName(name) }),
    ...(typeof namespace === "string" && { namespace: avroName(namespace) }),
    ...Object.fromEntries(
      Object.entries(nested).flatMap(([key, inner]) =>
        inner === undefined ? [] : [[key, withAvroNames(inner)]],
      ),
    ),
    ...(Array.isArray(fields) && {
      fields: fields.map((field: Record<string, unknown>) => ({
        ...field,
        type: withAvroNames(field.type),
      })),
    }),
  };
}

function avroName(name: string): string {
  return name
    .split(".")
    .map((part) => part.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=\d)/, "_"))
    .join(".");
}
