import { Graph, layout } from "@dagrejs/dagre";
import type { Arrow, Box, Drawing, Row } from "./drawing";

/** A drawing with places, in pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  readonly arrows: readonly PlacedArrow[];
}

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedBox extends Place {
  readonly box: Box;
  readonly rows: readonly (Place & { readonly row: Row })[];
}

export interface PlacedArrow {
  readonly arrow: Arrow;
  /** Of an SVG path. */
  readonly path: string;
}

export const metrics = { header: 54, row: 30, gap: 6, padding: 12, margin: 16 };
/** Widths of a character, on average, in the fonts of titles and of rows. */
const character = { title: 9.4, detail: 6.6, row: 7.4 };
const narrowest = 170;

/** From left to right: services by the way that changes take, the rows of each beneath one another. */
export function laidOut({ boxes, arrows }: Drawing): Layout {
  const graph = new Graph();
  graph.setGraph({
    ...{ rankdir: "LR", ranksep: 90, nodesep: 28 },
    ...{ marginx: metrics.margin, marginy: metrics.margin },
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const owner = new Map(boxes.flatMap((box) => [box, ...box.rows].map(({ id }) => [id, box.id])));
  for (const box of boxes) graph.setNode(box.id, sizeOf(box));
  for (const { from, to } of arrows) {
    const [one, other] = [owner.get(from), owner.get(to)];
    if (one !== undefined && other !== undefined && one !== other) graph.setEdge(one, other);
  }
  layout(graph);
  const placed = boxes.map((box) => placedBox(box, graph.node(box.id)));
  const places = new Map<string, Place>(
    placed.flatMap((each) => [
      [each.box.id, each] as const,
      ...each.rows.map((row) => [row.row.id, row] as const),
    ]),
  );
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    ...{ width: Math.ceil(width), height: Math.ceil(height), boxes: placed },
    arrows: arrows.flatMap((arrow) => {
      const [from, to] = [places.get(arrow.from), places.get(arrow.to)];
      return from && to ? [{ arrow, path: pathBetween(from, to) }] : [];
    }),
  };
}

function sizeOf({ title, detail, rows }: Box): { width: number; height: number } {
  const widths = [
    title.length * character.title,
    detail.length * character.detail,
    ...rows.map(({ text }) => text.length * character.row + 2 * metrics.padding),
  ];
  return {
    width: Math.ceil(Math.max(narrowest, ...widths) + 2 * metrics.padding),
    height:
      metrics.header +
      rows.length * (metrics.row + metrics.gap) +
      (rows.length > 0 ? metrics.gap : 0),
  };
}

/** @param centre where dagre puts the middle of the box */
function placedBox(box: Box, centre: Place): PlacedBox {
  const { width, height } = centre;
  const [x, y] = [centre.x - width / 2, centre.y - height / 2];
  const rows = box.rows.map((row, at) => ({
    row,
    x: x + metrics.padding,
    y: y + metrics.header + at * (metrics.row + metrics.gap),
    width: width - 2 * metrics.padding,
    height: metrics.row,
  }));
  return { box, x, y, width, height, rows };
}

/** From the side that faces the other end. */
function pathBetween(from: Place, to: Place): string {
  const isForward = from.x + from.width / 2 <= to.x + to.width / 2;
  const [x1, x2] = isForward ? [from.x + from.width, to.x] : [from.x, to.x + to.width];
  const [y1, y2] = [from, to].map(({ y, height }) => y + height / 2) as [number, number];
  const bend = (isForward ? 1 : -1) * Math.max(30, Math.abs(x2 - x1) / 2);
  const points = [x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2].map((n) => Math.round(n));
  const [ax, ay, bx, by, cx, cy, dx, dy] = points;
  return `M${ax},${ay} C${bx},${by} ${cx},${cy} ${dx},${dy}`;
}
