import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { linkedTargets, withLinks } from "../../tools/site/links";
import { navigation } from "../../tools/site/navigation";
import { sitePages } from "../../tools/site/pages";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "site-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), text);
}

const pagesOf = () =>
  Object.fromEntries(sitePages(home).map(({ path, text }) => [path, String(text)]));

test("every page of docs/ is in the navigation once, and in the site", () => {
  const pages = sitePages(process.cwd());
  const docs = readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => name.replace(/(^|\/)README\.md$/, "$1index.md"));
  expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(docs));
  const links = navigation(pages).sidebar["/"]?.flatMap(({ items }) => items) ?? [];
  const linked = links
    .map(({ link }) => `${link.slice(1)}${link.endsWith("/") ? "index" : ""}.md`)
    .filter((path) => !path.startsWith("project/"));
  expect(linked.sort()).toEqual(docs.sort());
});

test("a source that a page links to is a page, and so is a document outside docs/", () => {
  write(
    "docs/guides/start.md",
    "# Start\n\n[an app](../../examples/a.ts), [changes](../../NEW.md)\n",
  );
  write("examples/a.ts", 'const fence = "```";\n');
  write("NEW.md", "# New\n\n[start](docs/guides/start.md#steps)\n");
  expect(pagesOf()).toEqual({
    "guides/start.md":
      "# Start\n\n[an app](../source/examples/a-ts.md), [changes](../project/NEW.md)\n",
    "source/examples/a-ts.md": '# examples/a.ts\n\n````ts\nconst fence = "```";\n````\n',
    "project/NEW.md": "# New\n\n[start](../guides/start.md#steps)\n",
  });
});

test("a README is the first page of its folder", () => {
  write("docs/adr/README.md", "# Decisions\n\n[one](0001-one.md)\n");
  write("docs/adr/0001-one.md", "# One\n\n[all](README.md)\n");
  expect(pagesOf()).toEqual({
    "adr/index.md": "# Decisions\n\n[one](./0001-one.md)\n",
    "adr/0001-one.md": "# One\n\n[all](./index.md)\n",
  });
});

test("a folder that a page links to is a page of its files", () => {
  write("docs/a.md", "# A\n\n[schemas](schemas)\n");
  write("docs/schemas/one.json", "{}\n");
  expect(pagesOf()).toEqual({
    "a.md": "# A\n\n[schemas](./source/docs/schemas/index.md)\n",
    "source/docs/schemas/index.md": "# docs/schemas\n\n- [one.json](one-json.md)\n",
    "source/docs/schemas/one-json.md": "# docs/schemas/one.json\n\n```json\n{}\n```\n",
  });
});

test("links to what is not there are all named", () => {
  write("docs/a.md", "# A\n\n[b](b.md) [c](guides) ![d](d.svg)\n");
  expect(() => sitePages(home)).toThrow(
    ["b.md", "guides", "d.svg"]
      .map((target) => `docs/a.md links to ${target}, which is not there`)
      .join("\n"),
  );
});

test("what looks like a link in code is none, and addresses stay", () => {
  const page = [
    "`[a](a.md)` [web](https://aiven.io) [above](#top) [b](b.md#part)",
    "```md\n[c](c.md)\n```",
    "[d](d.md)",
  ].join("\n");
  expect(linkedTargets(page)).toEqual(["b.md", "d.md"]);
  expect(withLinks(page, (target) => `x/${target}`)).toBe(
    page.replace("(b.md#part)", "(x/b.md#part)").replace("(d.md)", "(x/d.md)"),
  );
});
