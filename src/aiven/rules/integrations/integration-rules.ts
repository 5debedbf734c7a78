import { requirement, suggestion } from "../message";
import { grammarProblem, topicName } from "../../facts/names";
import type { Rule } from "../rule";

/** What an integration of type `kafka_connect` tells the workers. */
export interface IntegrationSubject {
  readonly groupId: string;
  readonly configTopic: string;
  readonly offsetTopic: string;
  readonly statusTopic: string;
}

type Name = keyof IntegrationSubject;

/** The names of Aiven's recipe, proposed where one is missing. */
const usual: IntegrationSubject = {
  groupId: "connect",
  configTopic: "__connect_configs",
  offsetTopic: "__connect_offsets",
  statusTopic: "__connect_status",
};

const topics = ["configTopic", "offsetTopic", "statusTopic"] as const;
const names: readonly Name[] = ["groupId", ...topics];
const source = "terraform-provider-aiven, `kafka_connect_user_config.kafka_connect`";

const ruleNames: Record<Name, string> = {
  groupId: "integration-group-id",
  configTopic: "integration-config-topic",
  offsetTopic: "integration-offset-topic",
  statusTopic: "integration-status-topic",
};

function setWithTheOthers(name: Name): Rule<IntegrationSubject> {
  const others = names.filter((each) => each !== name);
  return {
    name: `${ruleNames[name]}-set`,
    severity: "error",
    description: `${name} is set if one of the other three is. With some of the four left to Aiven, a second Kafka Connect on the same Kafka shares the rest by accident.`,
    source,
    property: name,
    inputs: others,
    check(subject) {
      const given = others.filter((each) => subject[each] !== undefined);
      if (subject[name] !== undefined || given.length === 0) return undefined;
      return requirement(
        name,
        `be set together with ${given.join(", ")}`,
        undefined,
        suggestion(usual[name]),
      );
    },
  };
}

function topicGrammar(name: (typeof topics)[number]): Rule<IntegrationSubject> {
  return {
    name: `${ruleNames[name]}-name`,
    severity: "error",
    refusedByAiven: true,
    description: `${name} is a name that Kafka allows for a topic.`,
    source: "Apache Kafka, org.apache.kafka.common.internals.Topic",
    property: name,
    check: (subject) => grammarProblem(topicName, name, subject[name]),
  };
}

const distinct: Rule<IntegrationSubject> = {
  name: "integration-topics-distinct",
  severity: "error",
  description:
    "Configurations, offsets and states have a topic each: workers do not start on a shared one, or read records of the wrong kind.",
  source: "Apache Kafka, Kafka Connect's `config.storage.topic` and its like",
  property: "statusTopic",
  inputs: ["configTopic", "offsetTopic"],
  check(subject) {
    return topics.flatMap((name, index) => {
      const value = subject[name];
      const first = topics.findIndex((each) => subject[each] === value);
      if (value === undefined || first === index) return [];
      const what = `differ from ${topics[first]}`;
      return [
        requirement(name, what, value, suggestion(value === usual[name] ? undefined : usual[name])),
      ];
    });
  },
};

/** What must hold for `aiven_service_integration` of type `kafka_connect`. */
export const integrationRules: readonly Rule<IntegrationSubject>[] = [
  ...names.map(setWithTheOthers),
  ...topics.map(topicGrammar),
  distinct,
];
