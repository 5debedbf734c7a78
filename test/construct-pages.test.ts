import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { constructPages, exportsOf } from "../tools/reference/construct-pages";

const folder = join("docs", "constructs");

test("docs/constructs has what the docstrings say, page by page", () => {
  const pages = constructPages(process.cwd());
  expect(readdirSync(folder).sort()).toEqual(pages.map(({ file }) => file).sort());
  const made = mkdtempSync(join(tmpdir(), "construct-pages-"));
  try {
    for (const { file, text } of pages) writeFileSync(join(made, file), text);
    const prettier = resolve("node_modules/prettier/bin/prettier.cjs");
    const config = resolve(".prettierrc.json");
    execFileSync(process.execPath, [prettier, "--config", config, "--write", made]);
    for (const { file } of pages) {
      expect(readFileSync(join(folder, file), "utf8")).toBe(readFileSync(join(made, file), "utf8"));
    }
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
});

test("everything that aiven-cdc exports has a page or a heading", () => {
  const listed = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/^##? (\w+)$/gm)].map(([, name]) => name),
  );
  const names = exportsOf(process.cwd()).exported.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["AivenStack", "CdcStack", "Postgres", "json"]));
  expect(names.filter((name) => !listed.includes(name))).toEqual([]);
});

test("a page names what a class offers beside its props, and a type its known values", () => {
  const textOf = (file: string) => readFileSync(join(folder, file), "utf8");
  expect(textOf("postgres.md")).toContain("`Postgres.fromLookup(scope: Construct, id: string");
  expect(textOf("kafka.md")).not.toContain("`node`");
  expect(/^## PostgresPlan$[^#]*/m.exec(textOf("types.md"))?.[0]).toContain("`business-8`");
});
