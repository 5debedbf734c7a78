import { kafkaConnectOwnRules } from "../../../src/aiven/rules/connect/kafka-connect-rules";
import { kafkaOwnRules } from "../../../src/aiven/rules/kafka/kafka-rules";
import { messageSizeRules } from "../../../src/aiven/rules/kafka/message-size-rules";
import { notKnownYet } from "../../../src/aiven/rules/rule";
import { topicRules } from "../../../src/aiven/rules/kafka/topic-rules";
import { casesOf } from "../rule-case";

const ends = "a larger event ends the task, unless it is small enough once compressed";
const sets = "or give the pipeline maxMessageBytes, which sets all limits";
const whole = "must be a whole number of bytes from";

const sizes = casesOf(messageSizeRules, [
  {
    rule: "message-size-agrees",
    legal: [
      {},
      { producerMaxRequestSize: 1_048_588 },
      { producerMaxRequestSize: 2_000_000, messageMaxBytes: 2_000_000 },
      // a topic's own limit stands, whatever the brokers'
      { producerMaxRequestSize: 2_000_000, messageMaxBytes: 1_000, maxMessageBytes: 2_000_000 },
      { producerMaxRequestSize: 2_000_000, messageMaxBytes: notKnownYet },
      { producerMaxRequestSize: notKnownYet, messageMaxBytes: 1_000 },
    ],
    wrong: [
      [
        { producerMaxRequestSize: 1_048_589 },
        `producerMaxRequestSize should be at most messageMaxBytes 1048588, got 1048589: ${ends}; raise messageMaxBytes to at least 1048589, ${sets}`,
      ],
      [
        { messageMaxBytes: 1_048_575 },
        `producerMaxRequestSize should be at most messageMaxBytes 1048575, got 1048576: ${ends}; raise messageMaxBytes to at least 1048576, ${sets}`,
      ],
      [
        { producerMaxRequestSize: 2_000_000, messageMaxBytes: 2_000_000, maxMessageBytes: 1_000 },
        `producerMaxRequestSize should be at most maxMessageBytes 1000, got 2000000: ${ends}; raise maxMessageBytes to at least 2000000, ${sets}`,
      ],
    ],
  },
  {
    rule: "message-size-raised-in-part",
    legal: [
      {},
      { messageMaxBytes: 1_059_062 },
      { messageMaxBytes: 2_000_000, producerMaxRequestSize: 1_500_000 },
      { messageMaxBytes: 2_000_000, producerMaxRequestSize: notKnownYet },
    ],
    wrong: [
      [
        { messageMaxBytes: 1_059_063 },
        "producerMaxRequestSize should be raised with messageMaxBytes 1059063, got 1048576: Kafka Connect refuses an event above it, whatever Kafka takes; use 1059063",
      ],
      [
        { maxMessageBytes: 90_000_000 },
        "producerMaxRequestSize should be raised with maxMessageBytes 90000000, got 1048576: Kafka Connect refuses an event above it, whatever Kafka takes; use 67108864",
      ],
    ],
  },
]);

const topic = casesOf(topicRules, [
  {
    rule: "topic-max-message-bytes",
    legal: [{}, { maxMessageBytes: 0 }, { maxMessageBytes: 100_001_200 }],
    wrong: [
      [
        { maxMessageBytes: 100_001_201 },
        `maxMessageBytes ${whole} 0 to 100001200, got 100001201; use 100001200`,
      ],
      [{ maxMessageBytes: Number.NaN }, `maxMessageBytes ${whole} 0 to 100001200, got NaN`],
    ],
  },
]);

const kafka = casesOf(kafkaOwnRules, [
  {
    rule: "kafka-message-max-bytes",
    legal: [{}, { messageMaxBytes: 0 }, { messageMaxBytes: 100_001_200 }],
    wrong: [
      [{ messageMaxBytes: -1 }, `messageMaxBytes ${whole} 0 to 100001200, got -1; use 0`],
      [{ messageMaxBytes: 1.5 }, `messageMaxBytes ${whole} 0 to 100001200, got 1.5; use 2`],
    ],
  },
]);

const connect = casesOf(kafkaConnectOwnRules, [
  {
    rule: "connect-producer-max-request-size",
    legal: [{}, { producerMaxRequestSize: 131_072 }, { producerMaxRequestSize: 67_108_864 }],
    wrong: [
      [
        { producerMaxRequestSize: 131_071 },
        `producerMaxRequestSize ${whole} 131072 to 67108864, got 131071; use 131072`,
      ],
      [
        { producerMaxRequestSize: 67_108_865 },
        `producerMaxRequestSize ${whole} 131072 to 67108864, got 67108865; use 67108864`,
      ],
    ],
  },
  {
    rule: "connect-producer-buffer-memory",
    legal: [{}, { producerBufferMemory: 5_242_880 }, { producerBufferMemory: 134_217_728 }],
    wrong: [
      [
        { producerBufferMemory: 5_242_879 },
        `producerBufferMemory ${whole} 5242880 to 134217728, got 5242879; use 5242880`,
      ],
    ],
  },
  {
    rule: "connect-buffer-holds-request",
    legal: [
      {},
      { producerMaxRequestSize: 33_554_432 },
      { producerMaxRequestSize: 50_000_000, producerBufferMemory: 50_000_000 },
      { producerMaxRequestSize: notKnownYet, producerBufferMemory: 5_242_880 },
    ],
    wrong: [
      [
        { producerMaxRequestSize: 33_554_433 },
        "producerBufferMemory must be at least producerMaxRequestSize 33554433, got 33554432; use 67108866",
      ],
    ],
  },
]);

export const messageSizeCases = [...sizes, ...topic, ...kafka, ...connect];
