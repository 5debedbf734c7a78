import { connectorRules } from "./connector-rules";
import { integrationRules } from "./integration-rules";
import { kafkaConnectOwnRules } from "./kafka-connect-rules";
import { kafkaOwnRules } from "./kafka-rules";
import { postgresOwnRules } from "./postgres-rules";
import type { Rule } from "./rule";
import { serviceRules } from "./service-rules";
import { stackRules } from "./stack-rules";
import { topicRules } from "./topic-rules";

/** What can be told of a rule without a subject. */
export type ToldRule = Pick<
  Rule<never>,
  "name" | "severity" | "refusedByAiven" | "says" | "source"
> & { readonly property: string };

export interface RuleGroup {
  /** What the rules are on. */
  readonly title: string;
  readonly rules: readonly ToldRule[];
}

/** Every rule, once. */
export const ruleGroups: readonly RuleGroup[] = [
  { title: "Every service", rules: serviceRules },
  { title: "PostgreSQL (`aiven_pg`)", rules: postgresOwnRules },
  { title: "Kafka (`aiven_kafka`)", rules: kafkaOwnRules },
  { title: "Kafka Connect (`aiven_kafka_connect`)", rules: kafkaConnectOwnRules },
  {
    title: "The integration of the two (`aiven_service_integration`)",
    rules: integrationRules,
  },
  { title: "Topics (`aiven_kafka_topic`)", rules: topicRules },
  { title: "Connectors (`aiven_kafka_connector`)", rules: connectorRules },
  { title: "A whole stack", rules: stackRules },
];

export const allRules: readonly ToldRule[] = ruleGroups.flatMap(({ rules }) => rules);
