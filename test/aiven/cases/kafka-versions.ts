import { kafkaRules } from "../../../src/aiven/rules/kafka/kafka-rules";
import { notKnownYet } from "../../../src/aiven/rules/rule";
import { casesOf } from "../rule-case";

export const kafkaVersionCases = casesOf(kafkaRules, [
  {
    rule: "kafka-version-known",
    legal: [
      {},
      { kafkaVersion: notKnownYet },
      { kafkaVersion: "4.2" },
      { kafkaVersion: "3.1" },
      { kafkaVersion: "4.3" },
    ],
    wrong: [
      [{ kafkaVersion: "banana" }, 'kafkaVersion must be 3.9 or 4.2, got "banana"; use "4.2"'],
      [{ kafkaVersion: "3.9.1" }, 'kafkaVersion must be 3.9 or 4.2, got "3.9.1"; use "3.9"'],
      [{ kafkaVersion: "v4.2" }, 'kafkaVersion must be 3.9 or 4.2, got "v4.2"; use "4.2"'],
      [{ kafkaVersion: "4" }, 'kafkaVersion must be 3.9 or 4.2, got "4"; use "4.2"'],
      [{ kafkaVersion: "2.9" }, 'kafkaVersion must be 3.9 or 4.2, got "2.9"; use "4.2"'],
    ],
  },
  {
    rule: "kafka-version-newer",
    legal: [{}, { kafkaVersion: "4.2" }, { kafkaVersion: "banana" }, { kafkaVersion: "4.2.1" }],
    wrong: [
      [
        { kafkaVersion: "4.3" },
        'kafkaVersion should be at most 4.2, the newest that this project knows, got "4.3": apply fails if Aiven does not offer it; use "4.2"',
      ],
    ],
  },
  ...["2022-02-14", "2022-09-01", "2022-10-26"].map((asOf) => ({
    rule: "kafka-version-creatable",
    asOf,
    legal: [{ kafkaVersion: "3.1" }],
    wrong: [],
  })),
  {
    rule: "kafka-version-creatable",
    asOf: "2022-02-13",
    legal: [{ kafkaVersion: "3.0" }],
    wrong: [
      [
        { kafkaVersion: "3.1" },
        'kafkaVersion must be 3.0, got "3.1", which Aiven offers from 2022-02-14 on; use "3.0"',
      ],
    ],
  },
  {
    rule: "kafka-version-creatable",
    asOf: "2022-10-27",
    legal: [{ kafkaVersion: "3.2" }],
    wrong: [
      [
        { kafkaVersion: "3.1" },
        'kafkaVersion must be 3.2, got "3.1", which Aiven offered until 2022-10-26; use "3.2"',
      ],
    ],
  },
  {
    rule: "kafka-version-creatable",
    legal: [{}, { kafkaVersion: "3.9" }, { kafkaVersion: "4.2" }, { kafkaVersion: "banana" }],
    wrong: [
      [
        { kafkaVersion: "3.1" },
        'kafkaVersion must be 3.9 or 4.2, got "3.1", which Aiven offered until 2022-10-26; use "4.2"',
      ],
      [
        { kafkaVersion: "4.1" },
        'kafkaVersion must be 3.9 or 4.2, got "4.1", which Aiven offered until 2026-09-10; use "4.2"',
      ],
    ],
  },
  {
    rule: "kafka-version-creatable",
    asOf: "2030-01-01",
    legal: [],
    wrong: [
      [
        { kafkaVersion: "4.2" },
        'kafkaVersion must be newer than "4.2", which Aiven offered until 2027-03-15; look it up in https://aiven.io/docs/platform/reference/eol-for-major-versions',
      ],
    ],
  },
  {
    // the day before: six months and a day are left
    rule: "kafka-version-lasting",
    asOf: "2026-12-14",
    legal: [{ kafkaVersion: "4.2" }, { kafkaVersion: "3.9" }, {}],
    wrong: [],
  },
  {
    rule: "kafka-version-lasting",
    asOf: "2026-12-15",
    legal: [{ kafkaVersion: "3.9" }],
    wrong: [
      [
        { kafkaVersion: "4.2" },
        'kafkaVersion should be more than 6 months before its end of life, got "4.2": on 2027-06-15 Aiven upgrades the service by itself; plan the upgrade',
      ],
    ],
  },
  {
    // a month and a day before the end of life, then a month before
    rule: "kafka-version-lasting",
    asOf: "2026-12-30",
    legal: [],
    wrong: [
      [
        { kafkaVersion: "4.1" },
        'kafkaVersion should be more than 6 months before its end of life, got "4.1": on 2027-01-31 Aiven upgrades the service by itself; use "4.2"',
      ],
    ],
  },
  {
    rule: "kafka-version-ending",
    asOf: "2026-12-30",
    legal: [{ kafkaVersion: "4.1" }],
    wrong: [],
  },
  ...["2026-12-31", "2027-01-31"].flatMap((asOf) => [
    { rule: "kafka-version-lasting", asOf, legal: [{ kafkaVersion: "4.1" }], wrong: [] },
    {
      rule: "kafka-version-ending",
      asOf,
      legal: [{ kafkaVersion: "4.2" }, {}],
      wrong: [
        [
          { kafkaVersion: "4.1" },
          'kafkaVersion should be more than 1 month before its end of life, got "4.1": on 2027-01-31 Aiven upgrades the service by itself; use "4.2"',
        ] as const,
      ],
    },
  ]),
  {
    rule: "kafka-version-ending",
    asOf: "2027-02-01",
    legal: [{ kafkaVersion: "4.1" }],
    wrong: [],
  },
  ...["2022-09-01", "2026-06-03"].map((asOf) => ({
    rule: "kafka-plan-outlived",
    asOf,
    legal: [
      { plan: "startup-2", kafkaVersion: asOf < "2023" ? "3.1" : "3.8" },
      { plan: "startup-4", kafkaVersion: "3.9" },
    ],
    wrong: [],
  })),
  {
    rule: "kafka-plan-outlived",
    asOf: "2026-06-03",
    legal: [{ plan: "startup-2", kafkaVersion: notKnownYet }],
    wrong: [
      [
        { plan: "startup-2", kafkaVersion: "3.9" },
        'plan must be "startup-4" or larger for Kafka 3.9 and later, got "startup-2"; use "startup-4"',
      ],
      [
        { plan: "startup-2" },
        'plan must be "startup-4" or larger for Kafka 3.9 and later, got "startup-2"; use "startup-4"',
      ],
    ],
  },
  {
    // the day after the last Kafka before 3.9 could be created
    rule: "kafka-plan-outlived",
    asOf: "2026-06-04",
    legal: [{ plan: "startup-4", kafkaVersion: "3.8" }],
    wrong: [
      [
        { plan: "startup-2", kafkaVersion: "3.8" },
        'plan must be "startup-4" or larger for Kafka 3.9 and later, got "startup-2"; use "startup-4"',
      ],
    ],
  },
]);
