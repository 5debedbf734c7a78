import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A fenced block of code on a page. */
export interface Block {
  /** `docs/guides/ci.md:12`, where its code begins. */
  readonly at: string;
  /** What follows the fence: `ts`, `sh`; empty for what a program prints. */
  readonly language: string;
  readonly code: string;
}

/** What people read: in the repository, in the package, and in a project that `npm create` makes. */
export const pages: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  "tools/pack/README.md",
  "src/create/template/README.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name))
    .sort(),
];

/** A page's text; that of a new project's README as `npm create aiven-cdc` writes it by default. */
export function textOf(page: string): string {
  return readFileSync(page, "utf8")
    .replaceAll("{{cdk}}", "cdktf")
    .replaceAll(/\{\{(name|stack)\}\}/g, "orders");
}

export function blocksOf(page: string, text = textOf(page)): Block[] {
  const fenced = /^( *)```(\w*)[^\n]*\n([^]*?)^\1```$/gm;
  return [...text.matchAll(fenced)].map(
    ({ 1: indent = "", 2: language = "", 3: code = "", index }) => ({
      at: `${page}:${text.slice(0, index).split("\n").length + 1}`,
      language,
      code: code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    }),
  );
}

export function allBlocks(...languages: readonly string[]): Block[] {
  return pages
    .flatMap((page) => blocksOf(page))
    .filter(({ language }) => languages.includes(language));
}
