import { relative } from "node:path";
import { buildSite, siteFolder } from "../../../tools/site/build";
import { Terminal } from "../rehearsal/terminal";

/** `cdc site`: the documentation as a site, in site/. */
export function site(): void {
  const terminal = new Terminal();
  try {
    const pages = buildSite((message) => terminal.doing(message));
    terminal.print(`Built ${pages} pages to ${relative(process.cwd(), siteFolder)}/`);
  } finally {
    terminal.stop();
  }
}
