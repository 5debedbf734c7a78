import { aclRules } from "./kafka/acl-rules";
import { propertyRules } from "../../debezium/properties/property-rules";
import { alertRules } from "../facts/alert-thresholds";
import { connectorRules } from "./connect/connector-rules";
import { constructRules } from "../construct-rules";
import { endpointRules } from "./integrations/endpoint-rules";
import { endsRules } from "./integrations/ends-rules";
import { integrationRules } from "./integrations/integration-rules";
import { kafkaConnectOwnRules } from "./connect/kafka-connect-rules";
import { kafkaOwnRules } from "./kafka/kafka-rules";
import { nameRules } from "./name-rules";
import { messageSizeRules } from "./kafka/message-size-rules";
import { postgresOwnRules } from "./services/postgres-rules";
import type { RuleSummary } from "./rule";
import { serviceRules } from "./services/service-rules";
import { stackRules } from "./stack-rules";
import { topicRules } from "./kafka/topic-rules";
import { kafkaUserRules } from "./kafka/user-rules";

export interface RuleGroup {
  /** What the rules are on. */
  readonly title: string;
  readonly rules: readonly RuleSummary[];
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
  {
    title: "Sizes of messages (`aiven_kafka_connect`, `aiven_kafka`, `aiven_kafka_topic`)",
    rules: messageSizeRules,
  },
  { title: "Topics (`aiven_kafka_topic`)", rules: topicRules },
  { title: "Kafka's users (`aiven_kafka_user`)", rules: kafkaUserRules },
  { title: "Kafka's ACLs (`aiven_kafka_acl`, `aiven_kafka_native_acl`)", rules: aclRules },
  { title: "Connectors (`aiven_kafka_connector`)", rules: connectorRules },
  { title: "Names of every kind", rules: nameRules },
  { title: "Properties of Debezium's PostgreSQL connector", rules: named(propertyRules) },
  { title: "A whole stack", rules: stackRules },
  { title: "Alerts (`cdc alerts`)", rules: alertRules },
  { title: "The constructs themselves", rules: named(constructRules) },
];

function named(rules: Readonly<Record<string, Omit<RuleSummary, "name">>>): RuleSummary[] {
  return Object.entries(rules).map(([name, rule]) => ({ name, ...rule }));
}

export const allRules: readonly RuleSummary[] = ruleGroups.flatMap(({ rules }) => rules);
