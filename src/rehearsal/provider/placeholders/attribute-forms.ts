import { knownNodesOf, type ServiceType } from "../../../aiven/facts/service-plans";
import {
  componentsOf,
  hostOf,
  isService,
  passwordOf,
  portOf,
  type Subject,
  text,
  uriOf,
  userOf,
} from "./service-forms";
import { heldEmail, heldHost } from "./source";
import { topicDefaults } from "./topic-config";
import type { Value } from "../../../stack/values";

type Form = (subject: Subject, attribute: string) => Value;

const always =
  (value: Value): Form =>
  () =>
    value;
const arn: Form = (_subject, attribute) => `arn:aws:iam::000000000000:role/${heldHost(attribute)}`;
const id: Form = ({ source, key }, attribute) => source.id(attribute, key);
const time: Form = ({ source }) => source.time;
const password: Form = (subject) => passwordOf(subject);
const cidrs: Form = (_subject, attribute) => ({ [heldHost(attribute)]: "192.0.2.0/28" });
/** What Aiven leaves empty until somebody gives it. */
const empty = always("");

/** A step of sizes that fits every plan; the real ones depend on the plan and the cloud. */
const diskSpace = "90GiB";
const diskCap = "540GiB";
const diskStep = "30GiB";

function mebibytes(gibibytes: string): number {
  return Number.parseInt(gibibytes, 10) * 1_024;
}

const rehearsed: readonly ServiceType[] = ["pg", "kafka", "kafka_connect"];

const nodes: Form = ({ values }) => {
  const plan = text(values.service_plan) ?? text(values.plan) ?? "";
  const service = rehearsed.find((each) => each === values.service_type);
  return (service && knownNodesOf(service, plan)) ?? 1;
};

/** Forms of single types, before those that all types share. */
const ofType: Readonly<Record<string, Form>> = {
  "aiven_aws_privatelink.state": always("active"),
  "aiven_azure_privatelink.state": always("active"),
  "aiven_azure_privatelink_connection_approval.state": always("active"),
  "aiven_byoc_aws_entity.state": always("draft"),
  "aiven_gcp_privatelink.state": always("active"),
  "aiven_gcp_privatelink_connection_approval.state": always("active"),
  "aiven_governance_access.host": always("*"),
  "aiven_governance_access.principal": always("User:held"),
  "aiven_kafka_native_acl.host": always("*"),
  "aiven_organization_application_user_token.full_token": ({ source, key }) => source.secret(key),
  "aiven_project.payment_method": always("card"),
  "aiven_static_ip.state": always("created"),
  "aiven_transit_gateway_vpc_attachment.peering_connection_id": ({ source, key }) =>
    `tgw-attach-${source.digits(key, 17)}`,
  // an endpoint is the source where no service is
  "aiven_service_integration.source_service_name": always(null),
};

/** What attributes are after apply, by name, whatever type has them. */
const named: Readonly<Record<string, Form>> = {
  ...Object.fromEntries(Object.entries(topicDefaults).map(([key, value]) => [key, always(value)])),
  access_cert: ({ source }) => source.certificate.cert,
  access_key: ({ source }) => source.certificate.key,
  additional_disk_space: always("0B"),
  admin_enabled: always(true),
  aiven_aws_account_principal: arn,
  aiven_aws_assume_role_external_id: ({ source, key }) => source.id("external_id", key),
  aiven_management_cidr_blocks: always(["192.0.2.0/24"]),
  aiven_object_storage_credentials_creator_user: () => heldHost("object-storage"),
  authentication: always("caching_sha2_password"),
  auto_validation_delay_days: always(7),
  available: always(true),
  available_credits: always("0.00"),
  aws_service_id: ({ source, key }) => `vpce-svc-${source.digits(key, 17)}`,
  aws_service_name: ({ source, key }) =>
    `com.amazonaws.vpce.held.vpce-svc-${source.digits(key, 17)}`,
  aws_subnets_bastion: cidrs,
  aws_subnets_workload: cidrs,
  aws_vpc_peering_connection_id: ({ source, key }) => `pcx-${source.digits(key, 17)}`,
  azure_service_alias: (subject) => hostOf(subject),
  azure_service_id: (subject) =>
    `/subscriptions/${subject.source.id("subscription", subject.key)}/resourceGroups/held/providers/Microsoft.Network/privateLinkServices/${hostOf(subject)}`,
  base_port: (subject) => portOf(subject),
  base_price_usd: always("0.00"),
  billing_currency: always("USD"),
  bouncer: (subject) => uriOf(subject, "bouncer"),
  bucket_names: (_subject, attribute) => ({ backup: heldHost(attribute) }),
  byoc_resource_tags: always({ held: "rehearsal" }),
  byoc_unique_name: () => heldHost("byoc"),
  ca_cert: ({ source, values }) => source.authority(values),
  city: empty,
  cloud_name: always("google-europe-west1"),
  cmk_id: empty,
  company: empty,
  compatibility_level: always("BACKWARD"),
  components: componentsOf,
  country_code: empty,
  created_by: () => heldEmail("created by"),
  created_manually: always(true),
  currently_active: always(true),
  custom_cloud_names: () => [`custom-aws-${heldHost("byoc")}`],
  database_name: always("defaultdb"),
  dbname: always("defaultdb"),
  disk_space: always(diskSpace),
  disk_space_cap: always(diskCap),
  disk_space_cap_mb: always(mebibytes(diskCap)),
  disk_space_default: always(diskSpace),
  disk_space_mb: always(mebibytes(diskSpace)),
  disk_space_step: always(diskStep),
  disk_space_step_mb: always(mebibytes(diskStep)),
  disk_space_used: ({ values }) => text(values.disk_space) ?? diskSpace,
  enabled: always(true),
  estimated_balance: always("0.00"),
  expiry_time: always("2099-12-31T23:59:59Z"),
  follower_fetching_enabled: always(true),
  google_service_attachment: (subject) =>
    `https://www.googleapis.com/compute/v1/projects/held/regions/held/serviceAttachments/${hostOf(subject)}`,
  host: (subject) => text(subject.values.service_host) ?? hostOf(subject),
  host_ports: (subject) => [`${hostOf(subject)}:${portOf(subject)}`],
  invited_by: () => heldEmail("invited by"),
  invited_by_user_email: () => heldEmail("invited by"),
  ip_address: ({ source, key }) => `192.0.2.${(source.port(key) % 254) + 1}`,
  is_account_owner: always(true),
  last_ip: always("192.0.2.1"),
  last_user_agent: always("held-user-agent"),
  last_user_agent_human_readable: always("held-user-agent"),
  lc_collate: always("en_US.UTF-8"),
  lc_ctype: always("en_US.UTF-8"),
  maintenance_window_dow: always("monday"),
  maintenance_window_enabled: always(true),
  maintenance_window_time: always("10:00:00"),
  max_connections: always(100),
  max_memory_percent: always(80),
  message: always("held: only Aiven makes the connection"),
  network_cidr: always("10.0.0.0/24"),
  node_count: nodes,
  node_cpu_count: always(2),
  node_memory_mb: always(4_096),
  object_storage_gb_price_usd: always("0.00"),
  offset_lag_max: always(100),
  offset_syncs_topic_location: always("source"),
  parallelism: always(1),
  partitions: always(1),
  pattern_type: always("LITERAL"),
  payment_method: always([]),
  permission: always("read"),
  plan: always("startup-4"),
  pool_mode: always("transaction"),
  pool_size: always(10),
  port: (subject) => subject.values.service_port ?? portOf(subject),
  primary_count: always(1),
  principal: arn,
  psc_connection_id: ({ source, key }) => String(Number.parseInt(source.digits(key, 12), 16)),
  recovery_mode: always("pitr"),
  replication: always(3),
  replication_factor: always(1),
  replication_policy_class: always("org.apache.kafka.connect.mirror.DefaultReplicationPolicy"),
  restart_enabled: always(true),
  route: always("dynamic"),
  schema: always('"string"'),
  schema_type: always("AVRO"),
  self_link: (subject) =>
    `https://www.googleapis.com/compute/v1/projects/held/global/networks/${hostOf(subject)}`,
  service_host: hostOf,
  service_name: empty,
  service_port: portOf,
  service_plan: always("startup-4"),
  service_type: ({ type, values }) =>
    text(values.service_type) ?? (isService(type) ? type.replace(/^aiven_/, "") : "pg"),
  service_username: userOf,
  sslmode: always("require"),
  state: ({ type }) => (isService(type) ? "RUNNING" : "ACTIVE"),
  status: always("current"),
  sync_group_offsets_interval_seconds: always(1),
  task: always([]),
  tenant_id: always("aiven"),
  token_prefix: id,
  topic_name: always("held-topic"),
  type: always("regular"),
  updated_by: () => heldEmail("updated by"),
  usage: always("primary"),
  use_customer_owned_storage: always(true),
  user: userOf,
  username: userOf,
  uuid: id,
  vat_id: empty,
  version: always(1),
};

/** What attributes are that end alike. */
const endings: readonly (readonly [RegExp, Form])[] = [
  [/(^|_)uris$/, (subject, attribute) => [uriOf(subject, attribute)]],
  [/(^|_)uri$/, uriOf],
  [/password$/, password],
  [/(_time|_at)$/, time],
  [/(^|_)email$/, ({ values }, attribute) => heldEmail(text(values.name) ?? attribute)],
  [/_arn$/, arn],
  [/_url$/, (subject, attribute) => `https://${hostOf(subject)}/${attribute.replace(/_url$/, "")}`],
  [/(^|_)id$/, id],
];

/** The form of an attribute, if it has one of its own; else its type decides. */
export function formOf(type: string, attribute: string): Form | undefined {
  return (
    ofType[`${type}.${attribute}`] ??
    (Object.hasOwn(named, attribute) ? named[attribute] : undefined) ??
    endings.find(([pattern]) => pattern.test(attribute))?.[1]
  );
}
