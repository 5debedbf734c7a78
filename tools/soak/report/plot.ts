import { drawPlot } from "../../bench/report/plot";
import { diskParts } from "../measure/disk";
import type { SoakRun } from "../soak";

/** The picture docs/soak.svg: memory, disk and lag over the minutes, faults as lines. */
export function soakPlot({ samples, breaks }: Pick<SoakRun, "samples" | "breaks">): string {
  const x = { field: "minutes", type: "quantitative", title: "minutes" };
  const faults = {
    data: { values: breaks.map(({ atMinutes, fault }) => ({ minutes: atMinutes, fault })) },
    mark: { type: "rule", color: "#bbb", strokeDash: [3, 3] },
    encoding: { x },
  };
  const lines = (title: string, values: readonly object[], color: object = {}) => ({
    ...{ width: 560, height: 180 },
    layer: [
      faults,
      {
        data: { values },
        mark: { type: "line", strokeWidth: 1.2 },
        encoding: { x, y: { field: "value", type: "quantitative", title }, ...color },
      },
    ],
  });
  const byName = (sort: readonly string[]) => ({
    color: { field: "name", type: "nominal", title: null, sort },
  });
  const memory = samples.flatMap(({ minutes, processes }) =>
    processes.map(({ name, pid, bytes }) => ({ minutes, name, pid, value: bytes / 1e6 })),
  );
  const disk = samples.flatMap(({ minutes, disk }) =>
    diskParts.map((name) => ({ minutes, name, value: disk[name] / 1e6 })),
  );
  const lag = samples.map(({ minutes, lag }) => ({ minutes, value: lag }));
  const names = [...new Set(memory.map(({ name }) => name))];
  return drawPlot({
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: "white",
    config: { font: "sans-serif", legend: { labelLimit: 240 } },
    vconcat: [
      lines("memory, MB", memory, {
        ...byName(names),
        detail: { field: "pid", type: "nominal" }, // a line for each life
      }),
      lines("disk, MB", disk, byName(diskParts)),
      lines("lag, changes", lag),
    ],
    resolve: { scale: { color: "independent" } },
  });
}
