/**
 * What single arguments may be: `ValidateFunc` of the older SDK, `Validators` of the newer
 * framework, by type and argument (`block.argument` inside blocks), from the files of `sourceFiles`.
 * Enumerations are in allowed-values.json.
 */
import { serviceTypes } from "./source-files";

export interface Limit {
  /** Characters of a text. */
  readonly length?: readonly [min: number, max: number];
  /** Of a number. */
  readonly range?: readonly [min: number, max: number];
  /** Elements of a list or set, blocks of a block type. */
  readonly count?: readonly [min: number, max: number];
  /** What a text must look like, and how to say so. */
  readonly form?: Form;
}

export interface Form {
  readonly pattern: RegExp;
  readonly words: string;
}

type Limits = Readonly<Record<string, Limit>>;

const { MAX_SAFE_INTEGER: any } = Number;
const upTo = (max: number): Limit => ({ length: [0, max] });
const between = (min: number, max: number): Limit => ({ length: [min, max] });
const shaped = (pattern: RegExp, words: string): Limit => ({ form: { pattern, words } });

/** CommonSchemaProjectReference, CommonSchemaServiceNameReference: internal/schemautil/common.go. */
const reference = shaped(/^[a-zA-Z0-9_-]*$/, "have letters, digits, _ and - only");
const inService: Limits = { project: reference, service_name: reference };

/** validateVPCID: internal/sdkprovider/service/vpc/vpc_peering_connection.go. */
const vpcId = shaped(/^[^/]*\/[^/]*$/, "be PROJECT/VPC_ID");
const endpointId = shaped(/^[a-zA-Z0-9_-]*\/[a-zA-Z0-9_-]*$/, "be PROJECT/ENDPOINT_ID");
/** ValidateHumanByteSizeString: internal/schemautil/schemautil.go. */
const size = shaped(/^[1-9][0-9]*(GiB|G)$/, "be a whole number of GiB such as 90GiB");
const aclUser = shaped(/^[-._*?A-Za-z0-9]+$/, "have letters, digits and -._*? only");
const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const service: Limits = {
  project: reference,
  additional_disk_space: size,
  disk_space: size,
  maintenance_window_dow: shaped(
    new RegExp(`^(${days.join("|")})$`),
    `be ${days.slice(0, -1).join(", ")} or ${days.at(-1)}`,
  ),
  maintenance_window_time: shaped(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, "be HH:mm:ss"),
};

const user: Limits = {
  password: between(8, 256),
  password_wo: between(8, 256),
  password_wo_version: { range: [1, any] },
  username: upTo(64),
};

export const limits: Readonly<Record<string, Limits>> = {
  ...Object.fromEntries(serviceTypes.map((type) => [type, service])),
  aiven_aws_privatelink: { principals: { count: [1, 16] } },
  aiven_aws_vpc_peering_connection: { vpc_id: vpcId },
  aiven_azure_privatelink: { user_subscription_ids: { count: [0, 16] } },
  aiven_azure_privatelink_connection_approval: inService,
  aiven_azure_vpc_peering_connection: { vpc_id: vpcId },
  aiven_billing_group: {
    address_lines: { count: [0, 3] },
    billing_contact_emails: { count: [0, 10] },
    billing_emails: { count: [0, 10] },
    billing_extra_text: upTo(1000),
    card_id: upTo(64),
    city: upTo(50),
    company: upTo(83),
    copy_from_billing_group: between(36, 36),
    country_code: upTo(2),
    name: upTo(128),
    state: upTo(30),
    vat_id: upTo(64),
    zip_code: upTo(36),
  },
  aiven_byoc_aws_entity: {
    cloud_region: upTo(32),
    contact_emails: { count: [1, 10] },
    display_name: upTo(64),
    reserved_cidr: upTo(18),
  },
  aiven_byoc_aws_provision: {
    aws_iam_role_arn: upTo(2048),
    custom_cloud_environment_id: between(36, 36),
  },
  aiven_byoc_permissions: { accounts: { count: [0, 1000] }, projects: { count: [0, 1000] } },
  aiven_clickhouse_database: { name: upTo(40) },
  aiven_clickhouse_grant: {
    ...inService,
    "privilege_grant.privilege": shaped(/^[a-zA-Z0-9 ]*$/, "have words of letters and digits only"),
  },
  aiven_clickhouse_role: inService,
  aiven_clickhouse_user: user,
  aiven_cmk: { resource: between(1, 512) },
  aiven_connection_pool: {
    database_name: upTo(63),
    pool_name: upTo(63),
    pool_size: { range: [1, 10_000] },
    username: between(1, 64),
  },
  aiven_flink_application: { name: upTo(128) },
  aiven_flink_application_deployment: {
    parallelism: { range: [1, 128] },
    starting_savepoint: between(1, 2048),
    version_id: between(36, 36),
  },
  aiven_flink_application_version: inService,
  aiven_gcp_privatelink_connection_approval: inService,
  aiven_gcp_vpc_peering_connection: { vpc_id: vpcId },
  aiven_governance_access: {
    access_data: { count: [1, 1] },
    "access_data.acls": { count: [1, any] },
    "access_data.acls.host": upTo(256),
    "access_data.acls.resource_name": upTo(256),
    owner_user_group_id: upTo(36),
  },
  aiven_kafka_acl: {
    topic: between(1, 249),
    username: { ...aclUser, length: [1, 64] },
  },
  aiven_kafka_connector: inService,
  aiven_kafka_native_acl: { host: upTo(256), principal: upTo(256), resource_name: upTo(256) },
  aiven_kafka_quota: {
    ...inService,
    client_id: between(1, 255),
    consumer_byte_rate: { range: [0, 1_073_741_824] },
    producer_byte_rate: { range: [0, 1_073_741_824] },
    request_percentage: { range: [0, 100] },
    user: shaped(
      /^(\*$|[a-zA-Z0-9_?][a-zA-Z0-9\-_?*.].{0,62})$/,
      "be * or 2 to 64 characters that begin with letters and digits",
    ),
  },
  aiven_kafka_schema: inService,
  aiven_kafka_schema_configuration: inService,
  aiven_kafka_schema_registry_acl: { resource: between(1, 249), username: between(1, 64) },
  aiven_kafka_topic: {
    config: { count: [0, 1] },
    owner_user_group_id: between(1, 36),
    partitions: { range: [1, 1_000_000] },
    replication: { range: [1, any] },
    tag: { count: [0, 25] },
    "tag.key": between(1, 64),
    "tag.value": upTo(256),
    topic_description: between(1, 256),
    topic_name: between(1, 249),
  },
  aiven_kafka_user: user,
  aiven_mysql_database: { database_name: upTo(40) },
  aiven_mysql_user: user,
  aiven_opensearch_acl_config: inService,
  aiven_opensearch_acl_rule: { ...inService, index: between(1, 249), username: aclUser },
  aiven_opensearch_security_plugin_config: { admin_password: between(8, 256) },
  aiven_opensearch_user: user,
  aiven_organization: { name: upTo(83) },
  aiven_organization_address: {
    address_lines: { count: [1, 3] },
    city: upTo(50),
    country_code: upTo(2),
    name: between(1, 83),
    organization_id: upTo(36),
    state: upTo(30),
    zip_code: upTo(36),
  },
  aiven_organization_application_user_token: {
    description: upTo(1000),
    ip_allowlist: { count: [0, 100] },
    max_age_seconds: { range: [600, 315_360_000] },
    scopes: { count: [0, 100] },
  },
  aiven_organization_billing_group: {
    billing_address_id: upTo(36),
    billing_contact_emails: { count: [1, any] },
    billing_emails: { count: [1, any] },
    billing_group_name: between(1, 128),
    custom_invoice_text: upTo(256),
    organization_id: upTo(36),
    payment_method: { count: [1, 1] },
    "payment_method.payment_method_id": upTo(36),
    shipping_address_id: upTo(36),
  },
  aiven_organization_permission: { permissions: { count: [1, any] } },
  aiven_organization_project: {
    base_port: { range: [10_000, 30_000] },
    billing_group_id: between(1, any),
    organization_id: upTo(36),
  },
  aiven_organization_user_group: { description: upTo(4096), name: upTo(128) },
  aiven_organization_vpc: { display_name: upTo(64), organization_id: upTo(36) },
  aiven_organizational_unit: { name: upTo(83), parent_id: upTo(36) },
  aiven_pg_database: {
    database_name: upTo(40),
    lc_collate: between(1, 128),
    lc_ctype: between(1, 128),
  },
  aiven_pg_user: user,
  aiven_project_user: {
    email: shaped(/^[^@\s]+@[^@\s]+$/, "be an email address"),
    project: reference,
  },
  aiven_service_integration: {
    destination_endpoint_id: endpointId,
    source_endpoint_id: endpointId,
  },
  aiven_static_ip: { cloud_name: upTo(256) },
  aiven_upgrade_step: { auto_validation_delay_days: { range: [1, any] } },
  aiven_valkey_user: {
    ...user,
    username: {
      length: [0, 64],
      ...shaped(
        /^[_A-Za-z0-9][-._A-Za-z0-9]{0,63}$/,
        "begin with a letter, digit or _ and have letters, digits and -._ only",
      ),
    },
  },
};
