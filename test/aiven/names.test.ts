import fc from "fast-check";
import {
  connectorName,
  type Grammar,
  grammarProblem,
  maintenanceTime,
  postgresIdentifier,
  projectOfVpc,
  qualifiedTable,
  serviceName,
  stackName,
  topicName,
  vpcId,
} from "../../src/aiven/facts/names";

const grammars: Readonly<Record<string, Grammar>> = {
  serviceName,
  postgresIdentifier,
  topicName,
  connectorName,
  stackName,
  maintenanceTime,
  qualifiedTable,
  vpcId: vpcId("shop"),
  "vpcId without a project": vpcId(undefined),
};

/** Any text, and text that is nearly right. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string(),
  fc.stringMatching(/^[A-Za-z0-9_.:/-]{0,260}$/),
);

describe.each(Object.entries(grammars))("%s", (_name, grammar) => {
  test("takes it or says so, on one line, with a spelling that it takes", () => {
    fc.assert(
      fc.property(text, (got) => {
        const violation = grammarProblem(grammar, "x", got);
        if (grammar.holds(got)) {
          expect(violation).toBeUndefined();
          return;
        }
        expect(violation?.startsWith(`x must ${grammar.description}, got "`)).toBe(true);
        expect(violation).not.toMatch(/[\n\r]/);
        const corrected = grammar.correct(got);
        if (corrected !== undefined)
          expect(grammarProblem(grammar, "x", corrected)).toBeUndefined();
      }),
    );
  });
});

function word(pattern: RegExp) {
  return fc.stringMatching(pattern);
}

test("names of services are lowercase letters, digits and dashes, 64 at most", () => {
  fc.assert(fc.property(word(/^[a-z0-9][a-z0-9-]{0,63}$/), (name) => serviceName.holds(name)));
  fc.assert(
    fc.property(word(/^[a-z0-9][a-z0-9-]{0,40}$/), word(/^[^a-z0-9-]$/), (name, other) => {
      return !serviceName.holds(name + other);
    }),
  );
  expect(serviceName.holds("a".repeat(64))).toBe(true);
  expect(serviceName.holds("a".repeat(65))).toBe(false);
});

test("any name with a letter or digit in it has a service name near", () => {
  fc.assert(
    fc.property(word(/^[A-Za-z0-9]$/), fc.string(), (letter, rest) => {
      expect(serviceName.correct(letter + rest)).toBeDefined();
    }),
  );
});

test("slots and publications have a name near whatever is written", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      expect(postgresIdentifier.correct(name)).toMatch(/^[a-z0-9_]{1,63}$/);
    }),
  );
});

test("topics may be all of a topic's letters but a dot or two alone", () => {
  fc.assert(
    fc.property(word(/^[a-zA-Z0-9._-]{1,249}$/), (name) => {
      expect(topicName.holds(name)).toBe(name !== "." && name !== "..");
    }),
  );
  expect(topicName.holds("a".repeat(250))).toBe(false);
});

test("every second of a day is a time of day, and none beyond", () => {
  const two = (number: number) => String(number).padStart(2, "0");
  fc.assert(
    fc.property(fc.nat(99), fc.nat(99), fc.nat(99), (hours, minutes, seconds) => {
      const isTime = hours < 24 && minutes < 60 && seconds < 60;
      expect(maintenanceTime.holds([hours, minutes, seconds].map(two).join(":"))).toBe(isTime);
    }),
  );
});

test("a VPC's id names its project; a bare uuid gets the service's", () => {
  fc.assert(
    fc.property(word(/^[a-z0-9][a-z0-9-]{0,62}$/), fc.uuid(), (project, uuid) => {
      expect(projectOfVpc(`${project}/${uuid}`)).toBe(project);
      expect(vpcId(project).correct(uuid)).toBe(`${project}/${uuid}`);
      expect(projectOfVpc(uuid)).toBeUndefined();
    }),
  );
});

test("a table has a schema, and no database before it", () => {
  fc.assert(
    fc.property(word(/^[a-z_]\w{0,20}$/), word(/^[a-z_]\w{0,20}$/), (schema, table) => {
      expect(qualifiedTable.holds(`${schema}.${table}`)).toBe(true);
      expect(qualifiedTable.correct(table)).toBe(`public.${table}`);
      expect(qualifiedTable.correct(`db.${schema}.${table}`)).toBe(`${schema}.${table}`);
    }),
  );
});
