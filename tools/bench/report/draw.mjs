// Run as a process: reads figures as JSON, writes the plot as SVG. Its libraries are the bench's own.
import { readFileSync } from "node:fs";
import process from "node:process";
import { compile } from "vega-lite";
import { parse, View } from "vega";

/** @type {{ label: string, group: string, ratio: number, low: number, high: number, bound?: number }[]} */
const values = JSON.parse(readFileSync(0, "utf8"));
const y = { field: "label", type: "nominal", sort: null, title: null };

const { spec } = compile({
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  title: "Ours as a multiple of the baseline: median, spread of the pairs, and bound",
  width: 520,
  background: "white",
  data: { values },
  encoding: { y },
  config: { axis: { labelLimit: 420 }, font: "sans-serif" },
  layer: [
    {
      data: { values: [{ one: 1 }] },
      mark: { type: "rule", color: "#888", strokeDash: [4, 4] },
      encoding: { x: { field: "one", type: "quantitative" }, y: null },
    },
    {
      mark: { type: "rule", strokeWidth: 3, opacity: 0.5 },
      encoding: {
        x: { field: "low", type: "quantitative", scale: { type: "log" }, title: "ours / baseline" },
        x2: { field: "high" },
        color: { field: "group", type: "nominal", title: null },
      },
    },
    {
      mark: { type: "point", filled: true, size: 70, opacity: 1 },
      encoding: {
        x: { field: "ratio", type: "quantitative" },
        color: { field: "group", type: "nominal", title: null },
      },
    },
    {
      transform: [{ filter: "isValid(datum.bound)" }],
      mark: { type: "tick", color: "#c00", thickness: 2, size: 14 },
      encoding: { x: { field: "bound", type: "quantitative" } },
    },
  ],
});

process.stdout.write(await new View(parse(spec), { renderer: "none" }).toSVG());
