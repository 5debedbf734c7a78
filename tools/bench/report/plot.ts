import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { home } from "../../../src/base/project";
import { installBenchPackages } from "../stock-app";

/** Draws a plot by Vega-Lite, which is a package of the bench's own. @returns SVG */
export function drawPlot(specification: object): string {
  installBenchPackages();
  const program = join(home, "tools", "bench", "report", "draw.mjs");
  return execFileSync(process.execPath, [program], {
    input: JSON.stringify(specification),
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
}
