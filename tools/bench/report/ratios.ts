import type { Figure } from "../figure";
import { median } from "../measure";
import { drawPlot } from "./plot";

const y = { field: "label", type: "nominal", sort: null, title: null };

/** The picture docs/bench.svg. @param groupOf what figures have a colour in common by */
export function ratiosPlot(figures: readonly Figure[], groupOf: (id: string) => string): string {
  const values = figures.map(({ id, title, ratios, bound }) => ({
    label: title,
    group: groupOf(id),
    ratio: median(ratios),
    low: Math.min(...ratios),
    high: Math.max(...ratios),
    bound: bound?.atMost ?? bound?.atLeast,
  }));
  return drawPlot({
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
          x: {
            field: "low",
            type: "quantitative",
            scale: { type: "log" },
            title: "ours / baseline",
          },
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
}
