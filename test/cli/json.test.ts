import { reported } from "../../src/drift/report";
import { secretsOf } from "../../src/drift/secrets";
import { Folder } from "../launcher/synth-in";
import { Cdc } from "../rehearsal/support/cdc";
import { documentOf, linesOf, schemas } from "./schemas";

const cdc = new Cdc();
const folder = new Folder();
afterAll(async () => {
  folder.remove();
  await cdc.close();
});

const fine = ["--app", "examples/default.ts"];
const faulty = folder.write("faulty.ts", [
  `import { Annotations, App } from "cdktf";`,
  `import { Kafka } from "${process.cwd()}/constructs";`,
  `import { AivenStack } from "${process.cwd()}/src/aiven-stack";`,
  `const app = new App();`,
  `const stack = new AivenStack(app, "shop");`,
  `new Kafka(stack, "kafka", { serviceName: "k", cloudName: "azure-norway-west", plan: "startup-2" });`,
  `Annotations.of(stack).addWarning("of the app [mine]");`,
  `app.synth();`,
]);

test("every schema has an id of its own, with a version", () => {
  const ids = schemas.map(({ $id }) => $id);
  expect(ids).toEqual([...new Set(ids)]);
  for (const id of ids) expect(id).toMatch(/^urn:aiven-cdc:[a-z]+:\d+$/);
});

test("check: every violation with severity, construct and rule", async () => {
  const { code, stdout, stderr } = await cdc.run(["check", "--json", "--app", faulty]);
  const { violations, counts, ...rest } = documentOf<{
    violations: { severity: string; path: string; rule?: string; message: string }[];
    counts: object;
  }>("check", stdout);
  expect(rest).toEqual({ schema: "urn:aiven-cdc:check:1", app: faulty });
  expect(violations[0]).toEqual({
    severity: "error",
    path: "shop/kafka",
    rule: "kafka-plan-outlived",
    message: expect.stringMatching(
      /^plan must be "startup-4" or larger .* \[kafka-plan-outlived\]$/,
    ),
  });
  expect(violations).toContainEqual({
    severity: "warning",
    path: "shop",
    message: "of the app [mine]",
  });
  const ofSeverity = (wanted: string) =>
    violations.filter(({ severity }) => severity === wanted).length;
  expect(counts).toEqual({
    error: ofSeverity("error"),
    warning: ofSeverity("warning"),
    note: ofSeverity("note"),
  });
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
});

test("check: an app without errors ends with 0", async () => {
  const { code, stdout } = await cdc.run(["check", "--json", ...fine]);
  expect(documentOf("check", stdout)).toMatchObject({ counts: { error: 0 } });
  expect(code).toBe(0);
});

test("sql: the statements of each connector, and the script that the command prints otherwise", async () => {
  const app = ["--app", "examples/least-privilege.ts"];
  const { code, stdout, stderr } = await cdc.run(["sql", "--json", ...app]);
  const { connectors, script } = documentOf<{
    connectors: { statements: { sql: string }[]; tables: object[]; role: string }[];
    script: string;
  }>("sql", stdout);
  expect(script).toBe((await cdc.run(["sql", ...app])).stdout);
  expect(connectors).toHaveLength(1);
  const [connector] = connectors;
  expect(connector?.role).toEqual(expect.any(String));
  expect(connector?.tables).toContainEqual({ schema: "public", table: expect.any(String) });
  for (const { sql } of connector?.statements ?? []) expect(script).toContain(`${sql};`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("drift: a value, and of a secret only that it is there", () => {
  const isSecret = secretsOf();
  const address = "aiven_pg.db";
  const steps = (name: string) => ["pg_user_config", name];
  const value = reported(
    { address, steps: steps("backup_hour"), value: 3, isInCode: false },
    isSecret,
  );
  expect(value).toMatchObject({
    ...{ address, argument: "pg_user_config.backup_hour", isSecret: false, value: 3 },
  });
  const secret = reported(
    { address, steps: steps("admin_password"), value: "hunter2", isInCode: false },
    isSecret,
  );
  expect(secret).toMatchObject({ isSecret: true });
  expect(JSON.stringify(secret)).not.toContain("hunter2");
});

test.each([
  ["check", "misuse", 2, ["check", "--app", "/nowhere.ts"], /^No app at \/nowhere\.ts; /],
  ["sql", "finding", 1, ["sql", "--app", faulty], /shop\/kafka/],
  ["verify", "cannot-run", 3, ["verify", ...fine], /^No pipeline of .* is deployed/],
  ["tail", "cannot-run", 3, ["tail", "a", ...fine], /^No pipeline of .* is deployed/],
  ["drift", "cannot-run", 3, ["drift", ...fine], /^Stack cdc is not initialized/],
  ["drift", "misuse", 2, ["drift", "--nonsense"], /^unknown option '--nonsense'$/],
])("%s: a failure (%s, %i) is a document, too", async (name, kind, exitCode, args, message) => {
  const { code, stdout, stderr } = await cdc.run([...args, "--json"]);
  expect(documentOf(name, stdout)).toEqual({
    ...{ schema: "urn:aiven-cdc:failure:1", type: "failure", kind, exitCode },
    message: expect.stringMatching(message),
  });
  expect(stderr).toMatch(new RegExp(message.source.replace(/^\^/, ""), "m"));
  expect(code).toBe(exitCode);
});

test("start: a failure is the last line", async () => {
  const { code, stdout, stderr } = await cdc.run(["start", "--json", "--once", "--app", faulty]);
  const lines = linesOf("start", stdout);
  expect(lines[0]).toMatchObject({ type: "start", schema: "urn:aiven-cdc:start:1", app: faulty });
  expect(lines.at(-1)).toMatchObject({ type: "failure", kind: "finding", exitCode: 1 });
  expect(stderr).toContain("shop/kafka");
  expect(code).toBe(1);
});

test("--json of a command under rehearse is that command's own", async () => {
  const { stdout } = await cdc.run(["rehearse", "no-such-program", "--json"]);
  expect(stdout).toBe("");
});
