/**
 * What arguments may be together: `ConflictsWith`, `AtLeastOneOf`, `AlsoRequires`, by type, from
 * the files of `sourceFiles`. No resource of the provider has `ExactlyOneOf` or `RequiredWith`.
 */
import { serviceTypes } from "./source-files";

export interface Relation {
  /** The block that has the arguments. @default - the resource itself */
  readonly block?: string;
  readonly kind: "at most one of" | "at least one of" | "all or none of" | "first needs second";
  readonly names: readonly string[];
}

const oneDisk: Relation = {
  kind: "at most one of",
  names: ["disk_space", "additional_disk_space"],
};
const password: readonly Relation[] = [
  { kind: "at most one of", names: ["password", "password_wo"] },
  { kind: "all or none of", names: ["password_wo", "password_wo_version"] },
];

export const relations: Readonly<Record<string, readonly Relation[]>> = {
  ...Object.fromEntries(serviceTypes.map((type) => [type, [oneDisk]])),
  aiven_clickhouse_grant: [
    { kind: "at most one of", names: ["user", "role"] },
    { kind: "at least one of", names: ["user", "role"] },
  ],
  aiven_clickhouse_user: password,
  aiven_flink_application_version: [
    { kind: "at most one of", names: ["sink", "sinks"] },
    { kind: "at most one of", names: ["source", "sources"] },
  ],
  aiven_kafka_quota: [
    { kind: "at least one of", names: ["user", "client_id"] },
    {
      kind: "at least one of",
      names: ["consumer_byte_rate", "producer_byte_rate", "request_percentage"],
    },
  ],
  aiven_kafka_topic: [
    {
      block: "config",
      kind: "first needs second",
      names: ["local_retention_bytes", "retention_bytes"],
    },
    { block: "config", kind: "first needs second", names: ["local_retention_ms", "retention_ms"] },
  ],
  aiven_kafka_user: password,
  aiven_mysql_user: password,
  aiven_opensearch_user: password,
  aiven_pg_user: password,
  aiven_valkey_user: [
    ...password,
    {
      kind: "all or none of",
      names: ["valkey_acl_categories", "valkey_acl_commands", "valkey_acl_keys"],
    },
  ],
};

/**
 * Spellings of one argument of Aiven's, in any `*_user_config`, of which one may be set:
 * CustomizeDiffDisallowMultipleManyToOneKeys in internal/schemautil/custom_diff.go.
 */
export const spellings: readonly (readonly string[])[] = [
  ["ip_filter", "ip_filter_string", "ip_filter_object"],
  ["namespaces", "namespaces_string", "namespaces_object"],
];
