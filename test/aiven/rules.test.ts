import { readFileSync } from "node:fs";
import { join } from "node:path";
import { constructRules } from "../../src/aiven/construct-rules";
import { ruleNames } from "../../src/aiven/rule-names";
import { allRules } from "../../src/aiven/rules/rules";
import { rulesPage } from "../../tools/rules-page";
import { propertyRules } from "../../src/debezium/properties/property-rules";
import { connectorCases } from "./cases/connector";
import { integrationAndTopicCases } from "./cases/integration-and-topics";
import { integrationCases } from "./cases/integrations";
import { jdbcSinkCases } from "./cases/jdbc-sink";
import { kafkaCases } from "./cases/kafka";
import { kafkaVersionCases } from "./cases/kafka-versions";
import { nameCases } from "./cases/names";
import { messageSizeCases } from "./cases/message-sizes";
import { secretProviderCases } from "./cases/secrets";
import { serviceCases } from "./cases/service";
import { stackCases } from "./cases/stack";
import { tableCases } from "./cases/tables";
import { keyCases } from "./cases/keys";
import { kafkaUserCases } from "./cases/users";
import { versionCases } from "./cases/versions";
import { watchingCases } from "./cases/watching";

const cases = [
  ...serviceCases,
  ...versionCases,
  ...kafkaVersionCases,
  ...kafkaCases,
  ...integrationAndTopicCases,
  ...integrationCases,
  ...messageSizeCases,
  ...connectorCases,
  ...jdbcSinkCases,
  ...nameCases,
  ...secretProviderCases,
  ...stackCases,
  ...tableCases,
  ...keyCases,
  ...kafkaUserCases,
  ...watchingCases,
];

test.each(cases.map((each) => [each.title, each] as const))("%s", (_title, each) => {
  expect(each.violations().map(({ message }) => message)).toEqual(each.expected);
});

test("every fault carries its rule's name, severity and property", () => {
  for (const { rule, violations } of cases) {
    const messages = allRules.find(({ name }) => name === rule);
    for (const violation of violations()) {
      expect(violation).toEqual({
        rule,
        severity: messages?.severity,
        refusedByAiven: messages?.refusedByAiven ?? false,
        property: messages?.property,
        message: expect.any(String),
      });
    }
  }
});

test("every rule has a case that it takes and one that it tells of", () => {
  const names = (some: typeof cases) => new Set(some.map(({ rule }) => rule));
  const elsewhere = [...Object.keys(constructRules), ...Object.keys(propertyRules)];
  const all = new Set(allRules.map(({ name }) => name).filter((name) => !elsewhere.includes(name)));
  expect(names(cases.filter(({ expected }) => expected.length === 0))).toEqual(all);
  expect(names(cases.filter(({ expected }) => expected.length > 0))).toEqual(all);
});

test("a rule's name is in kebab-case and its own; it description what and why in whole sentences", () => {
  expect(new Set(allRules.map(({ name }) => name)).size).toBe(allRules.length);
  for (const { name, description, source } of allRules) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(description).toMatch(/^\S.*\.$/);
    expect(source).not.toBe("");
  }
});

test("no message has a second line, and none has a secret in it", () => {
  for (const { expected } of cases) {
    for (const message of expected) {
      expect(message).not.toMatch(/[\n\r]|hunter2/);
    }
  }
});

test("rule-names.ts lists every rule; npm run rules writes it", () => {
  expect(ruleNames).toEqual(allRules.map(({ name }) => name));
});

test("the message of a warning names a harm, after a colon or with what happens", () => {
  const warnings = allRules.filter(({ severity }) => severity === "warning");
  const messages = cases
    .filter(({ rule }) => warnings.some(({ name }) => name === rule))
    .flatMap(({ expected }) => expected);
  expect(messages.length).toBeGreaterThan(20);
  expect(
    messages.filter((message) => !/, got .+: \w|apply fails|for .+: \w/.test(message)),
  ).toEqual([]);
});

test("docs/rules.md is what the rules say; npm run rules writes it", () => {
  const page = readFileSync(join(__dirname, "../../docs/rules.md"), "utf8");
  expect(page).toBe(rulesPage());
});
