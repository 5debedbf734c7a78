import { notKnownYet } from "../../../src/aiven/rules/rule";
import { kafkaUserRules } from "../../../src/aiven/rules/kafka/user-rules";
import { casesOf } from "../rule-case";

export const kafkaUserCases = casesOf(kafkaUserRules, [
  {
    rule: "kafka-user-scram",
    legal: [{}, { kafkaVersion: "3.9" }, { kafkaVersion: notKnownYet }, { kafkaVersion: "banana" }],
    wrong: ["4.0", "4.2", "10.1"].map((kafkaVersion) => [
      { kafkaVersion },
      `kafkaVersion should have clients on librdkafka 2.6.1 or later, got "${kafkaVersion}": earlier ones, Debian 12's kcat among them, fail to log in by SCRAM; upgrade them, or let them log in by certificate`,
    ]),
  },
]);
