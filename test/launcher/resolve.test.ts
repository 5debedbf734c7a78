import { Folder } from "./synth-in";

const folder = new Folder();
afterAll(() => folder.remove());

/** Values of each kind that cdktf treats by itself, within a stack `s` beside a stack `other`. */
const values = [
  `({ a: undefined, b: [{ c: undefined, d: 1 }, undefined, null], e: null, f: -1.5, g: [] })`,
  `({ n: 0, t: "", date: new Date(0), "1": true, list: [-1, 2], "x-1e5": "1e5 -e- 2.5e-7" })`,
  `[text, [text], \`a \${text} b\`, { [text]: 1 }, { ["k" + text]: { [text]: undefined } }]`,
  `[1, 2.5, -3, 1e21, true, null, "x", "5"].map((value) => cdktf.Token.asString(cdktf.Token.asAny(value)))`,
  `[number, [number], \`at \${number}\`, cdktf.Token.asNumber(7), cdktf.Token.asString(1e21)]`,
  `[cdktf.Token.asList(ref), cdktf.Token.asNumberList(ref), { m: cdktf.Token.asStringMap(ref) }]`,
  `({ nested: cdktf.Token.asString({ deep: [text, cdktf.Token.asNumber(7), undefined] }) })`,
  `[cdktf.Fn.join("-", ["\${raw}", text]), cdktf.Fn.rawString("\${x}"), "\${a} " + text]`,
  `cdktf.Lazy.anyValue({ produce: (context) => context.resolve({ from: [text, ref] }) })`,
  `cdktf.conditional(cdktf.Fn.tobool(text), { a: text }, [number])`,
  `[elsewhere, { at: elsewhere }, cdktf.Fn.sensitive(elsewhere)]`,
  `new (class Point { x = 1; y = text; z = undefined })()`,
  `cdktf.Token.asList(ref).concat("more")`,
  `"String Map Token Value"`,
  `cdktf.Token.NUMBER_MAP_TOKEN_VALUE`,
  `({ in: { a: { function: () => 1 } } })`,
  `({ of: [cdktf.Lazy.stringValue({ produce() { throw new Error("mine"); } })] })`,
  `({ construct: stack })`,
  `"#{TfToken[TOKEN.1]} " + text`,
  `"\${TfToken[NONE.99999]}"`,
  `circle`,
];

const app = [
  `import * as cdktf from "cdktf";`,
  `const app = new cdktf.App();`,
  `const stack = new cdktf.TerraformStack(app, "s");`,
  `const other = new cdktf.TerraformStack(app, "other");`,
  `const ref = cdktf.ref("data.x.y", stack);`,
  `const text = cdktf.Token.asString(ref);`,
  `const number = cdktf.Token.asNumber(ref);`,
  `const elsewhere = new cdktf.TerraformVariable(other, "v", {}).stringValue;`,
  `const circle: Record<string, unknown> = {};`,
  `circle.again = [circle];`,
  `const resolver = new cdktf.DefaultTokenResolver(new cdktf.StringConcat());`,
  `for (const given of [${values.map((value) => `() => ${value}`).join(", ")}] as (() => any)[]) {`,
  `  for (const preparing of [true, false]) {`,
  `    try {`,
  `      const value = cdktf.Tokenization.resolve(given(), { scope: stack, resolver, preparing });`,
  `      console.log(typeof value, JSON.stringify(value));`,
  `    } catch (error) {`,
  `      console.log(String((error as Error).message).split("\\n")[0]);`,
  `    }`,
  `  }`,
  `}`,
  `console.log(app.node.findAll().map(({ node }) => node.path).join());`,
  `app.synth();`,
];

const printed = (env: Record<string, string>) =>
  folder.synth([folder.write("app.ts", app), "--no-types"], env).stdout;

test("a value resolves to what it does without the patches of cdktf, or fails as it does", () => {
  const quickly = printed({}).split("\n");
  expect(quickly).toHaveLength(2 * values.length + 2);
  expect(quickly).toEqual(printed({ AIVEN_CDC_STOCK_SYNTH: "1" }).split("\n"));
});
