import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { constructPages } from "../tools/construct-pages";

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
