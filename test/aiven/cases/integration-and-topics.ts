import { integrationRules } from "../../../src/aiven/rules/integrations/integration-rules";
import { notKnownYet } from "../../../src/aiven/rules/rule";
import { topicRules } from "../../../src/aiven/rules/kafka/topic-rules";
import { casesOf } from "../rule-case";

const lost = "the partitions of a lost broker are lost; use 3";
const stops = "one broker in maintenance stops every producer with acks=all";
const whole = "must be a whole number from";

const all = {
  groupId: "connect",
  configTopic: "__connect_configs",
  offsetTopic: "__connect_offsets",
  statusTopic: "__connect_status",
};
const topic = 'must match /^[a-zA-Z0-9._-]{1,249}$/ and be neither "." nor "..", got';

const integration = casesOf(integrationRules, [
  {
    rule: "integration-group-id-set",
    legal: [{}, all, { ...all, groupId: notKnownYet }],
    wrong: [
      [
        { ...all, groupId: undefined },
        'groupId must be set together with configTopic, offsetTopic, statusTopic, got none; use "connect"',
      ],
    ],
  },
  {
    rule: "integration-config-topic-set",
    legal: [{}, all, { groupId: notKnownYet }],
    wrong: [
      [
        { ...all, configTopic: undefined },
        'configTopic must be set together with groupId, offsetTopic, statusTopic, got none; use "__connect_configs"',
      ],
    ],
  },
  {
    rule: "integration-offset-topic-set",
    legal: [{}, all],
    wrong: [
      [
        { groupId: "connect" },
        'offsetTopic must be set together with groupId, got none; use "__connect_offsets"',
      ],
    ],
  },
  {
    rule: "integration-status-topic-set",
    legal: [{}, all],
    wrong: [
      [
        { groupId: "connect", configTopic: "a" },
        'statusTopic must be set together with groupId, configTopic, got none; use "__connect_status"',
      ],
    ],
  },
  {
    rule: "integration-config-topic-name",
    legal: [{}, all, { configTopic: "a".repeat(249) }],
    wrong: [[{ configTopic: "a b" }, `configTopic ${topic} "a b"; use "a_b"`]],
  },
  {
    rule: "integration-offset-topic-name",
    legal: [{}, all],
    wrong: [[{ offsetTopic: "." }, `offsetTopic ${topic} "."`]],
  },
  {
    rule: "integration-status-topic-name",
    legal: [{}, all],
    wrong: [[{ statusTopic: "st/tus" }, `statusTopic ${topic} "st/tus"; use "st_tus"`]],
  },
  {
    rule: "integration-topics-distinct",
    legal: [{}, all, { configTopic: "a", offsetTopic: "b" }],
    wrong: [
      [
        { ...all, offsetTopic: all.configTopic },
        'offsetTopic must differ from configTopic, got "__connect_configs"; use "__connect_offsets"',
      ],
      [
        { configTopic: "a", offsetTopic: "a", statusTopic: "a" },
        'offsetTopic must differ from configTopic, got "a"; use "__connect_offsets"',
        'statusTopic must differ from configTopic, got "a"; use "__connect_status"',
      ],
    ],
  },
]);

const topics = casesOf(topicRules, [
  {
    rule: "topic-name",
    legal: [{}, { topicName: "shop.public.order_lines-1" }, { topicName: "..." }],
    wrong: [
      [{ topicName: "shop orders" }, `topicName ${topic} "shop orders"; use "shop_orders"`],
      [
        { topicName: "shop.public.größe" },
        `topicName ${topic} "shop.public.größe"; use "shop.public.gr__e"`,
      ],
      [{ topicName: ".." }, `topicName ${topic} ".."`],
    ],
  },
  {
    rule: "topic-partitions",
    legal: [{}, { partitions: 1 }, { partitions: 1_000_000 }],
    wrong: [
      [{ partitions: 0 }, `partitions ${whole} 1 to 1000000, got 0; use 1`],
      [{ partitions: 1_000_001 }, `partitions ${whole} 1 to 1000000, got 1000001; use 1000000`],
    ],
  },
  {
    rule: "topic-replication-whole",
    legal: [{ replication: 1 }],
    wrong: [
      [{ replication: 0 }, `replication ${whole.replace("from", "of at least")} 1, got 0; use 3`],
    ],
  },
  {
    rule: "topic-replication-nodes",
    legal: [
      { replication: 9 },
      { replication: 3, nodes: 3 },
      { replication: 9, nodes: notKnownYet },
    ],
    wrong: [
      [
        { replication: 4, nodes: 3 },
        "replication must be at most 3, the nodes of its Kafka, got 4; use 3",
      ],
    ],
  },
  {
    rule: "topic-replication-single",
    legal: [{ replication: 2 }],
    wrong: [[{ replication: 1 }, `replication should be at least 2, got 1: ${lost}`]],
  },
  {
    rule: "topic-replication-insync-whole",
    legal: [{ minInsyncReplicas: 1 }],
    wrong: [
      [{ minInsyncReplicas: Number.NaN }, `minInsyncReplicas ${whole} 1 to 7, got NaN; use 2`],
    ],
  },
  {
    rule: "topic-replication-insync-above",
    legal: [{ replication: 2, minInsyncReplicas: 2 }],
    wrong: [
      [
        { replication: 1, minInsyncReplicas: 2 },
        "minInsyncReplicas must be at most replication 1, or no producer with acks=all can write, got 2; use 1",
      ],
    ],
  },
  {
    rule: "topic-replication-insync-equal",
    legal: [{ replication: 3, minInsyncReplicas: 2 }],
    wrong: [
      [
        { replication: 2, minInsyncReplicas: 2 },
        `minInsyncReplicas should be below replication 2, got 2: ${stops}; use 2 with replication 3`,
      ],
    ],
  },
]);

export const integrationAndTopicCases = [...integration, ...topics];
