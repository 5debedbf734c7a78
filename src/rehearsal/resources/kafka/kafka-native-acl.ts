import { alternatives, requirement } from "../../../aiven/rules/message";
import { type Diagnostic, ApiError, type ResourceHandler } from "../../provider/resource-handler";
import type { AclRight } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import { aclDiagnostics, type AclState, addAcl, onceMade } from "./kafka-acls";
import type { Planned } from "../../../stack/values";

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
export const kafkaNativeAcl: ResourceHandler<LocalCloud, NativeAclState> = {
  check: (planned, prior, { context: cloud }) => [
    ...faultsOf(planned),
    ...aclDiagnostics(cloud, planned, prior),
  ],

  async create(config, { context: cloud }) {
    const service = cloud.get("kafka", config.project, config.service_name, "service_name");
    const { principal, host: from, acl_id: id } = config;
    const host = from ?? "*";
    if (!principal.startsWith("User:")) {
      throw new ApiError("Invalid principal", requirement("principal", "be User:NAME", principal), [
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

function faultsOf(planned: Planned<NativeAclState>): Diagnostic[] {
  return Object.entries(allowed).flatMap(([attribute, values]): Diagnostic[] => {
    const value = planned[attribute];
    if (typeof value !== "string" || values.includes(value)) return [];
    const detail = requirement(attribute, `be ${alternatives(values)}`, value);
    return [{ severity: "error", summary: "Invalid Attribute", detail, attribute: [attribute] }];
  });
}

/** `TransactionalId` is TRANSACTIONAL_ID to Kafka. */
function kafkas(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
}
