import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Folder } from "./synth-in";

let folder: Folder;
beforeEach(() => (folder = new Folder()));
afterEach(() => folder.remove());

const app = (...stacks: string[]) => [
  `import { App, TerraformStack } from "cdktf";`,
  `const app = new App();`,
  ...stacks.map((name) => `new TerraformStack(app, "${name}");`),
];

const at = (...path: string[]) => join(folder.path, "cdktf.out", ...path);
const jsonOf = (stack: string) => at("stacks", stack, "cdk.tf.json");

/** The JSON of an earlier run. */
function synthesizeBefore(): void {
  folder.write("before.ts", [...app("shop"), "app.synth();"]);
  expect(folder.synth(["--no-types", "before.ts"])).toMatchObject({ status: 0, stderr: "" });
  expect(existsSync(jsonOf("shop"))).toBe(true);
}

const removed =
  "Removed the stacks in cdktf.out: a deploy would apply what app.ts does not describe";

test.each([
  ["does not call app.synth()", app("shop"), /app\.ts wrote nothing to .*; an app ends with app/],
  ["throws", [...app("shop"), `throw new Error("mine");`, "app.synth();"], /Error: mine/],
  ["throws later", [...app("shop"), `setTimeout(() => { throw new Error("mine"); });`], /mine/],
  ["does not compile", [...app("shop"), "const = 1;"], /app\.ts:4:6/],
  ["ends the process with a code", [...app("shop"), "process.exit(3);"], /^Removed/],
  ["has a wrong type", [...app("shop"), "app.synth(1);"], /app\.ts\(4,11\): error TS/],
])("an app that %s fails, and leaves no JSON to deploy", (_what, lines, message) => {
  synthesizeBefore();
  folder.write("app.ts", lines);
  const { status, stderr } = folder.synth(["app.ts"]);
  expect(stderr).toMatch(message);
  expect(stderr).toContain(removed);
  expect(status).toBe(lines.includes("process.exit(3);") ? 3 : 1);
  expect(existsSync(jsonOf("shop"))).toBe(false);
  expect(existsSync(at("manifest.json"))).toBe(false);
});

test("an app that synthesizes later, after waiting for something, is waited for", () => {
  synthesizeBefore();
  folder.write("app.ts", [...app("shop"), "setTimeout(() => app.synth(), 50);"]);
  expect(folder.synth(["--no-types", "app.ts"])).toMatchObject({ status: 0, stderr: "" });
  expect(existsSync(jsonOf("shop"))).toBe(true);
});

test("a stack that was renamed leaves no JSON of its old name, and its state stays", () => {
  synthesizeBefore();
  const state = at("stacks", "shop", "terraform.tfstate");
  writeFileSync(state, "{}");
  folder.write("app.ts", [...app("store"), "app.synth();"]);
  expect(folder.synth(["--no-types", "app.ts"])).toMatchObject({
    status: 0,
    stderr: `note: removed cdktf.out/stacks/shop/cdk.tf.json, since app.ts has no stack "shop"\n`,
  });
  expect([jsonOf("shop"), jsonOf("store"), state].map((file) => existsSync(file))).toEqual([
    false,
    true,
    true,
  ]);
});

test("JSON that cdktf has not written stays", () => {
  mkdirSync(at("stacks", "mine"), { recursive: true });
  writeFileSync(jsonOf("mine"), "{}");
  folder.write("app.ts", app("shop"));
  expect(folder.synth(["--no-types", "app.ts"]).status).toBe(1);
  expect(existsSync(jsonOf("mine"))).toBe(true);
});

test("an app may write to a folder of its own, unless somebody waits for it elsewhere", () => {
  const own = app("shop").map((line) => line.replace("new App()", `new App({ outdir: "own" })`));
  folder.write("app.ts", [...own, "app.synth();"]);
  expect(folder.synth(["--no-types", "app.ts"])).toMatchObject({ status: 0, stderr: "" });
  const elsewhere = { CDKTF_OUTDIR: join(folder.path, "elsewhere") };
  const { status, stderr } = folder.synth(["--no-types", "app.ts"], elsewhere);
  expect(stderr).toContain(`app.ts wrote nothing to ${elsewhere.CDKTF_OUTDIR};`);
  expect(status).toBe(1);
});
