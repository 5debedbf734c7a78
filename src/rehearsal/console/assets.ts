import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { home, isPackage } from "../../base/project";
import { diagramStyle } from "../../diagram/svg";

export interface Asset {
  readonly type: string;
  readonly text: string;
}

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

/** Where the page's own files lie, below the project. */
export const pageFolder = join("src", "rehearsal", "console", "page");

/** Files of packages, below node_modules, by their names in the page. */
export const vendorFiles: Readonly<Record<string, string>> = {
  "lit-html.js": "lit-html/lit-html.js",
  "uPlot.js": "uplot/dist/uPlot.esm.js",
  "uPlot.css": "uplot/dist/uPlot.min.css",
};

/** Read when it is asked for: nothing is built. */
export function assetAt(path: string): Asset | undefined {
  const name = path === "/" ? "index.html" : path.slice(1);
  const type = types[name.split(".").at(-1) ?? ""];
  const text = type === undefined ? undefined : textOf(name);
  return type !== undefined && text !== undefined ? { type, text } : undefined;
}

function textOf(name: string): string | undefined {
  const folder = join(home, pageFolder);
  if (readdirSync(folder).includes(name)) return readFileSync(join(folder, name), "utf8");
  if (name === "diagram.css") return diagramStyle;
  const [, vendored = ""] = /^vendor\/(.+)$/.exec(name) ?? [];
  if (!Object.hasOwn(vendorFiles, vendored)) return undefined;
  // the package has no node_modules of its own: they are beside its page
  const file = isPackage
    ? join(folder, "vendor", vendored)
    : join(home, "node_modules", vendorFiles[vendored] ?? "");
  return readFileSync(file, "utf8");
}
