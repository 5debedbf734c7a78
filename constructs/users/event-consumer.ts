import { KafkaNativeAcl } from "@cdktf/provider-aiven/lib/kafka-native-acl";
import { KafkaSchemaRegistryAcl } from "@cdktf/provider-aiven/lib/kafka-schema-registry-acl";
import { KafkaUser } from "@cdktf/provider-aiven/lib/kafka-user";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { administrator } from "../../src/aiven/facts/administrator";
import type { IEventTopics, IKafka } from "../services/interfaces";
import { aclRules } from "../../src/aiven/rules/kafka/acl-rules";
import { kafkaUserRules } from "../../src/aiven/rules/kafka/user-rules";
import { requirement } from "../../src/aiven/rules/message";
import { grammarProblem, topicName } from "../../src/aiven/facts/names";
import { checkAtSynth, checkRules, type ConstructViolation, violation } from "../internal/checks";
import { isReference } from "../internal/references";
import { passwordViolations, type WriteOnlyPassword } from "./write-only-password";

/** Names one by one, or all that begin alike. */
export type Names = string | { readonly prefix: string };

export interface EventConsumerProps {
  readonly kafka: IKafka;
  /** Its name; another one makes another user. */
  readonly username: string;
  /**
   * What it may read: the topics of a source, or topics by name or prefix. Those that the source's
   * transforms choose by the data are given by name.
   */
  readonly topics: IEventTopics | readonly Names[];
  /** The groups that it may read in (Kafka: `group.id`). */
  readonly consumerGroups: readonly Names[];
  /**
   * Whether it may read the schemas of these topics in the Kafka's registry (Terraform:
   * `aiven_kafka_schema_registry_acl`), which consumers of Avro ask for; the Kafka's `schemaRegistry`
   * must be on. The registry asks for the user's password.
   *
   * @default false
   */
  readonly schemas?: boolean;
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
  /** Rights to read schemas; none without `schemas`. */
  readonly schemaAcls: readonly KafkaSchemaRegistryAcl[];

  constructor(scope: Construct, id: string, props: EventConsumerProps) {
    super(scope, id);
    const { kafka, username, consumerGroups: groups, passwordWo } = props;
    const source = "topics" in props.topics ? props.topics : { topics: props.topics };
    const { topics }: { readonly topics: readonly Names[] } = source;
    const reason = "topicsNotKnown" in source ? source.topicsNotKnown : undefined;
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
      ...distinct(topics)
        .filter(isKnown)
        .map((names) => mayRead("Topic", names)),
      ...distinct(groups)
        .filter(isKnown)
        .map((names) => mayRead("Group", names)),
    ];
    this.schemaAcls = (props.schemas ? distinct(topics) : []).filter(isKnown).flatMap((names) =>
      subjectsOf(names).map(
        (subject) =>
          new KafkaSchemaRegistryAcl(this, `subject-${subject}`, {
            ...{ project, serviceName, username: this.username },
            ...{ resource: `Subject:${subject}`, permission: "schema_registry_read" },
          }),
      ),
    );
    checkRules(this, kafkaUserRules, () => ({ kafkaVersion: kafka.kafkaVersion }));
    checkRules(this, aclRules, () => ({ defaultAcl: kafka.defaultAcl }));
    checkAtSynth(this, () => [
      ...nameViolations(username),
      ...topicViolations(topics, reason),
      ...groupViolations(groups),
      ...referenceViolations("consumer-topics", topics),
      ...referenceViolations("consumer-groups", groups),
      ...passwordViolations(passwordWo),
    ]);
  }
}

/** Where converters keep the schemas of a topic: https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#subject-name-strategy */
function subjectsOf(names: Names): string[] {
  return typeof names === "string" ? [`${names}-key`, `${names}-value`] : [`${names.prefix}*`];
}

/** Twice the same ACL is refused by Aiven. */
function distinct(all: readonly Names[]): Names[] {
  return [...new Map(all.map((names) => [JSON.stringify(names), names])).values()];
}

/** As Aiven has them: internal/schemautil/schema.go, in words and in part in its pattern. */
const user = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,63}$/;

function nameViolations(username: string): ConstructViolation[] {
  if (Token.isUnresolved(username)) return [];
  const error = (what: string, advice: string) => [
    violation("consumer-name", requirement("username", what, username, { advice })),
  ];
  if (username === administrator) {
    return error("not be the administrator", "name the consumer after its purpose");
  }
  return user.test(username) ? [] : error(`match ${user}`, 'for instance "orders-reader"');
}

/** A reference is no part of a construct's id, and a right for whatever it becomes is none to give. */
function isKnown(names: Names): boolean {
  return !isReference(typeof names === "string" ? names : names.prefix);
}

function referenceViolations(
  rule: "consumer-topics" | "consumer-groups",
  all: readonly Names[],
): ConstructViolation[] {
  if (all.every(isKnown)) return [];
  const property = rule === "consumer-topics" ? "topics" : "consumerGroups";
  const advice = "write them, and the topicPrefix of a source, as texts in the app";
  return [violation(rule, `${property} must be known at synth, got a reference; ${advice}`)];
}

function topicViolations(topics: readonly Names[], notKnown?: string): ConstructViolation[] {
  if (notKnown !== undefined) {
    const message = `topics must be given by name or prefix, because ${notKnown}; for instance topics: ["orders"]`;
    return [violation("consumer-topics", message)];
  }
  if (topics.length === 0) {
    const message = "topics must name at least one topic, got none; name the topics to read";
    return [violation("consumer-topics", message)];
  }
  return topics.flatMap((names) => {
    if (typeof names !== "string") return prefixViolations("consumer-topics", names.prefix);
    if (isReference(names)) return [];
    const message = grammarProblem(topicName, "topics", names);
    return message === undefined ? [] : [violation("consumer-topics", message)];
  });
}

function groupViolations(groups: readonly Names[]): ConstructViolation[] {
  if (groups.length === 0) {
    const message = "consumerGroups must name at least one group, got none; name the groups";
    return [violation("consumer-groups", message)];
  }
  return groups.flatMap((names) => {
    if (typeof names !== "string") return prefixViolations("consumer-groups", names.prefix);
    if (Token.isUnresolved(names) || (names.trim() !== "" && names !== "*")) return [];
    const advice = 'name the group, or use a prefix: { prefix: "orders-" }';
    const message = requirement("consumerGroups", "be names of groups", names, { advice });
    return [violation("consumer-groups", message)];
  });
}

function prefixViolations(
  rule: "consumer-topics" | "consumer-groups",
  prefix: string,
): ConstructViolation[] {
  if (Token.isUnresolved(prefix) || (prefix !== "" && !prefix.includes("*"))) return [];
  const property = rule === "consumer-topics" ? "topics" : "consumerGroups";
  const advice = "a prefix matches any text that follows it";
  const what = "have a prefix that is not empty and has no *";
  return [violation(rule, requirement(property, what, prefix, { advice }))];
}
