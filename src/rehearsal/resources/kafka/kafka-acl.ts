import type { Diagnostic, ResourceHandler } from "../../provider/resource-handler";
import type { AclRight } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import { aclDiagnostics, type AclState, addAcl, onceMade } from "./kafka-acls";

interface KafkaAclState extends AclState {
  permission: string;
  topic: string;
  username: string;
}

/** aiven_kafka_acl: rights on topics that fit a pattern, and on whatever group. */
export const kafkaAcl: ResourceHandler<LocalCloud, KafkaAclState> = {
  check: (planned, prior, { context: cloud }) => [
    ...faultsOf(planned),
    ...aclDiagnostics(cloud, planned, prior),
  ],

  async create(config, { context: cloud }) {
    const service = cloud.get("kafka", config.project, config.service_name, "service_name");
    const { acl_id: id, username, topic, permission } = config;
    await addAcl(service, id, {
      username,
      rights: rightsOf(permission, topic),
      values: { username, topic, permission },
    });
    return {};
  },

  ...onceMade,
};

type Operations = Partial<Record<AclRight["resourceType"], readonly AclRight["operation"][]>>;

const consumes: Operations = {
  TOPIC: ["READ", "DESCRIBE"],
  GROUP: ["READ", "DESCRIBE", "DELETE"],
};
const produces: Operations = { TOPIC: ["WRITE", "DESCRIBE"] };
const transacts: Operations = { TRANSACTIONAL_ID: ["WRITE", "DESCRIBE"] };

/**
 * The table at the end of https://aiven.io/docs/products/kafka/concepts/acl, by which `readwrite`
 * has no transactions; "Aiven ACLs automatically provide access to all consumer groups".
 */
const operations: Readonly<Record<string, readonly Operations[]>> = {
  read: [consumes],
  write: [produces, transacts],
  readwrite: [consumes, produces],
  admin: [
    consumes,
    produces,
    transacts,
    { TOPIC: ["ALTER", "ALTER_CONFIGS", "DELETE", "DESCRIBE_CONFIGS"] },
    { CLUSTER: ["CREATE", "DESCRIBE"] },
  ],
};

const permissions = Object.keys(operations);

/** What a permission on a pattern of topics is to Kafka. */
export function rightsOf(permission: string, topic: string): AclRight[] {
  return (operations[permission] ?? []).flatMap((each) =>
    Object.entries(each).flatMap(([type, names]) => {
      const resourceType = type as AclRight["resourceType"];
      const resource = resourceOf(resourceType, topic);
      if (!resource) return [];
      return names.map((operation): AclRight => ({
        ...resource,
        ...{ resourceType, operation, permission: "ALLOW", host: "*" },
      }));
    }),
  );
}

function resourceOf(
  type: AclRight["resourceType"],
  topic: string,
): Pick<AclRight, "resourceName" | "patternType"> | undefined {
  if (type === "CLUSTER") return { resourceName: "kafka-cluster", patternType: "LITERAL" };
  if (type !== "TOPIC") return { resourceName: "*", patternType: "LITERAL" };
  if (!isEnforced(topic)) return undefined;
  return topic !== "*" && topic.endsWith("*")
    ? { resourceName: topic.slice(0, -1), patternType: "PREFIXED" }
    : { resourceName: topic, patternType: "LITERAL" };
}

/** Kafka itself knows names, prefixes and all. */
function isEnforced(topic: string): boolean {
  return !/[*?]/.test(topic.replace(/\*$/, ""));
}

function faultsOf({ permission, topic }: { permission: unknown; topic: unknown }): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  if (typeof permission === "string" && !permissions.includes(permission)) {
    diagnostics.push({
      severity: "error",
      summary: "Invalid Attribute",
      detail: `permission must be one of ${permissions.join(", ")}, got "${permission}"`,
      attribute: ["permission"],
    });
  }
  if (typeof topic === "string" && !isEnforced(topic)) {
    diagnostics.push({
      severity: "warning",
      summary: "The rehearsal cannot enforce this topic pattern",
      detail: `Aiven matches ${topic} against every topic; Kafka itself, which enforces it here, knows names, and prefixes such as "orders.*"`,
      attribute: ["topic"],
    });
  }
  return diagnostics;
}
