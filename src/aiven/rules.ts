import { aclRules } from "./acl-rules";
import { alertRules } from "./alert-thresholds";
import { connectorRules } from "./connector-rules";
import { endpointRules } from "./endpoint-rules";
import { endsRules } from "./ends-rules";
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
  { title: "Integrations of every type (`aiven_service_integration`)", rules: endsRules },
  {
    title: "Endpoints of integrations (`aiven_service_integration_endpoint`)",
    rules: endpointRules,
  },
  { title: "Topics (`aiven_kafka_topic`)", rules: topicRules },
  { title: "Kafka's ACLs (`aiven_kafka_acl`, `aiven_kafka_native_acl`)", rules: aclRules },
  { title: "Connectors (`aiven_kafka_connector`)", rules: connectorRules },
  { title: "A whole stack", rules: stackRules },
  { title: "Alerts (`cdc alerts`)", rules: alertRules },
];

export const allRules: readonly ToldRule[] = ruleGroups.flatMap(({ rules }) => rules);
