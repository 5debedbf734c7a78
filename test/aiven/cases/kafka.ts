import { aclRules } from "../../../src/aiven/rules/kafka/acl-rules";
import { kafkaConnectRules } from "../../../src/aiven/rules/connect/kafka-connect-rules";
import { kafkaRules } from "../../../src/aiven/rules/kafka/kafka-rules";
import { notKnownYet } from "../../../src/aiven/rules/rule";
import { casesOf } from "../rule-case";

const smaller =
  "plan must be startup or larger, because smaller plans have no integration with Kafka Connect, got";
const lost = "the partitions of a lost broker are lost; use 3";
const stops = "one broker in maintenance stops every producer with acks=all";
const whole = "must be a whole number";

const kafka = casesOf(kafkaRules, [
  {
    rule: "kafka-plan-integrations",
    legal: [{}, { plan: "startup-4" }, { plan: notKnownYet }],
    wrong: [
      [{ plan: "free-0" }, `${smaller} "free-0"; use "startup-4"`],
      [{ plan: "hobbyist" }, `${smaller} "hobbyist"; use "startup-4"`],
    ],
  },
  {
    rule: "kafka-replication-whole",
    legal: [{}, { replicationFactor: 1 }, { replicationFactor: notKnownYet }],
    wrong: [
      [{ replicationFactor: 0 }, `replicationFactor ${whole} of at least 1, got 0; use 3`],
      [{ replicationFactor: 2.5 }, `replicationFactor ${whole} of at least 1, got 2.5; use 3`],
    ],
  },
  {
    rule: "kafka-replication-nodes",
    legal: [
      { plan: "business-4", replicationFactor: 3 },
      { plan: "premium-6x-8", replicationFactor: 6 },
      { plan: "premium-9x-8", replicationFactor: 9 },
      { plan: "banana", replicationFactor: 9 },
      { plan: notKnownYet, replicationFactor: 9 },
    ],
    wrong: [
      [
        { plan: "business-4", replicationFactor: 4 },
        "replicationFactor must be at most 3, the nodes of plan business-4, got 4; use 3",
      ],
      [
        { plan: "premium-6x-8", replicationFactor: 7 },
        "replicationFactor must be at most 6, the nodes of plan premium-6x-8, got 7; use 6",
      ],
    ],
  },
  {
    rule: "kafka-replication-single",
    legal: [{}, { replicationFactor: 2 }],
    wrong: [[{ replicationFactor: 1 }, `replicationFactor should be at least 2, got 1: ${lost}`]],
  },
  {
    rule: "kafka-replication-insync-whole",
    legal: [{}, { minInsyncReplicas: 1 }, { minInsyncReplicas: 7 }],
    wrong: [
      [{ minInsyncReplicas: 0 }, `minInsyncReplicas ${whole} from 1 to 7, got 0; use 2`],
      [{ minInsyncReplicas: 8 }, `minInsyncReplicas ${whole} from 1 to 7, got 8; use 2`],
    ],
  },
  {
    rule: "kafka-replication-insync-above",
    legal: [{ replicationFactor: 3, minInsyncReplicas: 3 }, { minInsyncReplicas: 4 }],
    wrong: [
      [
        { replicationFactor: 3, minInsyncReplicas: 4 },
        "minInsyncReplicas must be at most replicationFactor 3, or no producer with acks=all can write, got 4; use 2",
      ],
    ],
  },
  {
    rule: "kafka-replication-insync-equal",
    legal: [
      { replicationFactor: 3, minInsyncReplicas: 2 },
      { replicationFactor: 1, minInsyncReplicas: 1 },
      { replicationFactor: notKnownYet, minInsyncReplicas: 2 },
    ],
    wrong: [
      [
        { replicationFactor: 2, minInsyncReplicas: 2 },
        `minInsyncReplicas should be below replicationFactor 2, got 2: ${stops}; use 2 with replicationFactor 3`,
      ],
      [
        { replicationFactor: 3, minInsyncReplicas: 3 },
        `minInsyncReplicas should be below replicationFactor 3, got 3: ${stops}; use 2`,
      ],
    ],
  },
  {
    rule: "kafka-partitions",
    legal: [{}, { partitions: 1 }, { partitions: 1000 }],
    wrong: [
      [{ partitions: 0 }, `partitions ${whole} from 1 to 1000, got 0; use 3`],
      [{ partitions: 1001 }, `partitions ${whole} from 1 to 1000, got 1001; use 1000`],
    ],
  },
  {
    rule: "kafka-auto-create-topics",
    legal: [{}, { autoCreateTopics: false }, { autoCreateTopics: notKnownYet }],
    wrong: [
      [
        { autoCreateTopics: true },
        "autoCreateTopics should be false, got true: a misspelt name creates a topic too, and every topic has the brokers' defaults; create the topics in the stack and use false",
      ],
    ],
  },
]);

const connect = casesOf(kafkaConnectRules, [
  {
    rule: "connect-plan-integrations",
    legal: [{}, { plan: "startup-4" }],
    wrong: [[{ plan: "hobbyist" }, `${smaller} "hobbyist"; use "startup-4"`]],
  },
  {
    rule: "connect-public-rest-api",
    legal: [{}, { publicRestApi: false }],
    wrong: [
      [
        { publicRestApi: true },
        "publicRestApi should be false, got true: anybody on the internet who has the password can read and change every connector, and the workers do not need it; use false",
      ],
    ],
  },
]);

const acls = casesOf(aclRules, [
  {
    rule: "acl-default",
    legal: [{}, { defaultAcl: false }, { defaultAcl: notKnownYet }],
    wrong: [
      [
        { defaultAcl: true },
        'defaultAcl should be false where users have ACLs, got true: it lets every user do everything, and other ACLs only add rights; use false, and on an existing Kafka delete the ACL "default" (avn service acl-delete SERVICE default)',
      ],
    ],
  },
]);

export const kafkaCases = [...kafka, ...connect, ...acls];
