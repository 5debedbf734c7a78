import type { DebeziumVersion } from "../versions";

/** Keys under a name that another property lists: `transforms.unwrap.type`. */
export interface NamedFamily {
  /** The property that lists the names. */
  readonly lists: string;
  /** What stands before the name. */
  readonly prefix: string;
  /** What every listed name must have. */
  readonly requires?: string;
  /** Names that need no listing. */
  readonly given?: readonly string[];
}

export const namedFamilies: readonly NamedFamily[] = [
  { lists: "transforms", prefix: "transforms.", requires: "type" },
  { lists: "predicates", prefix: "predicates.", requires: "type" },
  { lists: "topic.creation.groups", prefix: "topic.creation.", given: ["default"] },
  { lists: "converters", prefix: "", requires: "type" },
  { lists: "post.processors", prefix: "", requires: "type" },
];

interface OpenFamily {
  readonly pattern: RegExp;
  /** @default - every version */
  readonly versions?: readonly DebeziumVersion[];
}

/** Keys that belong to someone behind the connector, who alone knows them all. */
export const openFamilies: readonly OpenFamily[] = [
  // of Aiven's management
  { pattern: /^_aiven\./ },
  // of Kafka Connect: converters, and clients where the worker's policy lets a connector override
  { pattern: /^(key|value|header)\.converter\../ },
  { pattern: /^(producer|consumer|admin)\.override\../ },
  // of Debezium: what its channel for signals hands to its consumer
  { pattern: /^signal\.consumer\../, versions: ["2.5.0", "2.7.4", "3.1.0", "3.5.2"] },
  // of Debezium: names with something of the user's in them
  { pattern: /^snapshot\.select\.statement\.overrides\../ },
  { pattern: /^column\.mask\.hash\.(v2\.)?[^.]+\.with\.salt\../ },
  { pattern: /^column\.mask\.with\.\d+\.chars$/ },
  { pattern: /^column\.truncate\.to\.\d+\.chars$/ },
];
