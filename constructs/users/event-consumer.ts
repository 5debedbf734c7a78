import { KafkaNativeAcl } from "@cdktf/provider-aiven/lib/kafka-native-acl";
import { KafkaUser } from "@cdktf/provider-aiven/lib/kafka-user";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { aclRules } from "../../src/aiven/rules/kafka/acl-rules";
import { requirement, formatValue } from "../../src/aiven/rules/message";
import { grammarFault, topicName } from "../../src/aiven/facts/names";
import type { IKafka } from "../services/azure-kafka";
import { checkAtSynth, type CheckedViolation, holdRules } from "../internal/checks";
import { passwordFaults, type WriteOnlyPassword } from "./write-only-password";

/** Names one by one, or all that begin alike. */
export type Names = string | { readonly prefix: string };

/** What knows the topics of its change events: a `DebeziumPostgresSource`, `ChangeTopics`. */
export interface IEventTopics {
  readonly topics: readonly string[];
}

export interface EventConsumerProps {
  readonly kafka: IKafka;
  /** Its name; another one makes another user. */
  readonly username: string;
  /**
   * What it may read: the topics of a source's tables, or topics by name or prefix. Those that a
   * transform leads elsewhere are given by name.
   */
  readonly topics: IEventTopics | readonly Names[];
  /** The groups that it may read in (Kafka: `group.id`). */
  readonly consumerGroups: readonly Names[];
  /** @default - Aiven makes one up, which lies in the state */
  readonly passwordWo?: Omit<WriteOnlyPassword, "reference">;
}

/**
 * A user who may read some topics in some consumer groups, and nothing more (Terraform:
 * `aiven_kafka_user`, `aiven_kafka_native_acl`). It logs in by certificate, or by password where
 * the Kafka has `kafka_authentication_methods.sasl`; `resource` has both.
 *
 * Kafka's own ACLs rather than Aiven's (`aiven_kafka_acl`), which "automatically provide access to
 * all consumer groups": its offsets could then be reset, and its group joined, by any other
 * consumer (https://aiven.io/docs/products/kafka/concepts/acl). A consumer needs Read on each topic
 * and on its group; Read implies Describe (KIP-231).
 *
 * As long as the Kafka has its default ACL, all this takes nothing away:
 * {@link AzureKafkaProps.defaultAcl}.
 */
export class EventConsumer extends Construct {
  readonly username: string;
  readonly resource: KafkaUser;
  readonly acls: readonly KafkaNativeAcl[];

  constructor(scope: Construct, id: string, props: EventConsumerProps) {
    super(scope, id);
    const { kafka, username, consumerGroups: groups, passwordWo } = props;
    const topics: readonly Names[] = "topics" in props.topics ? props.topics.topics : props.topics;
    const { project, serviceName } = kafka;
    this.resource = new KafkaUser(this, "Default", {
      project,
      serviceName,
      username,
      passwordWo: passwordWo?.value,
      passwordWoVersion: passwordWo?.version,
    });
    this.username = this.resource.username;
    const mayRead = (resourceType: "Topic" | "Group", names: Names) => {
      const isPrefix = typeof names !== "string";
      const resourceName = isPrefix ? names.prefix : names;
      const kind = `${resourceType.toLowerCase()}${isPrefix ? "s" : ""}`;
      return new KafkaNativeAcl(this, `${kind}-${resourceName}`, {
        project,
        serviceName,
        principal: `User:${this.username}`,
        resourceType,
        resourceName,
        patternType: isPrefix ? "PREFIXED" : "LITERAL",
        operation: "Read",
        permissionType: "ALLOW",
        host: "*",
      });
    };
    this.acls = [
      ...distinct(topics).map((names) => mayRead("Topic", names)),
      ...distinct(groups).map((names) => mayRead("Group", names)),
    ];
    holdRules(this, aclRules, () => ({ defaultAcl: kafka.defaultAcl }));
    checkAtSynth(this, () => [
      ...nameFaults(username),
      ...topicFaults(topics),
      ...groupFaults(groups),
      ...passwordFaults(passwordWo),
    ]);
  }
}

/** Twice the same ACL is refused by Aiven. */
function distinct(all: readonly Names[]): Names[] {
  return [...new Map(all.map((names) => [JSON.stringify(names), names])).values()];
}

/** As Aiven has them: internal/schemautil/schema.go, in words and in part in its pattern. */
const user = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,63}$/;

function nameFaults(username: string): CheckedViolation[] {
  if (Token.isUnresolved(username)) return [];
  if (username === "avnadmin") {
    const advice = "name the consumer after what it is for";
    return [
      error(requirement("username", "differ from the administrator's", username, { advice })),
    ];
  }
  const advice = 'for instance "orders-reader"';
  return user.test(username)
    ? []
    : [error(requirement("username", `match ${user}`, username, { advice }))];
}

function topicFaults(topics: readonly Names[]): CheckedViolation[] {
  if (topics.length === 0) return [error("topics must name at least one, got none")];
  return topics.flatMap((names) => {
    if (typeof names !== "string") return prefixFaults("topics", names.prefix);
    if (Token.isUnresolved(names)) return [];
    const message = grammarFault(topicName, "topics", names);
    return message === undefined ? [] : [error(message)];
  });
}

function groupFaults(groups: readonly Names[]): CheckedViolation[] {
  if (groups.length === 0) return [error("consumerGroups must name at least one, got none")];
  return groups.flatMap((names) => {
    if (typeof names !== "string") return prefixFaults("consumerGroups", names.prefix);
    if (Token.isUnresolved(names) || (names.trim() !== "" && names !== "*")) return [];
    const advice = 'name the group, or give a prefix: { prefix: "orders-" }';
    return [error(requirement("consumerGroups", "be groups, one by one", names, { advice }))];
  });
}

function prefixFaults(property: string, prefix: string): CheckedViolation[] {
  if (Token.isUnresolved(prefix) || (prefix !== "" && !prefix.includes("*"))) return [];
  const what = "have a prefix that is some text without *";
  return [
    error(
      `${property} must ${what}, got ${formatValue(prefix)}; what follows a prefix is any text`,
    ),
  ];
}

function error(message: string): CheckedViolation {
  return { severity: "error", message };
}
