/**
 * What a plan of the provider depends on beside its schema, by type and argument
 * (`block.argument` inside blocks), from the files of `sourceFiles`.
 */
import type { Values } from "../../../stack/values";
import { serviceTypes } from "./source-files";

/** `Default:`, beyond those that were seen in plans (planned-defaults.json). */
export const defaults: Readonly<Record<string, Values>> = {
  aiven_account_authentication: {
    enabled: false,
    saml_digest_algorithm: "sha256",
    saml_signature_algorithm: "rsa-sha256",
  },
  aiven_flink_application_deployment: { parallelism: 1, restart_enabled: true },
  aiven_kafka_native_acl: { host: "*" },
  aiven_kafka_schema: { schema_type: "AVRO" },
};

/** `ForceNew: true`, where the description does not say so and forces-recreation.json lacks it. */
export const replacements: Readonly<Record<string, readonly string[]>> = {
  aiven_flink_application_version: [
    ...["application_id", "statement"],
    ...["sink", "sinks", "source", "sources"].flatMap((block) => [
      `${block}.create_table`,
      `${block}.integration_id`,
    ]),
  ],
  aiven_kafka_quota: ["client_id", "user"],
  aiven_kafka_schema: ["schema_type"],
  aiven_organization_group_project: ["group_id", "project", "role"],
  aiven_service_integration_endpoint: ["endpoint_name", "endpoint_type", "project"],
  aiven_transit_gateway_vpc_attachment: ["peer_region"],
};

/**
 * `UseStateForUnknown()`: what a change of a resource of the newer framework leaves as it was. All
 * else that Aiven computes is unknown after any change. `id` is kept but for {@link openIds}.
 */
export const keptComputed: Readonly<Record<string, readonly string[]>> = {
  aiven_aws_privatelink: ["aws_service_id"],
  aiven_azure_privatelink: ["azure_service_id", "message"],
  aiven_byoc_aws_entity: ["aiven_aws_assume_role_external_id", "custom_cloud_environment_id"],
  aiven_byoc_aws_provision: ["aiven_aws_assume_role_external_id"],
  aiven_clickhouse_user: ["uuid"],
  aiven_flink_application: ["application_id", "created_at", "created_by"],
  aiven_flink_application_deployment: ["created_at", "created_by", "deployment_id"],
  aiven_gcp_privatelink: ["message"],
  aiven_governance_access: ["access_id"],
  aiven_kafka_acl: ["acl_id"],
  aiven_kafka_native_acl: ["acl_id"],
  aiven_kafka_schema_registry_acl: ["acl_id"],
  aiven_kafka_topic: ["config.*"],
  aiven_mirrormaker_replication_flow: [
    ...["follower_fetching_enabled", "offset_lag_max", "offset_syncs_topic_location"],
    ...["replication_factor", "replication_policy_class"],
  ],
  aiven_organization: ["create_time", "tenant_id"],
  aiven_organization_address: ["address_id", "create_time"],
  aiven_organization_application_user: ["create_time", "user_id"],
  aiven_organization_application_user_token: ["create_time"],
  aiven_organization_billing_group: ["billing_group_id", "create_time"],
  aiven_organization_user_group: ["create_time", "group_id"],
  aiven_organization_vpc: ["create_time", "organization_vpc_id"],
  aiven_organizational_unit: ["create_time", "tenant_id"],
  aiven_pg_user: ["pg_allow_replication"],
  aiven_project_vpc: ["project_vpc_id"],
  aiven_upgrade_step: ["step_id"],
};

/** Types whose id may change: `id` has no UseStateForUnknown. */
export const openIds: ReadonlySet<string> = new Set(["aiven_organization_project"]);

/** When the older SDK leaves an argument as it is in the state. */
export type Suppression =
  /** no longer configured, or empty */
  | "removed"
  /** any change, once the resource exists */
  | "created"
  /** any change, and it is never planned */
  | "always"
  /** the state has none, as after an import */
  | "unset before"
  /** equal but for white space at either end */
  | "trimmed"
  /** the same schema in another spelling */
  | "same schema";

/** `DiffSuppressFunc`. */
export const suppressions: Readonly<Record<string, Readonly<Record<string, Suppression>>>> = {
  ...Object.fromEntries(
    serviceTypes.map((type) => [
      type,
      {
        cloud_name: "removed",
        maintenance_window_dow: "removed",
        maintenance_window_time: "removed",
      },
    ]),
  ),
  aiven_account_authentication: { saml_certificate: "trimmed" },
  aiven_aws_vpc_peering_connection: { aws_vpc_region: "removed" },
  aiven_kafka: {
    cloud_name: "removed",
    default_acl: "created",
    karapace: "removed",
    maintenance_window_dow: "removed",
    maintenance_window_time: "removed",
  },
  aiven_kafka_schema: {
    compatibility_level: "removed",
    schema: "same schema",
    schema_type: "unset before",
  },
  aiven_kafka_schema_configuration: { compatibility_level: "removed" },
  aiven_project: {
    add_account_owners_admin_access: "always",
    billing_group: "removed",
    copy_from_project: "created",
    default_cloud: "removed",
    use_source_project_billing_group: "created",
  },
};

/** `*_user_config` by another name: userConfigKey in internal/sdkprovider/userconfig/converters. */
export const otherUserConfigs: ReadonlySet<string> = new Set([
  "external_google_cloud_bigquery",
  "external_postgresql",
]);

/** `Beta: true`, of zz_view.go in the type's folder. */
export const betaTypes: ReadonlySet<string> = new Set([
  ...["aiven_byoc_aws_entity", "aiven_byoc_aws_provision", "aiven_byoc_permissions"],
  "aiven_governance_access",
]);

/**
 * Blocks in which the state has only what was set, and null for the rest: flattenConfig in
 * internal/plugin/service/kafka/topic/topic.go.
 */
export const onlyWhatIsSet: Readonly<Record<string, readonly string[]>> = {
  aiven_kafka_topic: ["config"],
};
