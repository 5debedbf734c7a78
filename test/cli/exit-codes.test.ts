import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { failureOf } from "../../src/launcher/failure.cjs";
import { Folder } from "../launcher/synth-in";
import { Cdc } from "../rehearsal/support/cdc";

const cdc = new Cdc();
const folder = new Folder();
afterAll(async () => {
  folder.remove();
  await cdc.close();
});

const fine = ["--app", "examples/default.ts"];
const firstLine = (text: string) => text.split("\n").find((line) => !line.startsWith("- "));

/** An app whose one construct breaks a rule. */
const faulty = folder.write("faulty.ts", [
  `import { App } from "cdktf";`,
  `import { Kafka } from "${process.cwd()}/constructs";`,
  `import { AivenStack } from "${process.cwd()}/src/aiven-stack";`,
  `const app = new App();`,
  `const stack = new AivenStack(app, "shop");`,
  `new Kafka(stack, "kafka", { serviceName: "k", cloudName: "azure-norway-west", plan: "startup-2" });`,
  `app.synth();`,
]);
const throwing = folder.write("throwing.ts", [`throw new TypeError("of the app");`]);

test.each([
  ["check", ...fine],
  ["sql", ...fine],
  ["alerts", ...fine],
  ["--help"],
  ["help", "verify"],
  ["check", "--help"],
])("0: cdc %s", async (...args) => {
  expect(await cdc.run(args)).toMatchObject({ code: 0 });
});

const findings: [string[], RegExp][] = [
  [["check", "--app", faulty], /^error: \[shop\/kafka/],
  [["synth", "--no-types", faulty], /shop\/kafka/],
  [["sql", "--app", faulty], /shop\/kafka/],
  [["synth", "--no-types", throwing], /TypeError: of the app/],
  [["check", "--app", throwing], /TypeError: of the app/],
];

test.each(findings)("1, a finding: cdc %s", async (args, said) => {
  const { code, stdout, stderr } = await cdc.run(args);
  expect({ code, said: stdout + stderr }).toMatchObject({
    code: 1,
    said: expect.stringMatching(said),
  });
});

const misuses: [string[], string][] = [
  [[], "Usage: cdc [options] [command]"],
  [["verfiy"], "error: unknown command 'verfiy'"],
  [["check", "--nonsense"], "error: unknown option '--nonsense'"],
  [["synth", "--nonsense"], "error: unknown option '--nonsense'"],
  [
    ["synth", "a.ts", "b.ts"],
    "error: too many arguments for 'synth'. Expected 1 argument but got 2.",
  ],
  [["upgrade"], "error: required option '--debezium <version>' not specified"],
  [
    ["start", "--port", "0"],
    "error: option '--port <number>' argument '0' is invalid. a number from 1 to 65499",
  ],
  [["tail"], "error: missing required argument 'topic'"],
  [["rehearse"], "error: missing required argument 'command'"],
  [
    ["verify", "--ca", "/nowhere.pem", ...fine],
    "--ca must name a file that can be read, got /nowhere.pem",
  ],
  [
    ["check", "--app", "/nowhere.ts"],
    "No app at /nowhere.ts; name the TypeScript file of a CDKTF app, for instance main.ts or examples/cookbook.ts",
  ],
  [
    ["synth", "/nowhere.ts"],
    "No app at /nowhere.ts; name the TypeScript file of a CDKTF app, for instance main.ts or examples/cookbook.ts",
  ],
];

test.each(misuses)("2, misuse: cdc %s", async (args, said) => {
  const { code, stdout, stderr } = await cdc.run(args);
  expect({ code, stdout, said: firstLine(stderr) }).toMatchObject({ code: 2, stdout: "", said });
  expect(stderr).not.toMatch(/^ +at /m);
});

const noTerraform = /^Terraform is missing: neither terraform nor tofu is on the PATH/;

test.each([
  ["verify", ...fine],
  ["tail", "a", ...fine],
  ["drift", ...fine],
  ["start", "--once", ...fine],
  ["rehearse", "true"],
])("3, without Terraform: cdc %s", async (...args) => {
  const { code, stderr } = await cdc.run(args, { PATH: folder.path });
  expect({ code, said: firstLine(stderr) }).toEqual({
    code: 3,
    said: expect.stringMatching(noTerraform),
  });
});

test("3, where nothing that could be verified was deployed", async () => {
  const { code, stdout, stderr } = await cdc.run(["verify", ...fine]);
  expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  expect(stderr).toMatch(
    /^No pipeline of examples\/default\.ts is deployed, according to its state/,
  );
});

test("3, where a registry cannot be reached", async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  try {
    const proxy = `http://127.0.0.1:${port}`;
    const { code, stderr } = await cdc.run(["bindings"], {
      ...{ HTTPS_PROXY: proxy, https_proxy: proxy, NO_PROXY: "", no_proxy: "" },
      TF_CLI_CONFIG_FILE: folder.write("terraformrc", []),
    });
    expect(stderr).toMatch(/^The provider could not be fetched from the Terraform registry/);
    expect(code).toBe(3);
  } finally {
    server.close();
  }
});

test("3, on a Node that is too old", () => {
  const old = folder.write("old.cjs", [
    `Object.defineProperty(process.versions, "node", { value: "18.20.0" });`,
  ]);
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--require", old, join("src", "cli", "cdc.cjs"), "check"],
    { encoding: "utf8" },
  );
  expect({ status, stderr }).toEqual({
    status: 3,
    stderr:
      "Node.js 20.19 or later is needed, this is 18.20.0; get it from https://nodejs.org or your package manager\n",
  });
});

test.each([0, 1, 2, 3, 7, 130])(
  "rehearse ends with the code of its command, %i",
  async (wanted) => {
    const { code } = await cdc.run(["rehearse", "--", "sh", "-c", `exit ${wanted}`]);
    expect(code).toBe(wanted);
    expect(cdc.leftSomething).toBe(false);
  },
);

const system = (code: string, more: object = {}) =>
  Object.assign(new Error(code), { code, path: "/data/run/log", ...more });

test.each([
  ["a full disk", system("ENOSPC"), 3, "The disk is full: /data/run/log could not be written; "],
  ["a quota", system("EDQUOT"), 3, "The disk is full: /data/run/log could not be written; "],
  ["a forbidden file", system("EACCES"), 3, "/data/run/log may not be written by this user; "],
  [
    "a folder that is not there",
    system("ENOENT", { syscall: "mkdir" }),
    2,
    "/data/run/log cannot be made, because /data/run does not exist; make that folder, or name another",
  ],
  ["a defect", new TypeError("x is not a function"), 3, "TypeError: x is not a function\n    at "],
])("%s", (_what, error, exitCode, message) => {
  const failure = failureOf(error, { isOfApp: false });
  expect(failure).toMatchObject({ exitCode, message: expect.stringContaining(message) });
  expect(failure.message.startsWith(message)).toBe(true);
});

test("an error that is no Error is a defect, too", () => {
  expect(failureOf(undefined, { isOfApp: false })).toMatchObject({ exitCode: 3, isDefect: true });
  expect(failureOf("text", { isOfApp: true })).toMatchObject({ exitCode: 1, message: "text" });
});
