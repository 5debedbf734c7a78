import { Folder } from "./synth-in";

let folder: Folder;
beforeEach(() => (folder = new Folder()));
afterEach(() => folder.remove());

const app = (...lines: string[]) => [
  `import { Annotations, App, TerraformStack } from "cdktf";`,
  `import { named } from "./lib dir/named";`,
  `const app = new App();`,
  `const stack = new TerraformStack(app, "shop");`,
  ...lines,
  `app.synth();`,
];

function synth(...lines: string[]): string {
  folder.write("app.ts", app(...lines));
  return folder.synth(["--no-types", "app.ts"]).stderr;
}

const invalid = (message: string) =>
  `.node.addValidation({ validate: () => [${JSON.stringify(message)}] });`;

beforeEach(() =>
  folder.write("lib dir/named.ts", [
    `import { TerraformOutput, type TerraformStack } from "cdktf";`,
    `export const named = (stack: TerraformStack, name: string) =>`,
    `  new TerraformOutput(stack, name, { value: 1 });`,
    `export const names = ["twelve"];`,
  ]),
);

test("an error names the line of the app that made the construct", () => {
  expect(synth(`stack${invalid("is wrong")}`)).toContain("  app.ts:4 [shop] is wrong\n");
});

test("what another file of the app made is found there, in a folder with a space, too", () => {
  expect(synth(`named(stack, "one")${invalid("is wrong")}`)).toContain(
    "  lib dir/named.ts:3 [shop/one] is wrong\n",
  );
});

test("a value that is in one line only is named by that line, else by the construct's", () => {
  const message = `names a number, got "twelve"; use "12"`;
  const uses = `named(stack, "one");`;
  expect(synth(uses, `stack${invalid(message)}`)).toContain(
    `  lib dir/named.ts:4 [shop] ${message}\n`,
  );
  const twice = [uses, `console.log("twelve");`, `stack${invalid(message)}`];
  expect(synth(...twice)).toContain(`  app.ts:4 [shop] ${message}\n`);
});

test("a warning has its line as well", () => {
  expect(synth(`Annotations.of(stack).addWarning("look at this");`)).toBe(
    "warning: app.ts:4 [shop] look at this\n",
  );
});
