import { listed, must } from "../../aiven/message";
import { type Finding, type Planned, Refusal, type ResourceMeaning } from "../meaning";
import type { AclRight } from "../services";
import type { World } from "../world";
import { aclFindings, type AclState, addAcl, onceMade } from "./kafka-acls";

interface NativeAclState extends AclState {
  principal: string;
  resource_type: string;
  resource_name: string;
  pattern_type: string;
  operation: string;
  permission_type: string;
  host: string | null;
}

/** aiven_kafka_native_acl: one ACL of Kafka's own. */
export const kafkaNativeAcl: ResourceMeaning<World, NativeAclState> = {
  check: (planned, prior, { context: world }) => [
    ...faultsOf(planned),
    ...aclFindings(world, planned, prior),
  ],

  async create(config, { context: world }) {
    const service = world.get("kafka", config.project, config.service_name, "service_name");
    const { principal, host: from, acl_id: id } = config;
    const host = from ?? "*";
    if (!principal.startsWith("User:")) {
      throw new Refusal("Invalid principal", must("principal", "be User:NAME", principal), [
        "principal",
      ]);
    }
    const { resource_type, resource_name, pattern_type, operation, permission_type } = config;
    const values = { resource_type, resource_name, pattern_type, operation, permission_type };
    await addAcl(service, id, {
      username: principal.slice("User:".length),
      rights: [
        {
          resourceType: kafkas(resource_type) as AclRight["resourceType"],
          resourceName: resource_name,
          patternType: pattern_type as AclRight["patternType"],
          operation: kafkas(operation) as AclRight["operation"],
          permission: permission_type as AclRight["permission"],
          host,
        },
      ],
      values: { ...values, principal, host },
    });
    return { host };
  },

  ...onceMade,
};

/** What the provider itself takes: internal/plugin/service/kafka/nativeacl/zz_resource.go. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  resource_type: ["Cluster", "DelegationToken", "Group", "Topic", "TransactionalId", "User"],
  pattern_type: ["LITERAL", "PREFIXED"],
  operation: [
    ...["All", "Alter", "AlterConfigs", "ClusterAction", "Create", "CreateTokens", "Delete"],
    ...["Describe", "DescribeConfigs", "DescribeTokens", "IdempotentWrite", "Read", "Write"],
  ],
  permission_type: ["ALLOW", "DENY"],
};

function faultsOf(planned: Planned<NativeAclState>): Finding[] {
  return Object.entries(allowed).flatMap(([attribute, values]): Finding[] => {
    const value = planned[attribute];
    if (typeof value !== "string" || values.includes(value)) return [];
    const detail = must(attribute, `be ${listed(values)}`, value);
    return [{ severity: "error", summary: "Invalid Attribute", detail, attribute: [attribute] }];
  });
}

/** `TransactionalId` is TRANSACTIONAL_ID to Kafka. */
function kafkas(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
}
