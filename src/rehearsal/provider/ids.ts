import { randomBytes } from "node:crypto";
import { requirement } from "../../aiven/rules/message";
import type { ResourceType } from "./facts";
import { identifier } from "./placeholders/identifiers";
import { ApiError } from "./resource-handler";
import { suppressions } from "./source/planning";
import type { Value, Values } from "../../stack/values";

/**
 * The attributes that make up a resource's id, joined by `/`: what `terraform import` takes. A
 * service, and what there is one of in a service, is `project/service_name`.
 */
const idParts: Readonly<Record<string, string>> = {
  aiven_account: "account_id",
  aiven_account_authentication: "account_id/authentication_id",
  aiven_account_team: "account_id/team_id",
  aiven_account_team_member: "account_id/team_id/user_email",
  aiven_account_team_project: "account_id/team_id/project_name",
  aiven_aws_vpc_peering_connection: "vpc_id/aws_account_id/aws_vpc_id/aws_vpc_region",
  aiven_azure_vpc_peering_connection: "vpc_id/azure_subscription_id/vnet_name",
  aiven_billing_group: "billing_group_id",
  aiven_byoc_aws_entity: "organization_id/custom_cloud_environment_id",
  aiven_byoc_aws_provision: "organization_id/custom_cloud_environment_id",
  aiven_byoc_permissions: "organization_id/custom_cloud_environment_id",
  aiven_clickhouse_database: "project/service_name/name",
  aiven_clickhouse_role: "project/service_name/role",
  aiven_clickhouse_user: "project/service_name/uuid",
  aiven_cmk: "project/cmk_id",
  aiven_connection_pool: "project/service_name/pool_name",
  aiven_flink_application: "project/service_name/application_id",
  aiven_flink_application_deployment: "project/service_name/application_id/deployment_id",
  aiven_flink_application_version: "project/service_name/application_id/application_version_id",
  aiven_gcp_vpc_peering_connection: "vpc_id/gcp_project_id/peer_vpc",
  aiven_governance_access: "organization_id/access_id",
  aiven_kafka_acl: "project/service_name/acl_id",
  aiven_kafka_connector: "project/service_name/connector_name",
  aiven_kafka_native_acl: "project/service_name/acl_id",
  aiven_kafka_schema: "project/service_name/subject_name",
  aiven_kafka_schema_registry_acl: "project/service_name/acl_id",
  aiven_kafka_topic: "project/service_name/topic_name",
  aiven_kafka_user: "project/service_name/username",
  aiven_mirrormaker_replication_flow: "project/service_name/source_cluster/target_cluster",
  aiven_mysql_database: "project/service_name/database_name",
  aiven_mysql_user: "project/service_name/username",
  aiven_opensearch_acl_rule: "project/service_name/username/index",
  aiven_opensearch_user: "project/service_name/username",
  aiven_organization_address: "organization_id/address_id",
  aiven_organization_application_user: "organization_id/user_id",
  aiven_organization_application_user_token: "organization_id/user_id/token_prefix",
  aiven_organization_billing_group: "organization_id/billing_group_id",
  aiven_organization_group_project: "project/group_id",
  aiven_organization_permission: "organization_id/resource_type/resource_id",
  aiven_organization_project: "organization_id/project_id",
  aiven_organization_user: "organization_id/user_email",
  aiven_organization_user_group: "organization_id/group_id",
  aiven_organization_user_group_member: "organization_id/group_id/user_id",
  aiven_organization_vpc: "organization_id/organization_vpc_id",
  aiven_pg_database: "project/service_name/database_name",
  aiven_pg_user: "project/service_name/username",
  aiven_project: "project",
  aiven_project_user: "project/email",
  aiven_project_vpc: "project/project_vpc_id",
  aiven_service_integration: "project/integration_id",
  aiven_static_ip: "project/static_ip_address_id",
  aiven_transit_gateway_vpc_attachment: "vpc_id/peer_cloud_account/peer_vpc",
  aiven_upgrade_step: "organization_id/step_id",
  aiven_valkey_user: "project/service_name/username",
};

function partsOf({ name, block }: ResourceType): string[] {
  const parts = idParts[name]?.split("/");
  if (parts) return parts;
  return ["project", "service_name"].filter((part) =>
    block.attributes.some((attribute) => attribute.name === part && attribute.required),
  );
}

/** Resources of which there are several where the known parts lead: a UUID tells them apart. */
function needsUuid({ name }: ResourceType, parts: readonly string[]): boolean {
  return parts.length === 0 || (parts.join() === "project" && name !== "aiven_project");
}

/**
 * The values with an id, and with the parts of it that Aiven makes up.
 *
 * @param makeUp an id in the form of the attribute with this name. @default - a random one
 */
export function withId(type: ResourceType, values: Values, makeUp = randomId): Values {
  if (values.id) return values;
  const parts = partsOf(type);
  const named: Values = { ...values };
  for (const { name, computed } of type.block.attributes) {
    if (computed && parts.includes(name)) named[name] ??= makeUp(name);
  }
  const texts = parts.map((part) => named[part]).filter((text) => (text ?? null) !== null);
  if (needsUuid(type, parts)) texts.push(makeUp(ownIds[type.name] ?? "id"));
  return { ...named, id: texts.join("/") };
}

/** Types whose id is no UUID: the attribute by which others name it. */
const ownIds: Readonly<Record<string, string>> = {
  aiven_organization: "organization_id",
  aiven_organizational_unit: "account_id",
};

function randomId(attribute: string): string {
  return identifier(attribute, (count) => randomBytes(16).toString("hex").slice(0, count));
}

/** The id once a handler has made the resource; the handler may have chosen an id, or a part of one. */
export function idOf(type: ResourceType, identified: Values, made: Values): Value {
  const hasOtherParts = partsOf(type).some(
    (part) => (made[part] ?? identified[part]) !== identified[part],
  );
  if (made.id || !hasOtherParts) return made.id ?? identified.id;
  return withId(type, { ...identified, ...made, id: null }).id;
}

/** `terraform import` takes the id that the provider forms, and no other. */
export function refuseOtherForm(type: ResourceType, id: string): void {
  const parts = partsOf(type);
  const form = needsUuid(type, parts) ? [...parts, "id"] : parts;
  const optional = type.block.attributes.filter(({ required, computed }) => !required && !computed);
  const least = form.filter((part) => !optional.some(({ name }) => name === part)).length;
  const given = id.split("/");
  if (given.length >= least && !given.slice(0, least).includes("")) return;
  throw new ApiError(
    "Invalid import id",
    requirement(`the id of ${type.name}`, `be ${form.join("/").toUpperCase()}`, id),
  );
}

/** What an id tells of the attributes; the one part that may hold a `/` itself takes the surplus. */
export function fromId(type: ResourceType, id: string): Values {
  const parts = partsOf(type);
  const texts = id.split("/");
  // what Aiven does not tell is not in the state: the provider then takes whatever is configured
  const imported = Object.entries(type.defaults).filter(([name]) => !isLeftOut(type.name, name));
  const values: Values = { ...Object.fromEntries(imported), id };
  const surplus = texts.length - parts.length;
  if (surplus < 0) return values;
  const wide = parts[0] === "vpc_id" ? 0 : parts.length - 1;
  parts.forEach((part, index) => {
    const from = index > wide ? index + surplus : index;
    const width = index === wide && !needsUuid(type, parts) ? 1 + surplus : 1;
    values[part] = texts.slice(from, from + width).join("/");
  });
  return values;
}

/** Whether Aiven does not return it, so that the state after an import lacks it. */
function isLeftOut(type: string, name: string): boolean {
  return suppressions[type]?.[name] === "unset before";
}
