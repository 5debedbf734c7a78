import { kafkaConnectRules } from "../../../src/aiven/rules/connect/kafka-connect-rules";
import { postgresRules } from "../../../src/aiven/rules/services/postgres-rules";
import { notKnownYet } from "../../../src/aiven/rules/rule";
import { casesOf } from "../rule-case";

const postgres = casesOf(postgresRules, [
  {
    rule: "pg-version-known",
    legal: [{}, { pgVersion: "18" }, { pgVersion: "10" }, { pgVersion: "19" }],
    wrong: [
      [{ pgVersion: "17.2" }, 'pgVersion must be 15, 16, 17 or 18, got "17.2"; use "17"'],
      [{ pgVersion: "9.6" }, 'pgVersion must be 15, 16, 17 or 18, got "9.6"; use "18"'],
    ],
  },
  {
    rule: "pg-version-newer",
    legal: [{ pgVersion: "18" }],
    wrong: [
      [
        { pgVersion: "19" },
        'pgVersion should be at most 18, the newest that this project knows, got "19": apply fails if Aiven does not offer it; use "18"',
      ],
    ],
  },
  { rule: "pg-version-creatable", asOf: "2022-05-10", legal: [{ pgVersion: "10" }], wrong: [] },
  {
    rule: "pg-version-creatable",
    asOf: "2022-09-01",
    legal: ["11", "12", "13", "14"].map((pgVersion) => ({ pgVersion })),
    wrong: [
      [
        { pgVersion: "10" },
        'pgVersion must be 11, 12, 13 or 14, got "10", which Aiven offered until 2022-05-10; use "14"',
      ],
      [
        { pgVersion: "15" },
        'pgVersion must be 11, 12, 13 or 14, got "15", which Aiven offers from 2022-12-12 on; use "14"',
      ],
    ],
  },
  {
    rule: "pg-version-lasting",
    asOf: "2027-05-10",
    legal: [{ pgVersion: "15" }],
    wrong: [],
  },
  {
    rule: "pg-version-lasting",
    asOf: "2027-05-11",
    legal: [{ pgVersion: "16" }],
    wrong: [
      [
        { pgVersion: "15" },
        'pgVersion should be more than 6 months before its end of life, got "15": on 2027-11-11 Aiven upgrades the service by itself; use "18"',
      ],
    ],
  },
  {
    rule: "pg-version-ending",
    asOf: "2027-10-10",
    legal: [{ pgVersion: "15" }],
    wrong: [],
  },
  {
    rule: "pg-version-ending",
    asOf: "2027-10-11",
    legal: [{ pgVersion: "16" }],
    wrong: [
      [
        { pgVersion: "15" },
        'pgVersion should be more than 1 month before its end of life, got "15": on 2027-11-11 Aiven upgrades the service by itself; use "18"',
      ],
    ],
  },
]);

const debezium = casesOf(kafkaConnectRules, [
  {
    rule: "debezium-version-known",
    legal: [
      {},
      ...["1.9.7", "2.5.0", "2.7.4", "3.1.0", "3.2.0", "3.5.2"].map((debeziumVersion) => ({
        debeziumVersion,
      })),
    ],
    wrong: [
      [
        { debeziumVersion: "3.1" },
        'debeziumVersion must be 1.9.7, 2.5.0, 2.7.4 or 3.1.0, got "3.1"; use "3.1.0"',
      ],
      [
        { debeziumVersion: "2.7.4.Final" },
        'debeziumVersion must be 1.9.7, 2.5.0, 2.7.4 or 3.1.0, got "2.7.4.Final"; use "2.7.4"',
      ],
    ],
  },
  {
    rule: "debezium-version-newer",
    legal: [{ debeziumVersion: "3.1.0" }],
    wrong: [
      [
        { debeziumVersion: "3.4.0" },
        'debeziumVersion should be at most 3.1.0, the newest that this project knows, got "3.4.0": apply fails if Aiven does not offer it; use "3.1.0"',
      ],
      [
        { debeziumVersion: "3.5.2" },
        'debeziumVersion should be at most 3.1.0, the newest that Aiven is known to offer, got "3.5.2": Aiven has announced it without a day, and apply fails until that has come; use "3.1.0"',
      ],
    ],
  },
  {
    rule: "debezium-version-creatable",
    asOf: "2022-09-01",
    legal: [{}, { debeziumVersion: "1.9.7" }],
    wrong: [
      [
        { debeziumVersion: "3.1.0" },
        'debeziumVersion must be 1.9.7, got "3.1.0", which Aiven offers from 2025-04-02 on; use "1.9.7"',
      ],
    ],
  },
  {
    rule: "debezium-version-creatable",
    asOf: "2025-04-02",
    legal: [{ debeziumVersion: "3.1.0" }, { debeziumVersion: "3.5.2" }],
    wrong: [],
  },
  { rule: "debezium-pinned", asOf: "2022-09-01", legal: [{}], wrong: [] },
  {
    rule: "debezium-pinned",
    legal: [{ debeziumVersion: "3.1.0" }, { debeziumVersion: notKnownYet }],
    wrong: [
      [
        {},
        'debeziumVersion should be pinned, got none: Aiven otherwise upgrades a Debezium connector at a maintenance, to a version with other properties; use "3.1.0"',
      ],
    ],
  },
  {
    rule: "debezium-supported",
    legal: [{}, { debeziumVersion: "2.7.4" }, { debeziumVersion: "3.1.0" }],
    wrong: [
      [
        { debeziumVersion: "2.5.0" },
        'debeziumVersion should be 2.7.4 or 3.1.0, got "2.5.0": Aiven supports only the newest two versions and may remove another at a maintenance; use "3.1.0"',
      ],
    ],
  },
  {
    rule: "debezium-supported",
    asOf: "2024-12-10",
    legal: [{ debeziumVersion: "1.9.7" }, { debeziumVersion: "2.5.0" }],
    wrong: [],
  },
  {
    rule: "debezium-supported",
    asOf: "2024-12-11",
    legal: [{ debeziumVersion: "2.5.0" }],
    wrong: [
      [
        { debeziumVersion: "1.9.7" },
        'debeziumVersion should be 2.5.0 or 2.7.4, got "1.9.7": Aiven supports only the newest two versions and may remove another at a maintenance; use "2.7.4"',
      ],
    ],
  },
]);

export const versionCases = [...postgres, ...debezium];
