import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, extname, join, posix, relative, sep } from "node:path";
import { UserError } from "../../src/base/user-error";
import { linkedTargets, withLinks } from "./links";

/** A file of the site before it is built: its path below the site's root, and its text or bytes. */
export interface SitePage {
  readonly path: string;
  readonly text: string | Buffer;
}

const images = new Set([".svg", ".png", ".jpg"]);

/**
 * Everything in docs/, and what it links to outside: documents of the project, and sources, each as
 * a page of its own. What a page links to is part of the site, wherever that is published.
 *
 * @throws UserError naming every link that leads nowhere
 */
export function sitePages(home: string): SitePage[] {
  const docs = join(home, "docs");
  const waiting = readdirSync(docs, { recursive: true, encoding: "utf8" })
    .filter((name) => extname(name) === ".md")
    .map((name) => join(docs, name))
    .sort();
  const seen = new Set(waiting);
  const pages: SitePage[] = [];
  const broken: string[] = [];
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    waiting.push(file);
  };
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    const page = relative(home, file);
    if (isFolder(file)) {
      const names = readdirSync(file).filter((name) => !isFolder(join(file, name)));
      for (const name of names) visit(join(file, name));
      pages.push({ path: sitePath(home, file), text: listOf(page, names, home) });
      continue;
    }
    if (extname(file) !== ".md") {
      pages.push({ path: sitePath(home, file), text: sourceOrImage(page, file) });
      continue;
    }
    const text = readFileSync(file, "utf8");
    for (const target of linkedTargets(text)) {
      const linked = join(dirname(file), target);
      if (existsSync(linked)) visit(linked);
      else broken.push(`${page} links to ${target}, which is not there`);
    }
    const from = posix.dirname(sitePath(home, file));
    const rewritten = withLinks(text, (target) => {
      const to = posix.relative(from, sitePath(home, join(dirname(file), target)));
      return to.startsWith(".") ? to : `./${to}`;
    });
    pages.push({ path: sitePath(home, file), text: rewritten });
  }
  if (broken.length > 0) throw new UserError(broken.join("\n"));
  return pages;
}

/** Where a file of the project is on the site: `examples/aws.ts` at `source/examples/aws-ts.md`. */
export function sitePath(home: string, file: string): string {
  const path = relative(home, file).split(sep).join(posix.sep);
  if (isFolder(file)) return `source/${path}/index.md`;
  if (images.has(extname(path))) return path.replace(/^docs\//, "");
  if (extname(path) !== ".md") return `source/${path.replaceAll(".", "-")}.md`;
  const page = path.startsWith("docs/") ? path.slice("docs/".length) : `project/${path}`;
  return page.replace(/(^|\/)README\.md$/, "$1index.md");
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

function listOf(folder: string, names: readonly string[], home: string): string {
  const links = names.map((name) => {
    const page = sitePath(home, join(home, folder, name));
    return `- [${name}](${posix.relative(`source/${folder}`, page)})`;
  });
  return `# ${folder}\n\n${links.join("\n")}\n`;
}

function sourceOrImage(name: string, file: string): string | Buffer {
  if (images.has(extname(file))) return readFileSync(file);
  const text = readFileSync(file, "utf8").trimEnd();
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([each]) => each.length));
  const fence = "`".repeat(longest + 1);
  return `# ${name}\n\n${fence}${extname(file).slice(1)}\n${text}\n${fence}\n`;
}
