import { mkdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { Folder } from "./synth-in";

const folder = new Folder();
afterAll(() => folder.remove());

interface Props {
  readonly stack?: string;
  readonly kafka?: string;
  readonly source?: string;
}

const pipeline = ({ stack = "", kafka = "", source = "" }: Props) => [
  `import { App } from "cdktf";`,
  `import { CdcStack } from "${process.cwd()}/src/cdc-stack";`,
  `const unused = process.env.HOME;`,
  `const app = new App();`,
  `new CdcStack(app, "s", { ${stack}`,
  `  postgres: { serviceName: "p", cloudName: "google-europe-north1", plan: "business-4" },`,
  `  kafka: { serviceName: "k", cloudName: "azure-norway-west", plan: "startup-4", kafkaVersion: "4.2", ${kafka} },`,
  `  kafkaConnect: { serviceName: "c", cloudName: "google-europe-north1", plan: "startup-4" },`,
  `  source: { connectorName: "s", topicPrefix: "t", tables: ["public.a"], ${source} },`,
  `});`,
  `app.synth();`,
];

/** An app whose synth takes no time, with a value of a type that may be wrong. */
const small = (value: string) => [
  `import { App, TerraformStack, TerraformOutput } from "cdktf";`,
  `const app = new App();`,
  `new TerraformOutput(new TerraformStack(app, "s"), "o", { value: "v", ${value} });`,
  `app.synth();`,
];

test.each([
  [{ kafka: "replicationFacto: 2" }, "'replicationFacto' does not exist in type", "7,102"],
  [{ stack: "prodution: true," }, "'prodution' does not exist in type", "5,26"],
  [{ source: "tombstonesOnDelete: true" }, "'tombstonesOnDelete' does not exist in type", "9,73"],
])("names the misspelt prop of %p and its place", (props, message, place) => {
  folder.write("misspelt.ts", pipeline(props));
  const { status, stderr } = folder.synth(["misspelt.ts"]);
  expect(stderr).toContain(message);
  expect(stderr).toContain(`misspelt.ts(${place}): error TS`);
  expect(stderr).toContain("misspelt.ts does not pass the type check; correct it, or leave");
  expect(status).toBe(1);
});

test("takes the same props written right, and a value that nobody uses", () => {
  const props = { kafka: "replicationFactor: 3", source: "tombstones: true" };
  folder.write("right.ts", pipeline(props));
  const { status, stderr } = folder.synth(["right.ts"]);
  expect(stderr.replace(/^warning: .*\n/gm, "")).toBe("");
  expect(status).toBe(0);
});

test("names the wrong type beside the error that comes from it", () => {
  folder.write("thrown.ts", [...small(`sensitiv: true`), `throw new Error("mine");`]);
  const { status, stderr } = folder.synth(["thrown.ts"]);
  expect(stderr).toMatch(/Error: mine[^]*'sensitiv' does not exist/);
  expect(status).toBe(1);
});

test("checks an app that ends the process itself", () => {
  folder.write("exits.ts", [...small(`sensitiv: true`), `process.exit();`]);
  const { status, stderr } = folder.synth(["exits.ts"]);
  expect(stderr).toContain("'sensitiv' does not exist");
  expect(status).toBe(1);
});

test("is left out with --no-types and with AIVEN_CDC_NO_TYPES=1", () => {
  folder.write("left-out.ts", small(`sensitiv: true`));
  expect(folder.synth(["--no-types", "left-out.ts"])).toMatchObject({ status: 0, stderr: "" });
  const env = (value: string) => ({ AIVEN_CDC_NO_TYPES: value });
  expect(folder.synth(["left-out.ts"], env("1"))).toMatchObject({ status: 0, stderr: "" });
  expect(folder.synth(["left-out.ts"], env("")).status).toBe(1);
});

test("checks again when a file of the app changes, and not when only its time does", () => {
  const later = new Date(Date.now() + 60_000);
  const value = (type: string) => folder.write("value.ts", [`export type Value = ${type};`]);
  // esbuild leaves a file out that is imported for its types alone
  const app = [`import type { Value } from "./value";`, `const value: Value = "text";`];
  folder.write("graph.ts", [...app, ...small("sensitive: value === undefined")]);
  const file = value("string");
  expect(folder.synth(["graph.ts"])).toMatchObject({ status: 0, stderr: "" });
  utimesSync(file, later, later);
  // it would be checked with a program that is not there
  const noCompiler = { NODE_OPTIONS: `--require ${refuseProcesses()}` };
  expect(folder.synth(["graph.ts"], noCompiler)).toMatchObject({ status: 0, stderr: "" });
  value("number");
  expect(folder.synth(["graph.ts"]).stderr).toMatch(/graph\.ts\(2,7\): error TS2322/);
});

/** A module with which a process can start no other. */
function refuseProcesses(): string {
  return folder.write("refuse.cjs", [
    `const refuse = () => { throw new Error("a process was started"); };`,
    `Object.assign(require("node:child_process"), { spawn: refuse, spawnSync: refuse });`,
  ]);
}

test("goes by the app's own tsconfig.json, also where the compiler has dropped its options", () => {
  mkdirSync(join(folder.path, "own", "lib"), { recursive: true });
  const own = (strict: boolean) =>
    folder.write("own/tsconfig.json", [
      `{ // a comment`,
      `  "compilerOptions": { "target": "es5", "moduleResolution": "node10", "module": "commonjs",`,
      `    "baseUrl": ".", "paths": { "@app/*": ["./lib/*"] }, "esModuleInterop": false,`,
      `    "exactOptionalPropertyTypes": ${strict}, "composite": true, "strict": ${strict} } }`,
    ]);
  folder.write("own/lib/name.ts", [`export const name: string = null;`]);
  folder.write("own/app.ts", [`import { name } from "@app/name";`, ...pipeline({}), `name;`]);
  own(false);
  expect(folder.synth(["own/app.ts"]).stderr.replace(/^warning: .*\n/gm, "")).toBe("");
  own(true);
  expect(folder.synth(["own/app.ts"]).stderr).toMatch(/name\.ts\(1,14\): error TS2322/);
});
