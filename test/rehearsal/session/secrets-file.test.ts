import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Cdc, defaultApp } from "../support/cdc";

const cdc = new Cdc();
afterAll(() => cdc.close());
const path = (name: string) => join(cdc.folder, name);

const shape = `{"<provider's name>": {"<path>:<key>": "<value>"}}`;
const example = 'for instance {"vault": {"secret/data/pg:password": "…"}}';
const misshapen = (what: string) => `has not the shape ${shape}: ${what}; ${example}`;

const wrong: [what: string, content: string | undefined, messages: string][] = [
  [
    "missing",
    undefined,
    `is not there; name a JSON file with --secrets (or AIVEN_CDC_SECRETS), ${example}`,
  ],
  ["not-json", '{"vault":\n {"a:b": hunter2}}', `is not JSON; write it as ${shape}`],
  ["empty", "", "is not JSON"],
  ["list", '["hunter2"]', misshapen("it holds no object")],
  ["flat", '{"a:b": "hunter2"}', misshapen("a provider's value is no object")],
  [
    "keyless",
    '{"vault": {"hunter2": "hunter2"}}',
    misshapen("a secret's name is not <path>:<key>"),
  ],
  [
    "number",
    '{"vault": {"a:b": 12345678}}',
    misshapen("a secret's value is no text, or an empty one"),
  ],
  ["blank", '{"vault": {"a:b": ""}}', misshapen("a secret's value is no text, or an empty one")],
];

test.each(wrong)("a file of secrets that is %s", async (name, content, messages) => {
  const file = path(`${name}.json`);
  if (content !== undefined) writeFileSync(file, content);
  const { code, stdout, stderr } = await cdc.run([
    "start",
    "--once",
    ...defaultApp,
    "--secrets",
    file,
  ]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(`The file of secrets ${file} ${messages}`);
  expect(stderr).not.toMatch(/hunter2|12345678|^ +at /m);
  expect(cdc.leftSomething).toBe(false);
});

test("a folder in its place, named by the environment", async () => {
  mkdirSync(path("folder"));
  const { code, stderr } = await cdc.run(["rehearse", "true"], {
    AIVEN_CDC_SECRETS: path("folder"),
  });
  expect(code).toBe(2);
  expect(stderr).toContain(`The file of secrets ${path("folder")} is a folder;`);
  expect(stderr).not.toMatch(/^ +at /m);
});
