import { type DebeziumPostgresSourceProps, json } from "../../constructs";
import type { Family, TypeSample } from "./samples/sample";

/** A connector that reads the tables its own way. */
export interface Reader {
  readonly name: string;
  /** What differs from the defaults, as it is written in an app. */
  readonly settings: Readonly<Partial<Record<Family, string>>>;
  readonly props?: Partial<Extract<DebeziumPostgresSourceProps, { version?: "3.1.0" }>>;
  /** Whether it writes Avro, with schemas in the registry. @default false - JSON with schemas */
  readonly isAvro?: boolean;
  /** The one table that it reads, whose value comes while it runs. @default - the tables of all samples */
  readonly hazard?: TypeSample;
}

/** What a value with a schema arrives in: the page names schemas. */
const valueConverter = json({ schemas: true });

/**
 * Each carries settings that have nothing to do with each other, so that few connectors do for all.
 * The first one has the defaults.
 */
export const readers: readonly Reader[] = [
  { name: "defaults", settings: {}, props: { valueConverter } },
  {
    name: "precise",
    settings: {
      decimal: 'decimalHandling: "precise"',
      time: 'timeHandling: "connect"',
      binary: 'binaryHandling: "base64"',
      interval: 'intervalHandling: "string"',
    },
    props: {
      decimalHandling: "precise",
      timeHandling: "connect",
      binaryHandling: "base64",
      intervalHandling: "string",
      valueConverter,
    },
  },
  {
    name: "double",
    settings: {
      decimal: 'decimalHandling: "double"',
      time: 'timeHandling: "adaptive_time_microseconds"',
      binary: 'binaryHandling: "hex"',
      hstore: 'hstoreHandling: "map"',
    },
    props: {
      decimalHandling: "double",
      timeHandling: "adaptive_time_microseconds",
      binaryHandling: "hex",
      hstoreHandling: "map",
      valueConverter,
    },
  },
  {
    name: "iso",
    settings: {
      time: 'timeHandling: "isostring"',
      binary: 'binaryHandling: "base64-url-safe"',
    },
    props: { timeHandling: "isostring", binaryHandling: "base64-url-safe", valueConverter },
  },
  {
    name: "micros",
    settings: {
      time: 'timeHandling: "microseconds"',
      unknown: "includeUnknownTypes: true",
    },
    props: { timeHandling: "microseconds", includeUnknownTypes: true, valueConverter },
  },
  {
    name: "nanos",
    settings: {
      time: 'timeHandling: "nanoseconds"',
      nulls: "json({ keepNulls: false })",
    },
    props: {
      timeHandling: "nanoseconds",
      valueConverter: json({ schemas: true, keepNulls: false }),
    },
  },
];

/** As the first, in Avro. */
export const avroReader: Reader = { name: "avro", settings: {}, isAvro: true };

/** Columns that take no NULL, with a value that arrives as one. */
export const hazards: readonly Reader[] = [
  {
    name: "required-numeric",
    settings: { decimal: 'decimalHandling: "precise"' },
    props: { decimalHandling: "precise" },
    hazard: { type: "numeric NOT NULL", values: ["'NaN'"] },
  },
  {
    name: "required-enums",
    settings: {},
    hazard: { type: "enum[] NOT NULL", column: "types.mood[] NOT NULL", values: ["'{sad,NULL}'"] },
  },
  {
    name: "required-numerics",
    settings: {},
    hazard: { type: "numeric[] NOT NULL", values: ["'{NaN}'"] },
  },
  {
    name: "required-bytes",
    settings: { binary: 'binaryHandling: "base64"' },
    props: { binaryHandling: "base64" },
    hazard: {
      type: "bytea NOT NULL",
      column: "bytea STORAGE EXTERNAL NOT NULL",
      values: ["decode(repeat('de', 10000), 'hex')"],
      more: "a integer",
      isUpdated: true,
    },
  },
];
