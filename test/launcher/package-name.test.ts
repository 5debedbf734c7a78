import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Folder } from "./synth-in";

const folder = new Folder();
afterAll(() => folder.remove());

test("an app may import from aiven-cdc here, as in a project of its own", () => {
  const source = readFileSync(join("examples", "default.ts"), "utf8");
  const app = source.replace(/"\.\.\/(src\/cdc-stack|constructs)"/g, '"aiven-cdc"');
  expect(app).toContain('from "aiven-cdc"');
  folder.write("app.ts", [app]);
  expect(folder.synth(["app.ts"])).toMatchObject({ status: 0, stderr: "" });
  folder.write("wrong.ts", [app.replace('plan: "startup-4"', "plan: 4")]);
  const { status, stderr } = folder.synth(["wrong.ts"]);
  expect([status, stderr]).toEqual([1, expect.stringContaining("error TS2322")]);
});
