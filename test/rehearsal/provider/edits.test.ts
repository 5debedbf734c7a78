import { readFacts } from "../../../src/rehearsal/provider/facts";
import { Operations } from "../../../src/rehearsal/provider/operations";
import type { ResourceHandler } from "../../../src/rehearsal/provider/resource-handler";
import { complete } from "../../../src/rehearsal/provider/schema";
import { serviceFile, sourceFiles } from "../../../src/rehearsal/provider/source/source-files";
import { stateOnly } from "../../../src/rehearsal/provider/state-only-resources";
import { planViolations } from "../../../src/rehearsal/resources/kafka/topic-plan";
import { userViolations } from "../../../src/rehearsal/resources/user-violations";
import { factsFolder } from "../support/facts";
import { leastConfig } from "../support/least-config";
import { isUnknown, unknown, type Value, type Values } from "../../../src/stack/values";

const facts = readFacts(factsFolder);

/** Types that act on engines, with what they check without one. */
const rehearsed: Readonly<Record<string, ResourceHandler>> = {
  aiven_pg: stateOnly,
  aiven_pg_database: stateOnly,
  aiven_pg_user: { ...stateOnly, check: userViolations as ResourceHandler["check"] },
  aiven_kafka: stateOnly,
  aiven_kafka_acl: stateOnly,
  aiven_kafka_connect: stateOnly,
  aiven_kafka_connector: stateOnly,
  aiven_kafka_native_acl: stateOnly,
  aiven_kafka_schema: stateOnly,
  aiven_kafka_schema_configuration: stateOnly,
  aiven_kafka_schema_registry_acl: stateOnly,
  aiven_kafka_topic: { ...stateOnly, check: planViolations as ResourceHandler["check"] },
  aiven_kafka_user: { ...stateOnly, check: userViolations as ResourceHandler["check"] },
  aiven_service_integration: stateOnly,
  aiven_service_integration_endpoint: stateOnly,
};

function operations(
  resourceHandlers: Readonly<Record<string, ResourceHandler>> = rehearsed,
): Operations<unknown> {
  return new Operations({
    facts,
    resourceHandlers,
    call: (type) => ({
      type,
      context: undefined,
      signal: new AbortController().signal,
      progress: () => undefined,
    }),
    onApplied: () => undefined,
  });
}

/** Every value that is there, by its path. */
function leaves(value: Value, path = ""): [string, Value][] {
  if (value === null || value === undefined) return [];
  if (typeof value !== "object") return [[path, value]];
  return Object.entries(value).flatMap(([key, item]) =>
    leaves(item, path ? `${path}.${key}` : key),
  );
}

function differences(before: Values, after: Values): Values {
  const [old, now] = [new Map(leaves(before)), new Map(leaves(after))];
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  return Object.fromEntries(
    paths
      .filter((path) => old.get(path) !== now.get(path))
      .map((path) => [path, now.get(path) ?? null]),
  );
}

interface Edit {
  readonly type: string;
  readonly what: string;
  readonly from?: Values;
  readonly to: Values;
  /** What Aiven has computed since. */
  readonly made?: Values;
  readonly expected: "none" | Values | { replace: string } | { refused: string };
  /** In aiven/terraform-provider-aiven, or in HashiCorp's SDK or framework. */
  readonly source: string;
}

const diff = "internal/sdkprovider/userconfig/diff/diff.go, SuppressUnchanged";
const customDiff = "internal/schemautil/custom_diff.go";
const sdkPlan = "terraform-plugin-sdk/v2/helper/schema/grpc_provider.go, PlanResourceChange";
const frameworkPlan =
  "terraform-plugin-framework/internal/fwserver/server_planresourcechange.go, MarkComputedNilsAsUnknown";
const topicFile = "internal/plugin/service/kafka/topic/topic.go";
const of = (type: string): string => sourceFiles[type] ?? "";
const zones = (...names: string[]): Values => ({ kafka_user_config: [{ preferred_zones: names }] });
const tags = (...keys: string[]): Values => ({ tag: keys.map((key) => ({ key, value: "v" })) });
const json = '{"type":"record","name":"a","fields":[]}';
const normal = '{"fields":[],"name":"a","type":"record"}';
const connect: Values = {
  integration_type: "kafka_connect",
  source_service_name: "k",
  destination_service_name: "c",
};
const storage = (values: Values): Values => ({
  kafka_connect_user_config: [{ kafka_connect: [values] }],
});
const allStorage: Values = {
  config_storage_topic: "c",
  group_id: "g",
  offset_storage_topic: "o",
  status_storage_topic: "s",
};
const pgEndpoint = (values: Values): Values => ({
  endpoint_type: "external_postgresql",
  external_postgresql: [{ host: "h", port: 5432, username: "u", ...values }],
});
const connector = (name: string, config: Values): Values => ({
  connector_name: name,
  config: {
    name,
    "connector.class": "org.apache.kafka.connect.file.FileStreamSourceConnector",
    ...config,
  },
});
const opened = (...names: string[]): Values =>
  Object.fromEntries(names.map((name) => [name, unknown]));

const edits: readonly Edit[] = [
  // services: blocks
  {
    type: "aiven_kafka",
    what: "a user configuration added",
    to: { kafka_user_config: [{ kafka_rest: true }] },
    expected: { "kafka_user_config.0.kafka_rest": true },
    source: diff,
  },
  {
    type: "aiven_kafka",
    what: "an empty user configuration added",
    to: { kafka_user_config: [{}] },
    expected: "none",
    source: diff,
  },
  {
    type: "aiven_kafka",
    what: "a block added inside the user configuration",
    from: { kafka_user_config: [{ kafka_rest: true }] },
    to: { kafka_user_config: [{ kafka_rest: true, kafka: [{ num_partitions: 3 }] }] },
    expected: { "kafka_user_config.0.kafka.0.num_partitions": 3 },
    source: diff,
  },
  {
    type: "aiven_kafka",
    what: "an argument of the user configuration removed",
    from: { kafka_user_config: [{ kafka_rest: true, schema_registry: true }] },
    to: { kafka_user_config: [{ kafka_rest: true }] },
    expected: "none",
    source: diff,
  },
  {
    type: "aiven_kafka",
    what: "an argument of the user configuration set to false",
    from: { kafka_user_config: [{ kafka_rest: true }] },
    to: { kafka_user_config: [{ kafka_rest: false }] },
    expected: { "kafka_user_config.0.kafka_rest": false },
    source: diff,
  },
  {
    type: "aiven_kafka",
    what: "the user configuration removed",
    from: { kafka_user_config: [{ kafka_rest: true }] },
    to: {},
    expected: "none",
    source: diff,
  },
  {
    type: "aiven_kafka",
    what: "an IP filter removed",
    from: { kafka_user_config: [{ ip_filter_string: ["10.0.0.0/8"] }] },
    to: { kafka_user_config: [{}] },
    expected: { "kafka_user_config.0.ip_filter_string.0": null },
    source: `${diff}, suppressIPFilterSet`,
  },
  {
    type: "aiven_kafka",
    what: "the open IP filter removed",
    from: { kafka_user_config: [{ ip_filter_string: ["0.0.0.0/0"] }] },
    to: { kafka_user_config: [{}] },
    expected: "none",
    source: `${diff}, suppressIPFilterSet`,
  },
  {
    type: "aiven_kafka",
    what: "a block of a set added",
    to: { kafka_user_config: [{ ip_filter_object: [{ network: "10.0.0.0/8" }] }] },
    expected: {
      "kafka_user_config.0.ip_filter_object.0.description": "",
      "kafka_user_config.0.ip_filter_object.0.network": "10.0.0.0/8",
    },
    source: "terraform-plugin-sdk/v2/helper/schema/field_reader.go, readObjectField",
  },
  {
    type: "aiven_kafka",
    what: "zones that replace it",
    from: zones("a"),
    to: zones("b"),
    expected: { replace: "kafka_user_config.0.preferred_zones" },
    source: "internal/sdkprovider/userconfig/service/kafka.go",
  },
  {
    type: "aiven_kafka",
    what: "a tag added",
    from: tags("a"),
    to: tags("a", "b"),
    expected: { "tag.1.key": "b", "tag.1.value": "v" },
    source: serviceFile,
  },
  {
    type: "aiven_kafka",
    what: "the tags removed",
    from: tags("a"),
    to: {},
    expected: { "tag.0.key": null, "tag.0.value": null },
    source: serviceFile,
  },
  {
    type: "aiven_kafka",
    what: "timeouts added",
    to: { timeouts: { create: "30m" } },
    expected: "none",
    source: sdkPlan,
  },
  // services: arguments
  {
    type: "aiven_kafka",
    what: "another plan",
    from: { plan: "startup-4" },
    to: { plan: "business-4" },
    expected: { plan: "business-4" },
    source: serviceFile,
  },
  {
    type: "aiven_kafka",
    what: "another name",
    from: { service_name: "a" },
    to: { service_name: "b" },
    expected: { replace: "service_name" },
    source: serviceFile,
  },
  {
    type: "aiven_kafka",
    what: "the cloud removed",
    from: { cloud_name: "google-europe-west1" },
    to: {},
    expected: "none",
    source: serviceFile,
  },
  {
    type: "aiven_kafka",
    what: "the VPC removed",
    from: { project_vpc_id: "x/v" },
    to: {},
    expected: { project_vpc_id: null },
    source: serviceFile,
  },
  {
    type: "aiven_kafka",
    what: "a late default_acl",
    to: { default_acl: false },
    expected: "none",
    source: `${of("aiven_kafka")}, CreateOnlyDiffSuppressFunc`,
  },
  {
    type: "aiven_kafka",
    what: "addresses that are not known",
    from: { static_ips: ["a"] },
    to: { static_ips: ["a", unknown] },
    expected: { "static_ips.0": null, static_ips: unknown },
    source: "terraform-plugin-sdk/v2/terraform/resource_config.go, get",
  },
  {
    type: "aiven_kafka_connect",
    what: "the maintenance moved",
    from: { maintenance_window_dow: "monday" },
    to: { maintenance_window_dow: "friday" },
    expected: { maintenance_window_dow: "friday" },
    source: serviceFile,
  },
  {
    type: "aiven_kafka_connect",
    what: "the maintenance removed",
    from: { maintenance_window_dow: "monday" },
    to: {},
    expected: "none",
    source: serviceFile,
  },
  {
    type: "aiven_kafka_connect",
    what: "a day that is none",
    to: { maintenance_window_dow: "mon" },
    expected: {
      refused:
        'maintenance_window_dow must be monday, tuesday, wednesday, thursday, friday, saturday or sunday, got "mon"',
    },
    source: serviceFile,
  },
  {
    type: "aiven_pg",
    what: "an empty text for an absent one",
    to: { project_vpc_id: "" },
    expected: "none",
    source: sdkPlan,
  },
  {
    type: "aiven_pg",
    what: "protection",
    to: { termination_protection: true },
    expected: { termination_protection: true },
    source: serviceFile,
  },
  {
    type: "aiven_pg",
    what: "a disk between two steps",
    from: { disk_space: "90GiB" },
    to: { disk_space: "127GiB" },
    expected: {
      refused: 'disk_space must grow in the plan\'s steps, got "127GiB"; use a multiple of 5GiB',
    },
    source: `${customDiff}, CustomizeDiffCheckDiskSpace`,
  },
  {
    type: "aiven_pg",
    what: "added storage removed",
    from: { additional_disk_space: "30GiB" },
    to: {},
    expected: { additional_disk_space: "0B" },
    source: `${customDiff}, CustomizeDiffAdditionalDiskSpace`,
  },
  {
    type: "aiven_pg",
    what: "added storage changed",
    from: { additional_disk_space: "30GiB" },
    to: { additional_disk_space: "60GiB" },
    expected: { additional_disk_space: "60GiB" },
    source: serviceFile,
  },
  {
    type: "aiven_pg",
    what: "one tag twice",
    from: tags("a"),
    to: tags("a", "a"),
    expected: { refused: 'tag keys must differ, got "a" twice; leave one of the two out' },
    source: `${customDiff}, CustomizeDiffCheckUniqueTag`,
  },
  {
    type: "aiven_pg",
    what: "plan and addresses",
    from: { plan: "startup-4", static_ips: ["a"] },
    to: { plan: "business-4", static_ips: ["b"] },
    expected: {
      refused: "plan and static_ips must not change together; apply one, then the other",
    },
    source: `${customDiff}, CustomizeDiffCheckPlanAndStaticIpsCannotBeModifiedTogether`,
  },
  // topics
  {
    type: "aiven_kafka_topic",
    what: "more partitions",
    from: { partitions: 1 },
    to: { partitions: 2 },
    expected: { partitions: 2 },
    source: of("aiven_kafka_topic"),
  },
  {
    type: "aiven_kafka_topic",
    what: "fewer partitions",
    from: { partitions: 2 },
    to: { partitions: 1 },
    expected: {
      refused:
        "partitions must not decrease, got 1 after 2; keep it, or create a topic of another name",
    },
    source: `${topicFile}, modifyPlan`,
  },
  {
    type: "aiven_kafka_topic",
    what: "a configuration added",
    to: { config: [{ retention_ms: "1" }] },
    expected: { "config.0.retention_ms": "1" },
    source: of("aiven_kafka_topic"),
  },
  {
    type: "aiven_kafka_topic",
    what: "a setting changed",
    from: { config: [{ retention_ms: "1" }] },
    to: { config: [{ retention_ms: "2" }] },
    expected: { "config.0.retention_ms": "2" },
    source: of("aiven_kafka_topic"),
  },
  {
    type: "aiven_kafka_topic",
    what: "a setting removed",
    from: { config: [{ retention_ms: "1", segment_ms: "2" }] },
    to: { config: [{ retention_ms: "1" }] },
    expected: "none",
    source: of("aiven_kafka_topic"),
  },
  {
    type: "aiven_kafka_topic",
    what: "the configuration removed",
    from: { config: [{ retention_ms: "1" }] },
    to: {},
    expected: { "config.0.retention_ms": null },
    source: `${topicFile}, flattenConfig`,
  },
  {
    type: "aiven_kafka_topic",
    what: "a tag without a value",
    to: { tag: [{ key: "a" }] },
    expected: { "tag.0.key": "a" },
    source: of("aiven_kafka_topic"),
  },
  {
    type: "aiven_kafka_topic",
    what: "timeouts added",
    to: { timeouts: { create: "30m" } },
    expected: { "timeouts.create": "30m" },
    source: frameworkPlan,
  },
  {
    type: "aiven_kafka_topic",
    what: "another name",
    from: { topic_name: "a" },
    to: { topic_name: "b" },
    expected: { replace: "topic_name" },
    source: of("aiven_kafka_topic"),
  },
  {
    type: "aiven_kafka_topic",
    what: "a local retention by itself",
    to: { config: [{ local_retention_ms: "1" }] },
    expected: { refused: "local_retention_ms needs retention_ms; set both" },
    source: of("aiven_kafka_topic"),
  },
  // users, databases, ACLs
  {
    type: "aiven_kafka_user",
    what: "a password",
    from: { password: "first-secret" },
    to: { password: "second-secret" },
    made: { type: "regular", access_cert: "c", access_key: "k" },
    expected: { password: "second-secret", ...opened("access_cert", "access_key", "type") },
    source: `${of("aiven_kafka_user")}, ${frameworkPlan}`,
  },
  {
    type: "aiven_kafka_user",
    what: "nothing",
    from: { password: "first-secret" },
    to: { password: "first-secret" },
    made: { type: "regular" },
    expected: "none",
    source: frameworkPlan,
  },
  {
    type: "aiven_pg_user",
    what: "the right to replicate",
    to: { pg_allow_replication: true },
    made: { password: "generated", pg_allow_replication: false, type: "normal" },
    expected: {
      pg_allow_replication: true,
      ...opened("access_cert", "access_key", "password", "type"),
    },
    source: `${of("aiven_pg_user")}, ${frameworkPlan}`,
  },
  {
    type: "aiven_pg_user",
    what: "a write-only password",
    from: { password_wo: "first-secret", password_wo_version: 1 },
    to: { password_wo: "second-secret", password_wo_version: 2 },
    made: { pg_allow_replication: true },
    expected: {
      password_wo_version: 2,
      ...opened("access_cert", "access_key", "password", "type"),
    },
    source: `${of("aiven_pg_user")}, ${frameworkPlan}`,
  },
  {
    type: "aiven_pg_user",
    what: "a write-only password without its version",
    to: { password_wo: "first-secret" },
    expected: { refused: "password_wo and password_wo_version go together; set both or none" },
    source: of("aiven_pg_user"),
  },
  {
    type: "aiven_pg_user",
    what: "another name",
    from: { username: "a" },
    to: { username: "b" },
    expected: { replace: "username" },
    source: of("aiven_pg_user"),
  },
  {
    type: "aiven_pg_database",
    what: "protection",
    to: { termination_protection: true },
    expected: { termination_protection: true },
    source: of("aiven_pg_database"),
  },
  {
    type: "aiven_pg_database",
    what: "another order",
    to: { lc_collate: "C" },
    expected: { replace: "lc_collate" },
    source: of("aiven_pg_database"),
  },
  {
    type: "aiven_kafka_acl",
    what: "another permission",
    from: { permission: "read" },
    to: { permission: "write" },
    expected: { replace: "permission" },
    source: of("aiven_kafka_acl"),
  },
  {
    type: "aiven_kafka_acl",
    what: "a permission that is none",
    from: { permission: "read" },
    to: { permission: "reed" },
    expected: { refused: 'permission must be admin, read, readwrite or write, got "reed"' },
    source: of("aiven_kafka_acl"),
  },
  {
    type: "aiven_kafka_native_acl",
    what: "the host removed",
    from: { host: "10.0.0.1" },
    to: {},
    expected: { replace: "host" },
    source: of("aiven_kafka_native_acl"),
  },
  {
    type: "aiven_kafka_schema_configuration",
    what: "another level",
    from: { compatibility_level: "FULL" },
    to: { compatibility_level: "NONE" },
    expected: { compatibility_level: "NONE" },
    source: of("aiven_kafka_schema_configuration"),
  },
  {
    type: "aiven_kafka_schema_configuration",
    what: "the level removed",
    from: { compatibility_level: "FULL" },
    to: {},
    expected: "none",
    source: of("aiven_kafka_schema_configuration"),
  },
  {
    type: "aiven_kafka_schema_registry_acl",
    what: "another resource",
    from: { resource: "Config:" },
    to: { resource: "Subject:s" },
    expected: { replace: "resource" },
    source: of("aiven_kafka_schema_registry_acl"),
  },
  // connectors, integrations, endpoints
  {
    type: "aiven_kafka_connector",
    what: "a key added, one changed, one removed",
    from: connector("c", { a: "1", b: "1" }),
    to: connector("c", { b: "2", d: "1" }),
    expected: { "config.a": null, "config.b": "2", "config.d": "1" },
    source: of("aiven_kafka_connector"),
  },
  {
    type: "aiven_kafka_connector",
    what: "another name",
    from: connector("c", {}),
    to: connector("d", {}),
    expected: { replace: "connector_name" },
    source: of("aiven_kafka_connector"),
  },
  {
    type: "aiven_service_integration",
    what: "a user configuration added",
    from: connect,
    to: { ...connect, ...storage(allStorage) },
    expected: Object.fromEntries(
      Object.entries(allStorage).map(([name, value]) => [
        `kafka_connect_user_config.0.kafka_connect.0.${name}`,
        value,
      ]),
    ),
    source: diff,
  },
  {
    type: "aiven_service_integration",
    what: "another group",
    from: { ...connect, ...storage(allStorage) },
    to: { ...connect, ...storage({ ...allStorage, group_id: "h" }) },
    expected: { "kafka_connect_user_config.0.kafka_connect.0.group_id": "h" },
    source: of("aiven_service_integration"),
  },
  {
    type: "aiven_service_integration",
    what: "another destination",
    from: connect,
    to: { ...connect, destination_service_name: "d" },
    expected: { replace: "destination_service_name" },
    source: of("aiven_service_integration"),
  },
  {
    type: "aiven_service_integration",
    what: "an endpoint of a wrong form",
    from: { integration_type: "datadog", source_service_name: "k" },
    to: { integration_type: "datadog", source_service_name: "k", destination_endpoint_id: "e" },
    expected: { refused: 'destination_endpoint_id must be PROJECT/ENDPOINT_ID, got "e"' },
    source: of("aiven_service_integration"),
  },
  {
    type: "aiven_service_integration_endpoint",
    what: "another port",
    from: pgEndpoint({}),
    to: pgEndpoint({ port: 5433 }),
    expected: { "external_postgresql.0.port": 5433 },
    source: of("aiven_service_integration_endpoint"),
  },
  {
    type: "aiven_service_integration_endpoint",
    what: "an argument removed",
    from: pgEndpoint({ default_database: "d" }),
    to: pgEndpoint({}),
    expected: "none",
    source: diff,
  },
  {
    type: "aiven_service_integration_endpoint",
    what: "another name",
    from: { endpoint_name: "a" },
    to: { endpoint_name: "b" },
    expected: { replace: "endpoint_name" },
    source: of("aiven_service_integration_endpoint"),
  },
  // types that exist in Terraform's state only
  {
    type: "aiven_kafka_schema",
    what: "another spelling",
    from: { schema: json },
    to: { schema: JSON.stringify(JSON.parse(json), null, 2) },
    expected: "none",
    source: `${of("aiven_kafka_schema")}, diffSuppressJSONObjectOrProtobufString`,
  },
  {
    type: "aiven_kafka_schema",
    what: "another schema",
    from: { schema: json },
    to: { schema: json.replace('"a"', '"b"') },
    expected: { schema: normal.replace('"a"', '"b"') },
    source: `${of("aiven_kafka_schema")}, normalizeJSONOrProtobufString`,
  },
  {
    type: "aiven_kafka_schema",
    what: "the compatibility removed",
    from: { schema: json, compatibility_level: "FULL" },
    to: { schema: json },
    expected: "none",
    source: of("aiven_kafka_schema"),
  },
  {
    type: "aiven_kafka_schema",
    what: "another language",
    from: { schema: json },
    to: { schema: json, schema_type: "JSON" },
    expected: { replace: "schema_type" },
    source: of("aiven_kafka_schema"),
  },
  {
    type: "aiven_clickhouse_grant",
    what: "another privilege",
    from: { privilege_grant: [{ database: "d", privilege: "SELECT" }] },
    to: { privilege_grant: [{ database: "d", privilege: "INSERT" }] },
    expected: { replace: "privilege_grant" },
    source: of("aiven_clickhouse_grant"),
  },
  {
    type: "aiven_clickhouse_grant",
    what: "an empty table for none",
    from: { privilege_grant: [{ database: "d", privilege: "SELECT" }] },
    to: { privilege_grant: [{ database: "d", privilege: "SELECT", table: "", with_grant: false }] },
    expected: "none",
    source: of("aiven_clickhouse_grant"),
  },
  {
    type: "aiven_flink_application_deployment",
    what: "the default parallelism written",
    to: { parallelism: 1 },
    expected: "none",
    source: of("aiven_flink_application_deployment"),
  },
  {
    type: "aiven_flink_application_deployment",
    what: "more of it",
    to: { parallelism: 2 },
    expected: { replace: "parallelism" },
    source: of("aiven_flink_application_deployment"),
  },
  {
    type: "aiven_connection_pool",
    what: "another size",
    to: { pool_size: 20 },
    made: { connection_uri: "u" },
    expected: { pool_size: 20, connection_uri: unknown },
    source: `${of("aiven_connection_pool")}, ${frameworkPlan}`,
  },
  {
    type: "aiven_organization_user_group",
    what: "another description",
    from: { description: "a" },
    to: { description: "b" },
    made: { create_time: "t", managed_by_scim: false, update_time: "t" },
    expected: { description: "b", managed_by_scim: unknown, update_time: unknown },
    source: of("aiven_organization_user_group"),
  },
  {
    type: "aiven_kafka_quota",
    what: "another user",
    from: { user: "one" },
    to: { user: "two" },
    expected: { replace: "user" },
    source: of("aiven_kafka_quota"),
  },
  {
    type: "aiven_project",
    what: "owners' access",
    to: { add_account_owners_admin_access: true },
    expected: "none",
    source: of("aiven_project"),
  },
  {
    type: "aiven_project",
    what: "the default cloud removed",
    from: { default_cloud: "aws-eu-west-1" },
    to: {},
    expected: "none",
    source: `${of("aiven_project")}, EmptyObjectDiffSuppressFunc`,
  },
];

describe(`${edits.length} edits after an apply`, () => {
  it("are of every rehearsed type, each with its source", () => {
    const types = new Set(edits.map(({ type }) => type));
    expect(Object.keys(rehearsed).filter((type) => !types.has(type))).toEqual([]);
    expect(edits.filter(({ source }) => !source)).toEqual([]);
  });

  it.each(edits)("$type: $what", async ({ type, from = {}, to, made = {}, expected }) => {
    const provider = operations();
    const { block } = provider.type(type);
    const least = leastConfig(provider.type(type));
    const config = (values: Values): Values => complete(block, { ...least, ...values });
    const { planned } = await provider.plan(type, null, config(from));
    const created = await provider.create(type, planned, config(from));
    const state: Values = { ...created, ...made };
    expect(differences(state, (await provider.plan(type, state, config(from))).planned)).toEqual(
      {},
    );

    const after = await provider.plan(type, state, config(to));
    const refused = after.diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ detail }) => detail);
    if (typeof expected === "object" && "refused" in expected) {
      expect(refused).toEqual([expected.refused]);
      return;
    }
    expect(refused).toEqual([]);
    const replaced = after.replace.map((path) => path.join("."));
    if (typeof expected === "object" && "replace" in expected) {
      expect(replaced).toEqual([expected.replace]);
      return;
    }
    expect(replaced).toEqual([]);
    expect(differences(state, after.planned)).toEqual(expected === "none" ? {} : expected);

    const changed = await provider.update(type, state, after.planned, config(to));
    expect(leaves(changed).filter(([, value]) => isUnknown(value))).toEqual([]);
    if (leaves(after.planned).some(([, value]) => isUnknown(value))) return;
    expect(differences(changed, (await provider.plan(type, changed, config(to))).planned)).toEqual(
      {},
    );
  });
});

describe("what changes behind Terraform's back", () => {
  /** Topics that live here and not in the state. */
  const topics = new Map<string, Values>();
  const topic: ResourceHandler = {
    create: (config) => void topics.set(String(config.topic_name), config),
    read: ({ topic_name: name }) => topics.get(String(name)),
    update: () => undefined,
    delete: () => undefined,
  };
  const type = "aiven_kafka_topic";
  const values = { ...{ project: "p", service_name: "k" }, topic_name: "t" };
  const provider = operations({ aiven_kafka_topic: topic });
  const config = complete(provider.type(type).block, {
    ...{ ...values, partitions: 1, replication: 2 },
    config: [{ retention_ms: "1" }],
  });
  const made = async () => {
    const { planned } = await provider.plan(type, null, config);
    return provider.create(type, planned, config);
  };

  it("is planned to be created again once it is gone", async () => {
    const state = await made();
    topics.clear();
    expect(await provider.read(type, state)).toBeNull();
    const { planned } = await provider.plan(type, null, config);
    expect(planned).toMatchObject({ id: unknown, topic_name: "t" });
  });

  it("is planned to be changed back", async () => {
    const state = await made();
    topics.set("t", { ...state, replication: 3 });
    const current = await provider.read(type, state);
    const { planned } = await provider.plan(type, current, config);
    expect(differences(current ?? {}, planned)).toEqual({ replication: 2 });
  });

  it("is imported, with nothing left to plan", async () => {
    await made();
    const imported = await provider.read(type, await provider.importState(type, "p/k/t"));
    const { planned } = await provider.plan(type, imported, config);
    expect(differences(imported ?? {}, planned)).toEqual({});
  });

  it.each([
    ["aiven_kafka_topic", "p/k", "PROJECT/SERVICE_NAME/TOPIC_NAME"],
    ["aiven_pg", "pg", "PROJECT/SERVICE_NAME"],
    ["aiven_pg", "p/", "PROJECT/SERVICE_NAME"],
  ])("%s is not imported as %s", async (name, id, form) => {
    await expect(provider.importState(name, id)).rejects.toThrow(
      `Invalid import id: the id of ${name} must be ${form}, got "${id}"`,
    );
  });

  it("takes the language of an imported schema as it is configured", async () => {
    const schema = "aiven_kafka_schema";
    const json = { ...{ project: "p", service_name: "k" }, subject_name: "s", schema: "{}" };
    const block = provider.type(schema).block;
    const imported = { ...(await provider.importState(schema, "p/k/s")), schema: "{}" };
    const asked = complete(block, { ...json, schema_type: "JSON" });
    const { planned, replace } = await provider.plan(schema, imported, asked);
    expect(replace).toEqual([]);
    expect(differences(imported, planned)).toEqual({});
  });
});
