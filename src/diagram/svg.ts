import { metrics, type Layout, type Place, type PlacedBox } from "./layout";

/**
 * A picture that stands alone: its colours follow the reader's scheme. Each box and row has its id in
 * `data-part`, by which a live view colours it.
 */
export function svgOf(
  { width, height, boxes, arrows }: Layout,
  title: string,
  { isAlone = true }: { isAlone?: boolean } = {},
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    ...(isAlone ? [`<style>${diagramStyle}</style>`] : []),
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0,0 L8,4 L0,8 z"/></marker></defs>',
    ...boxes.map(boxOf),
    ...arrows.map(
      ({ arrow: { kind, from, to }, path }) =>
        `<path class="arrow ${kind}" data-from="${escaped(from)}" data-to="${escaped(to)}" d="${path}"${kind === "changes" ? ' marker-end="url(#head)"' : ""}/>`,
    ),
    "</svg>",
    "",
  ].join("\n");
}

function boxOf({ box, rows, ...place }: PlacedBox): string {
  const { x, y } = place;
  const left = x + metrics.padding;
  return [
    `<g class="box" data-part="${escaped(box.id)}">`,
    rectangle(place, 10),
    `<text class="title" x="${round(left)}" y="${round(y + 24)}">${escaped(box.title)}</text>`,
    `<text class="detail" x="${round(left)}" y="${round(y + 42)}">${escaped(box.detail)}</text>`,
    ...rows.map(
      ({ row, ...at }) =>
        `<g class="row ${row.kind}" data-part="${escaped(row.id)}">${rectangle(at, 6)}<text x="${round(at.x + metrics.padding)}" y="${round(at.y + 20)}">${escaped(row.text)}</text></g>`,
    ),
    "</g>",
  ].join("\n");
}

function rectangle({ x, y, width, height }: Place, radius: number): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}"/>`;
}

const round = (n: number) => Math.round(n);

/** Names are anyone's. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" },
  };
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/** Of a picture within a page that has a style sheet of its own. */
export const diagramStyle = [
  ":root{--ink:#1c2430;--soft:#5b6675;--paper:#fff;--fill:#f4f6f9;--line:#b9c2cd;--flow:#2f6fde}",
  "@media(prefers-color-scheme:dark){:root{--ink:#e6ebf2;--soft:#9aa6b5;--paper:#1d2430;--fill:#151b24;--line:#465161;--flow:#6ea0ff}}",
  "text{font:14px system-ui,sans-serif;fill:var(--ink)}",
  ".title{font-weight:600;font-size:15px}.detail{font-size:12px;fill:var(--soft)}",
  ".box>rect{fill:var(--fill);stroke:var(--line)}.row>rect{fill:var(--paper);stroke:var(--line)}",
  ".row.table>rect,.row.user>rect{stroke-dasharray:3 3}",
  ".arrow{fill:none;stroke:var(--flow);stroke-width:1.6}.arrow.access{stroke:var(--soft);stroke-dasharray:4 4}",
  ".head{fill:var(--flow)}",
].join("");
